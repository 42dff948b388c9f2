// Suggestions under the search box: the combobox pattern of ARIA 1.2 over /api/suggest.
//
// Arrows walk, Enter takes, Escape closes, and what was typed stays until something is taken.

const WAIT_MS = 90;
const SHOWN = 8;
const SHORTEST = 2;
// Parameters that change no count; under others the counts of the whole archive are not those of the search.
const UNCOUNTED = ["lang", "sort", "size", "collapse"];

export function startSuggestions() {
  const box = document.getElementById("q");
  if (box) new Combobox(box);
}

class Combobox {
  constructor(box) {
    this.box = box;
    this.form = box.form;
    this.kinds = JSON.parse(this.form.dataset.kinds ?? "{}");
    this.list = element("ul", { id: "suggestions", role: "listbox", "aria-label": this.form.dataset.suggestions ?? "", hidden: "" });
    this.count = element("div", { role: "status", class: "unseen" });
    this.form.append(this.list, this.count);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })) box.setAttribute(name, value);
    this.items = [];
    this.active = -1;
    // Behind the window of an input method no list opens; on touch screens every word is composed, in no window.
    box.addEventListener("input", (event) => (event.isComposing && !matchMedia("(pointer: coarse)").matches ? this.close() : this.later()));
    box.addEventListener("compositionend", () => this.later());
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // Pressing must not take the focus from the box: the list would close before the click.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take([...this.list.children].indexOf(event.target.closest("[role=option]"))));
  }

  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.box.value.trim().length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(this.box.value.trim()), WAIT_MS);
  }

  async ask(text) {
    this.request = new AbortController();
    try {
      const answer = await fetch(`/api/suggest?${new URLSearchParams({ q: text, size: SHOWN })}`, { signal: this.request.signal });
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      if (this.box.value.trim() === text && document.activeElement === this.box) this.open(suggestions);
    } catch {
      // Typed on, or no connection: the form works as it is.
    }
  }

  open(items) {
    if (!items.length) return this.close();
    this.items = items;
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place)));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.count.textContent = `${this.form.dataset.suggestions ?? ""}: ${items.length}`;
    this.point(-1);
  }

  option(item, place) {
    const option = element("li", { role: "option", id: `suggestion-${place}`, "aria-selected": "false" });
    const words = element("span", { class: "value", dir: "auto" }, item.text);
    option.append(words);
    if (this.kinds[item.kind]) option.append(element("span", { class: "suggestion-kind" }, this.kinds[item.kind]));
    if (item.count > 0 && item.kind !== "title" && !this.kept().some(([name]) => !UNCOUNTED.includes(name))) option.append(element("span", { class: "count" }, item.count.toLocaleString("en")));
    return option;
  }

  onKey(event) {
    if (event.isComposing) return;
    const isOpen = !this.list.hidden;
    const last = this.items.length - 1;
    if (event.key === "Escape" && isOpen) {
      this.close();
    } else if (event.key === "ArrowDown" && !isOpen) {
      this.later();
    } else if (event.key === "ArrowDown" && isOpen) {
      this.point(this.active === last ? -1 : this.active + 1);
    } else if (event.key === "ArrowUp" && isOpen) {
      this.point(this.active === -1 ? last : this.active - 1);
    } else if (event.key === "Enter" && isOpen && this.active >= 0) {
      this.take(this.active);
    } else {
      return;
    }
    event.preventDefault();
  }

  point(place) {
    this.active = place;
    this.list.querySelectorAll("[role=option]").forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === place));
      if (at === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) this.box.setAttribute("aria-activedescendant", `suggestion-${place}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  take(place) {
    const item = this.items[place];
    if (!item) return;
    this.close();
    this.box.value = item.text;
    location.assign(this.address(item));
  }

  // What the form keeps of the search that the page shows: filters, dates, options, language.
  kept() {
    return [...new FormData(this.form)].filter(([name]) => name !== "q");
  }

  // The API knows no page: its links get what the form keeps, an article the language, a name no role but the one it takes.
  address({ kind, text, href }) {
    const url = new URL(href, location.href);
    for (const [name, value] of this.kept()) {
      if (kind === "title" ? name === "lang" : name.split(".")[0] !== kind || value !== text) url.searchParams.append(name, value);
    }
    return url;
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
    this.count.textContent = "";
    this.active = -1;
  }
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
