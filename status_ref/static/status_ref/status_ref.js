/* Everything can be read without this script. Each part looks for its elements and does nothing without them. */

// Pages: colour scheme, contents, tabs, copying

const SCHEMES = ["auto", "light", "dark"];
const WIDE = matchMedia("(min-width: 62rem)");

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// A browser may keep nothing for a page, and says so by an exception.
const kept = {
  get(name) {
    try {
      return localStorage.getItem(`status-ref-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`status-ref-${name}`, value);
    } catch {
      // Then the choice lasts as long as the page.
    }
  },
};

function wear(scheme) {
  const chosen = SCHEMES.includes(scheme) ? scheme : "auto";
  document.documentElement.dataset.scheme = chosen;
  for (const select of all("select.scheme")) select.value = chosen;
}

function offerSchemes(nav) {
  const options = SCHEMES.map((scheme) => make("option", { value: scheme }, `Colours: ${scheme}`));
  const select = make("select", { class: "scheme", "aria-label": "Colours", autocomplete: "off" }, ...options);
  select.addEventListener("change", () => {
    kept.set("scheme", select.value);
    wear(select.value);
  });
  nav.append(select);
}

all(".bar nav, .foot nav").forEach(offerSchemes);
wear(kept.get("scheme"));
addEventListener("storage", () => wear(kept.get("scheme")));

// The contents of a page: folded on a phone, and the section that is read is marked.

function fold(details) {
  details.open = WIDE.matches;
  WIDE.addEventListener("change", () => { details.open = WIDE.matches; });
}

function markCurrent(links) {
  const bySection = new Map(links.map((link) => [document.getElementById(link.hash.slice(1))?.closest("section"), link]));
  bySection.delete(undefined);
  const watch = new IntersectionObserver((entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    if (!seen) return;
    for (const link of links) link.removeAttribute("aria-current");
    bySection.get(seen.target).setAttribute("aria-current", "location");
  }, { rootMargin: "-15% 0% -80%" });
  for (const section of bySection.keys()) watch.observe(section);
}

all(".toc details").forEach(fold);
markCurrent(all(".toc a"));

// Copying: what was copied is said once, for eyes and for screen readers.

const said = make("p", { class: "said", role: "status" });
document.body.append(said);

function say(text) {
  said.textContent = text;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { said.textContent = ""; }, 4000);
}

async function copy(text, name) {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied: ${name}`);
  } catch {
    say("The browser does not let this page copy.");
  }
}

function nameOf(pre) {
  const summary = pre.closest("details")?.querySelector("summary");
  const heading = pre.closest("section, main")?.querySelector("h2, h1");
  return pre.getAttribute("aria-label") ?? (summary ?? heading)?.textContent ?? "code";
}

function offerCopy(pre) {
  const name = nameOf(pre);
  const button = make("button", { type: "button", class: "quiet", "aria-label": `Copy: ${name}` }, "Copy");
  button.addEventListener("click", () => copy(pre.textContent.trimEnd(), name));
  const box = make("div", { class: "copy" });
  pre.replaceWith(box);
  box.append(pre, button);
}

function offerAnchor(heading) {
  const id = heading.id || heading.parentElement.id;
  const link = make("a", { class: "anchor", href: `#${id}`, "aria-label": `Copy the address of: ${heading.textContent}` }, "#");
  const head = make("div", { class: "head" });
  heading.replaceWith(head);
  head.append(heading, link);
}

// A command or a field in a sentence: what is short is typed sooner than copied, and "…" stands for something else.
const PASTED = /^(?=.{12})[^…]* [^…]*$/;

function offerCopyOfPart(code) {
  const text = code.textContent;
  if (!PASTED.test(text)) return;
  const button = make("button", { type: "button", class: "bit", "aria-label": `Copy: ${text}` });
  button.addEventListener("click", () => copy(text, text));
  // The button stays on the line of the last letter.
  code.replaceChildren(text.slice(0, -1), make("span", { class: "end" }, text.slice(-1), button));
}

// Only pages that came over https, or from this machine, have a clipboard.
function offerCopies(within) {
  if (navigator.clipboard) all("pre", within).forEach(offerCopy);
}

all("main").forEach(offerCopies);
if (navigator.clipboard) {
  all(".causes p:not(:first-of-type) code:not(a *), [aria-labelledby=fix] :not(pre, a) > code").forEach(offerCopyOfPart);
  all(".page section > h2[id], .question[id] > h3").forEach(offerAnchor);
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a.anchor");
    if (anchor) copy(anchor.href, anchor.href);
  });
}

