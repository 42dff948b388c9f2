// Keys beside those of the browser: `/` goes to the search box, arrows walk along hits and the values of a facet.
//
// Whoever writes by voice or with switches may turn `/` off (WCAG 2.1.4); the choice stays in this browser.

const WRITTEN_IN = "input, textarea, select, [contenteditable]";
const LISTS = [
  [".hits", ".hit-title a"],
  [".facet-choices", ".facet-select"],
];
const CHOICE = "fihris.slash";

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.(WRITTEN_IN)) return;
    // On an Arabic keyboard the key beside the right Shift writes ظ.
    const isSlash = event.key === "/" || (event.code === "Slash" && event.key === "ظ");
    const target = isSlash && isOn() ? document.getElementById("q") : neighbour(event);
    if (!target) return;
    event.preventDefault();
    target.focus();
    target.select?.();
  });
  showChoice();
}

function neighbour({ key, target }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  const [list, links] = (step && LISTS.find(([, each]) => target.matches?.(each))) || [];
  const all = list ? [...target.closest(list).querySelectorAll(links)].filter((link) => link.checkVisibility()) : [];
  return all[all.indexOf(target) + step];
}

function showChoice() {
  const button = document.getElementById("slash");
  if (!button) return;
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  button.addEventListener("click", () => {
    keep(isOn() ? "off" : "on");
    show();
  });
  show();
  button.hidden = false;
}

// A browser may forbid us to remember: the key works then as it does at first.
function isOn() {
  try {
    return localStorage.getItem(CHOICE) !== "off";
  } catch {
    return true;
  }
}

function keep(choice) {
  try {
    localStorage.setItem(CHOICE, choice);
  } catch {
    // Nothing to be done about it, and nothing lost.
  }
}
