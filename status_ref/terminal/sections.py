"""The parts of a page by the names that the command line has for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from status_ref.catalog import markdown
from status_ref.catalog.model import Status

NAMES: Mapping[str, tuple[str, ...]] = {
    "causes": ("Likeliest causes", "When it surprises"),
    "fixes": ("How to fix it", "What to do"),
    "meaning": ("Meaning",),
    "send": ("Sending it right",),
    "exchange": ("An exchange, explained",),
    "clients": ("How clients behave",),
    "related": ("Not ",),
    "tip": ("Developer tip",),
    "failures": ("In error bodies",),
    "setup": ("Django, set up wrongly",),
    "faq": ("FAQ",),
    "reading": ("Recommended reading",),
}
"""How the headings of a section begin in the Markdown form of a page."""


def parts(status: Status) -> dict[str, str]:
    """Cut the Markdown of a page at its headings; what stands before them has no heading, ""."""
    cut: dict[str, list[str]] = {"": []}
    title, fenced = "", False
    for line in markdown.write(status).splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            title = line.removeprefix("## ")
            cut[title] = []
        else:
            cut[title].append(line)
    return {title: "\n".join(lines).strip() for title, lines in cut.items()}


def chosen(status: Status, names: Iterable[str]) -> dict[str, str]:
    """Give the sections with these names, in the order of the page; all where no name is given."""
    begin = tuple(start for name in names for start in NAMES[name])
    cut = parts(status)
    del cut[""]
    return {title: text for title, text in cut.items() if not begin or title.startswith(begin)}