// Tabs: without script each is a <details>. What was chosen last is shown wherever it is offered.

const MOVES = {
  ArrowLeft: (i, count) => (i + count - 1) % count,
  ArrowRight: (i, count) => (i + 1) % count,
  Home: () => 0,
  End: (i, count) => count - 1,
};
let chosen = (kept.get("tabs") ?? "").split("|");

function makeTab(details, id) {
  const label = details.querySelector("summary").textContent;
  const tab = make("button", { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": id }, label);
  const panel = make("div", { role: "tabpanel", id, "aria-labelledby": tab.id, "data-label": label });
  panel.append(...[...details.children].slice(1));
  details.replaceWith(panel);
  return { label, tab, panel };
}

function show(entries) {
  const labels = entries.map(({ label }) => label);
  const shown = Math.max(0, labels.indexOf(chosen.find((label) => labels.includes(label))));
  entries.forEach(({ tab, panel }, i) => {
    tab.setAttribute("aria-selected", i === shown);
    tab.tabIndex = i === shown ? 0 : -1;
    panel.hidden = i !== shown;
  });
}

function makeTabs(group) {
  const entries = all(":scope > details", group).map((details, i) => makeTab(details, `${group.id}-${i}`));
  const tabs = entries.map(({ tab }) => tab);
  const list = make("div", { role: "tablist", "aria-label": group.dataset.tabs }, ...tabs);
  entries.forEach(({ tab, label }) => tab.addEventListener("click", () => choose(label)));
  list.addEventListener("keydown", (event) => {
    if (!(event.key in MOVES)) return;
    event.preventDefault();
    const next = MOVES[event.key](tabs.indexOf(document.activeElement), tabs.length);
    choose(entries[next].label);
    tabs[next].focus();
  });
  group.prepend(list);
  return entries;
}

function choose(label) {
  chosen = [label, ...chosen.filter((other) => other !== label)].slice(0, 8);
  kept.set("tabs", chosen.join("|"));
  groups.forEach(show);
}

const groups = all(".tabs").map(makeTabs);
groups.forEach(show);

// Search as you type

const SEARCH_WAIT = 120, SEARCH_SHOWN = 8;

function isTyping(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox]), textarea, select");
}

