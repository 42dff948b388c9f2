// Keys: `/` goes to the search box, arrows walk along hits and the values of a facet.
//
// Whoever writes by voice may turn `/` off (WCAG 2.1.4).

const WRITTEN_IN = "input, textarea, select, [contenteditable]";
const LISTS = [
  [".hits", ".hit-title a"],
  [".facet-choices", ".facet-select"],
];

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
  const show = () => button.setAttribute("aria-pressed", isOn());
  button.addEventListener("click", () => {
    document.cookie = `slash=${isOn() ? "off" : "on"};path=/;max-age=31536000;samesite=lax`;
    show();
  });
  show();
  button.hidden = false;
}

function isOn() {
  return !document.cookie.includes("slash=off");
}
