// Following a link of the same page in place: `main` changes, not the document.
//
// What is not certain goes the browser's own way. Every step is in the history, with the reader's place.

const REMEMBERED = 12;
const BUSY_AFTER_MS = 150;

const pages = new Map(); // address -> HTML as it was last seen, for the way back
const served = new WeakMap(); // fold -> whether it came open
let shown = here();
let running = null;

export function startNavigation() {
  history.scrollRestoration = "manual";
  noteFolds(document.querySelector("main"));
  if (history.state?.y) jumpTo(history.state.y);
  remember(shown, document.documentElement.outerHTML);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  addEventListener("popstate", onPopState);
  addEventListener("pagehide", keepPlace);
  addEventListener("scrollend", keepPlace); // when the way back has begun it is too late
}

function onClick(event) {
  const link = event.target.closest?.("a[href]");
  const other = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || other || event.defaultPrevented || link.getAttribute("target") || link.hasAttribute("download")) return;
  // By attribute: links of charts are SVG.
  const url = new URL(link.getAttribute("href"), location.href);
  if (!staysHere(url) || (url.hash && addressOf(url) === shown)) return;
  event.preventDefault();
  visit(url, { focus: focusKey(link), forward: link.closest("nav") });
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "get") return;
  const url = new URL(form.action);
  url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  if (!staysHere(url)) return;
  event.preventDefault();
  const inMain = form.closest("main");
  visit(url, { focus: inMain ? focusKey(event.submitter) : null, forward: !inMain });
}

function onPopState() {
  // Only the fragment changed: the browser has gone there by itself.
  if (here() === shown) return;
  visit(new URL(location.href), { back: true });
}

function staysHere(url) {
  return url.origin === location.origin && url.pathname === location.pathname && languageOf(url) === languageOf(location);
}

async function visit(url, { focus = null, forward = false, back = false }) {
  running?.abort();
  const request = (running = new AbortController());
  const main = document.querySelector("main");
  const waiting = setTimeout(() => main.setAttribute("aria-busy", "true"), BUSY_AFTER_MS);
  try {
    const known = back && pages.get(addressOf(url));
    const [html, address] = known ? [known, url] : await fetchPage(url, request.signal);
    const page = new DOMParser().parseFromString(html, "text/html");
    if (!page.querySelector("main")) throw Error("no page of ours");
    if (!back) {
      keepPlace();
      history.pushState({ y: 0 }, "", address);
    }
    shown = addressOf(address);
    remember(shown, html);
    show(page, { focus, forward, back, fragment: address.hash });
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  } finally {
    clearTimeout(waiting);
    if (running === request) main.removeAttribute("aria-busy");
  }
}

async function fetchPage(url, signal) {
  const answer = await fetch(url, { signal, headers: { Accept: "text/html" } });
  const address = new URL(answer.url); // a redirect says things in their canonical form
  address.hash = url.hash;
  const isPage = answer.ok && answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!isPage || !staysHere(address)) throw Error(`not in place: ${answer.status}`);
  return [await answer.text(), address];
}

function show(page, { focus, forward, back, fragment }) {
  const main = document.querySelector("main");
  const turned = [...main.querySelectorAll("details")].filter((item) => item.open !== served.get(item));
  const folds = new Map(turned.map((item) => [foldKey(item), item.open]));
  document.title = page.title;
  replaceAll(document.head, page.head, "link[rel=canonical], link[rel=alternate]");
  // The header's form keeps what is selected; its box keeps the cursor.
  for (const region of [".languages", ".months", ".top .search-form-kept"]) {
    const [old, fresh] = [document.querySelector(region), page.querySelector(region)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  const box = document.getElementById("q");
  const text = page.getElementById("q");
  if (box && text && !box.closest("main")) box.value = text.value;
  main.replaceChildren(...document.adoptNode(page.querySelector("main")).childNodes);
  noteFolds(main, folds);
  const said = [...main.querySelectorAll("[data-said]")].concat(main.querySelector("h1") ?? []);
  document.getElementById("said").textContent = said.map((item) => item.textContent.replace(/\s+/g, " ").trim()).join(", ");
  const part = fragment && document.getElementById(decodeURIComponent(fragment.slice(1)));
  if (back) jumpTo(history.state?.y ?? 0);
  else if (part) part.scrollIntoView();
  else if (forward) jumpTo(0);
  if (!document.activeElement?.closest(".top")) moveFocus(main, (!forward && focus && find(main, focus)) || null);
}

function moveFocus(main, target) {
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  (target ?? heading ?? main).focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
}

// A link is found again by where it stands and what its line says: its address changes with what it does.
function focusKey(element) {
  if (!element) return null;
  return { id: element.closest("[id]:not(main)")?.id, says: lineOf(element), kind: element.classList[0] };
}

function find(main, { id, says, kind }) {
  const part = (id && document.getElementById(id)) || main;
  const seen = (place, what) => [...place.querySelectorAll(what)].filter((item) => item.checkVisibility());
  const same = (place, what) => seen(place, what).find((item) => lineOf(item) === says);
  const own = part !== main && (same(part, "a, button") ?? seen(part, "summary")[0]);
  return same(part, `.${kind}`) ?? same(main, `.${kind}`) ?? own;
}

function lineOf(element) {
  return element.dataset.says ?? (element.closest("li")?.querySelector(".value") ?? element).textContent.trim();
}

// What the reader folds or unfolds stays so; what only came so does not.
function noteFolds(main, folds = new Map()) {
  for (const item of main.querySelectorAll("details")) {
    served.set(item, item.open);
    item.open = folds.get(foldKey(item)) ?? item.open;
  }
}

function foldKey(fold) {
  return fold.id || `${fold.parentElement?.closest("[id]")?.id} ${fold.className}`;
}

function replaceAll(parent, fresh, selector) {
  parent.querySelectorAll(selector).forEach((item) => item.remove());
  parent.append(...[...fresh.querySelectorAll(selector)].map((item) => document.adoptNode(item)));
}

function jumpTo(top) {
  scrollTo({ top, behavior: "instant" });
}

function keepPlace() {
  history.replaceState({ ...history.state, y: Math.round(scrollY) }, "");
}

function remember(address, html) {
  pages.delete(address);
  pages.set(address, html);
  if (pages.size > REMEMBERED) pages.delete(pages.keys().next().value);
}

function languageOf(url) {
  return new URLSearchParams(url.search).get("lang") ?? "";
}

function addressOf(url) {
  return url.pathname + url.search;
}

function here() {
  return addressOf(location);
}
