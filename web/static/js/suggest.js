// Suggestions under the search box: the combobox of ARIA 1.2 over /api/suggest. What was typed stays until one is taken.

const WAIT_MS = 90;
const SHOWN = 8;
const SHORTEST = 2;
// Beside others a search does not find what the API counted.
const UNCOUNTED = ["lang", "sort", "size"];

export function startSuggestions() {
  const box = document.getElementById("q");
  if (box) new Combobox(box);
}

class Combobox {
  constructor(box) {
    this.box = box;
    this.form = box.form;
    this.label = this.form.dataset.suggestions;
    this.kinds = JSON.parse(this.form.dataset.kinds);
    this.list = element("ul", { id: "suggestions", role: "listbox", "aria-label": this.label, hidden: "" });
    this.count = element("div", { role: "status", class: "unseen" });
    this.form.append(this.list, this.count);
    set(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" });
    this.items = [];
    this.active = -1;
    // Input methods have a window there; on touch screens they have none, and compose every word.
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
    this.cancel();
    if (this.box.value.trim().length < SHORTEST) return this.close();
    this.timer = setTimeout(() => this.ask(this.box.value.trim()), WAIT_MS);
  }

  cancel() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask(text) {
    this.request = new AbortController();
    try {
      const answer = await fetch(`/api/suggest?${new URLSearchParams({ q: text, size: SHOWN })}`, { signal: this.request.signal });
      const { suggestions = [] } = await answer.json();
      if (this.box.value.trim() === text && document.activeElement === this.box) this.open(suggestions);
    } catch {
      // Typed on, or no connection: the form works as it is.
    }
  }

  open(items) {
    if (!items.length) return this.close();
    this.items = items;
    this.counted = this.kept().every(([name]) => UNCOUNTED.includes(name));
    this.list.replaceChildren(...items.map((item, place) => this.option(item, place)));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.count.textContent = `${this.label}: ${items.length}`;
    this.point(-1);
  }

  option({ kind, text, count }, place) {
    const option = element("li", { role: "option", id: `suggestion-${place}` });
    option.append(element("span", { class: "value", dir: "auto" }, text));
    if (this.kinds[kind]) option.append(element("span", { class: "suggestion-kind" }, this.kinds[kind]));
    if (this.counted && count && kind !== "title") option.append(element("span", { class: "count" }, count.toLocaleString("en")));
    return option;
  }

  onKey(event) {
    if (event.isComposing) return;
    const { key } = event;
    const isOpen = !this.list.hidden;
    const places = this.items.length + 1;
    if (key === "Escape" && isOpen) this.close();
    else if (key === "ArrowDown" && !isOpen) this.later();
    else if (key === "ArrowDown") this.point(((this.active + 2) % places) - 1);
    else if (key === "ArrowUp" && isOpen) this.point(((this.active + places) % places) - 1);
    else if (key === "Enter" && isOpen && this.active >= 0) this.take(this.active);
    else return;
    event.preventDefault();
  }

  point(place) {
    this.active = place;
    [...this.list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", at === place);
      if (at === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place >= 0) this.box.setAttribute("aria-activedescendant", `suggestion-${place}`);
    else this.box.removeAttribute("aria-activedescendant");
  }

  take(place) {
    if (!this.items[place]) return;
    this.close();
    this.box.value = this.items[place].text;
    location.assign(this.address(this.items[place]));
  }

  // What the form keeps: filters, dates, options, language.
  kept() {
    return [...new FormData(this.form)].filter(([name]) => name !== "q");
  }

  // Of an article the language is kept, of a name all but its own roles.
  address({ kind, text, href }) {
    const url = new URL(href, location);
    for (const [name, value] of this.kept())
      if (kind === "title" ? name === "lang" : name.split(".")[0] !== kind || value !== text) url.searchParams.append(name, value);
    return url;
  }

  close() {
    this.cancel();
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.count.textContent = "";
    this.point(-1);
  }
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  set(made, attributes);
  made.textContent = text;
  return made;
}

function set(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
}
