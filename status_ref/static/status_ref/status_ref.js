/* Everything can be read without this script. Each part looks for its elements and does nothing without them. */

// Pages: colour scheme, tabs, copying

// Search as you type

const SEARCH_WAIT = 120, SEARCH_SHOWN = 8;

function made(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

function slashLeadsTo(field) {
  field.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/* The combobox with a list that the ARIA Authoring Practices describe: the focus stays in the field. */
function searchAsYouType(form) {
  const field = form.elements.q, address = form.dataset.search;
  const list = made("ul", { role: "listbox", id: "search-list", "aria-label": "Places that fit", hidden: "" });
  const said = made("p", { role: "status", class: "vh" });
  let waiting, request, active = -1;

  const choose = (index) => {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", at === active));
    const option = list.children[active];
    field.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(waiting);
    request?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (hits) => {
    list.replaceChildren(...hits.map((hit, at) => {
      const [, anchor] = hit.url.split("#");
      const words = made("span", {}, hit.title, ...(anchor ? [made("small", {}, `${hit.phrase} #${anchor}`)] : []));
      return made("li", { role: "option", id: `search-${at}`, "data-url": hit.url, class: `hue-${String(hit.code)[0]}xx` }, made("b", {}, String(hit.code)), " ", words);
    }));
    choose(-1);
    list.hidden = !hits.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = hits.length ? `${hits.length} ${hits.length > 1 ? "places fit" : "place fits"}. Arrow keys choose.` : "Nothing fits so far.";
  };
  const ask = async () => {
    request = new AbortController();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(field.value)}`, { signal: request.signal });
      show((await answer.json()).hits.slice(0, SEARCH_SHOWN));
    } catch { /* Without an answer there is no list, and Enter searches as it does without script. */ }
  };
  const keys = {
    ArrowDown: () => choose((active + 1) % list.children.length),
    ArrowUp: () => choose(active > 0 ? active - 1 : list.children.length - 1),
    Enter: () => location.assign(list.children[active].dataset.url),
    Escape: close,
  };

  field.type = "text"; // A field of the type "search" may not be a combobox.
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", enterkeyhint: "search" })) field.setAttribute(name, value);
  form.append(list, said);
  field.addEventListener("input", () => {
    close();
    if (field.value.trim()) waiting = setTimeout(ask, SEARCH_WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && list.hidden) field.blur();
    if (list.hidden || !(event.key in keys) || (event.key === "Enter" && active < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => location.assign(event.target.closest("[data-url]").dataset.url));
}

for (const form of document.querySelectorAll("form.search")) {
  slashLeadsTo(form.elements.q);
  if (form.dataset.search) searchAsYouType(form);
}

// Try it, and the ladder