/* A single key has a switch (WCAG 2.2, criterion 2.1.4): where there is no foot to hold one, there is no such key. */
function slashLeadsTo(field, foot) {
  const key = make("input", { type: "checkbox", autocomplete: "off" });
  const use = (on) => {
    key.checked = on;
    if (on) field.setAttribute("aria-keyshortcuts", "/");
    else field.removeAttribute("aria-keyshortcuts");
  };
  const useKept = () => use(kept.get("slash") !== "off");
  key.addEventListener("change", () => {
    kept.set("slash", key.checked ? "on" : "off");
    use(key.checked);
  });
  addEventListener("storage", useKept);
  useKept();
  foot.append(make("label", { class: "key" }, key, make("span", {}, "The key ", make("kbd", {}, "/"), " leads to the search")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || !key.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/* The combobox with a list that the ARIA Authoring Practices describe: the focus stays in the field. */
function searchAsYouType(form) {
  const field = form.elements.q, address = form.dataset.search;
  const list = make("ul", { role: "listbox", id: "search-list", "aria-label": "Places that fit", hidden: "" });
  const said = make("p", { role: "status", class: "vh" });
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
      const words = make("span", {}, hit.title, ...(anchor ? [make("small", {}, `${hit.phrase} #${anchor}`)] : []));
      return make("li", { role: "option", id: `search-${at}`, "data-url": hit.url, class: `hue-${String(hit.code)[0]}xx` }, make("b", {}, String(hit.code)), " ", words);
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
  all(".foot").forEach((foot) => slashLeadsTo(form.elements.q, foot));
  if (form.dataset.search) searchAsYouType(form);
}

// Try it, and the ladder

const LATE = "No answer came in time, so the request was given up.";
const UNSEEN = "No answer came that a page may see: the server cannot be reached, or the browser keeps this answer to itself.";
const REDIRECT = "A redirect came. Browsers show scripts nothing of one that they do not follow.";
const UNKNOWN = ["", "Not one that this page knows.", ""];

const element = (name, text = "", kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });
const filled = (parent, ...children) => (parent.append(...children), parent);
const toldBy = (error) => (error.name === "TimeoutError" ? LATE : error.name === "Error" ? error.message : UNSEEN);

let words;
const meanings = (url) => (words ??= fetch(url).then((answer) => answer.json()).catch(() => ({ fields: {}, codes: {}, next: {} })));

// Without credentials of the browser's own, no 401 opens its dialog.
async function send(path, sent, patience) {
  const signal = AbortSignal.timeout(patience * 1000);
  const answer = await fetch(path, { ...sent, credentials: "omit", cache: "no-store", redirect: "manual", signal });
  return { answer, content: await answer.text() };
}

function problemOf(content) {
  try {
    return JSON.parse(content) ?? {};
  } catch {
    return {};
  }
}

// A script is given the challenges in one line.
const challenges = (value) => (value ?? "").split(/, (?=[\w-]+ [\w-]+=)/).filter(Boolean);
const linesOf = ([name, value]) => (name === "www-authenticate" ? challenges(value) : [value]).map((line) => [name, line]);

const hue = (status) => `status-line hue-${Math.floor(status / 100)}xx`;

function explained(lines, fields) {
  const list = element("dl", "", "lines");
  const ranks = Object.keys(fields);
  // What is not known has the rank -1, and comes last.
  const rank = ([name]) => ranks.indexOf(name.toLowerCase()) >>> 0;
  for (const [name, value] of [...lines].sort((one, other) => rank(one) - rank(other))) {
    const [written, meaning, spec] = fields[name.toLowerCase()] ?? UNKNOWN;
    const said = filled(element("dd", `${meaning} `), element("small", spec));
    list.append(filled(element("div"), element("dt", `${written || name}: ${value}`), said));
  }
  return list;
}

function block(text, label) {
  const made = filled(element("pre"), element("code", text));
  made.setAttribute("role", "group");
  made.tabIndex = 0;
  made.ariaLabel = label;
  return made;
}

function requestPart(asked, fields) {
  const line = element("p", `${asked.method} ${asked.path}`, "status-line");
  const hint = element("p", "The browser adds its own, such as Host and User-Agent.", "hint");
  return filled(element("section"), element("h3", "Request"), line, explained(Object.entries(asked.headers), fields), hint);
}

function answerPart({ answer, content }, phrase, fields) {
  const line = element("p", `HTTP ${answer.status} ${answer.statusText || phrase}`, hue(answer.status));
  const came = explained([...answer.headers].flatMap(linesOf), fields);
  const said = content ? block(content, "Content of the answer") : element("p", "No content.");
  return filled(element("section", "", "came"), element("h3", "Answer"), line, said, came);
}

function nextPart(acts, retry, next) {
  const fact = (label, text) => filled(element("li"), element("b", `${label}:`), ` ${text}`);
  const facts = filled(element("ul", "", "facts"), fact("Who acts", acts), fact("Retry", retry));
  return filled(element("section", "", "then"), element("h3", "What a client does next"), facts, element("p", next));
}

function exchange(asked, came, words) {
  const [phrase = "", acts, retry] = words.codes[came.answer.status] ?? [];
  const parts = [requestPart(asked, words.fields), answerPart(came, phrase, words.fields)];
  if (acts) parts.push(nextPart(acts, retry, words.next[problemOf(came.content).next] ?? ""));
  return filled(element("div", "", "exchange"), ...parts);
}

function askedBy(form) {
  const { code, method, accept, scheme, credentials } = form.elements;
  const known = scheme.selectedOptions[0].dataset;
  const path = (code.value === form.dataset.protected && known.to) || form.dataset.live + code.value;
  const authorization = known[credentials.value];
  return { method: method.value, path, headers: { Accept: accept.value, ...(authorization && { Authorization: authorization }) } };
}

function madeByServer(form) {
  const link = element("a", "See the exchange as the server makes it");
  link.href = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  return filled(element("p"), link);
}

async function tried(form, said, result) {
  const asked = askedBy(form);
  try {
    const came = await send(asked.path, asked, form.dataset.patience);
    if (came.answer.type === "opaqueredirect") throw new Error(REDIRECT);
    result.replaceChildren(exchange(asked, came, await meanings(form.dataset.meanings)));
    offerCopies(result);
    said.textContent = `The answer was ${came.answer.status} ${came.answer.statusText}.`;
  } catch (error) {
    said.textContent = toldBy(error);
    result.replaceChildren(madeByServer(form));
  }
}

for (const form of document.querySelectorAll("form.try")) {
  const [said, result] = [".outcome-said", ".result"].map((name) => form.parentElement.querySelector(name));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy) return;
    form.ariaBusy = "true";
    said.textContent = "Sending …";
    await tried(form, said, result);
    form.ariaBusy = null;
  });
}

