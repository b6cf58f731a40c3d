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

// Only pages that came over https, or from this machine, have a clipboard.
if (navigator.clipboard) {
  all("main pre").forEach(offerCopy);
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

// Try it, and the ladder