async function tokensFrom({ tokens, patience }) {
  const { answer, content } = await send(tokens, { method: "POST" }, patience);
  if (!answer.ok) throw new Error(`No tokens were given: ${answer.status} ${answer.statusText}.`);
  return problemOf(content);
}

function showStep(step, token, { answer, content }) {
  const { code } = problemOf(content);
  const shown = token.length > 40 ? `${token.slice(0, 12)}…` : token;
  const request = `GET ${step.dataset.to}\n${token && `Authorization: Bearer ${shown}\n`}\n`;
  const line = element("b", `HTTP ${answer.status} ${answer.statusText}`, hue(answer.status));
  const lines = challenges(answer.headers.get("www-authenticate")).map((value) => `\nWWW-Authenticate: ${value}`);
  step.querySelector("pre code").replaceChildren(request, line, ...lines, code ? `\n\n"code": "${code}"` : "");
  step.querySelector(".outcome").replaceWith(element("b", answer.status, hue(answer.status).replace("status-line", "outcome")));
  return [answer.status, code].filter(Boolean);
}

async function run(step, ladder, held) {
  const source = step.querySelector(".source");
  source.textContent = "Sending …";
  try {
    const token = step.dataset.token ?? (await (held.tokens ??= tokensFrom(ladder.dataset)))[step.dataset.key];
    const outcome = showStep(step, token, await send(step.dataset.to, { headers: token ? { Authorization: `Bearer ${token}` } : {} }, ladder.dataset.patience));
    source.textContent = "Answered just now";
    return outcome;
  } catch (error) {
    source.textContent = toldBy(error);
    return [source.textContent];
  }
}

for (const ladder of document.querySelectorAll(".climb")) {
  const said = ladder.querySelector(".outcome-said");
  const steps = [...ladder.querySelectorAll("li[data-to]")];
  for (const hidden of ladder.querySelectorAll(".actions")) hidden.hidden = false;
  for (const step of steps) {
    step.querySelector(".actions button").addEventListener("click", async () => {
      said.textContent = `${step.querySelector("h3").firstChild.data.trim()}: ${(await run(step, ladder, {})).join(", ")}`;
    });
  }
  ladder.querySelector(".actions button").addEventListener("click", async () => {
    const [held, outcomes] = [{}, []];
    for (const step of steps) outcomes.push((await run(step, ladder, held))[0]);
    said.textContent = `The steps ended so: ${outcomes.join(", ")}`;
  });
}
