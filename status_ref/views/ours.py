"""What a site says of itself: its notes and problem types, for templates and other forms of a page."""

from __future__ import annotations

import re
from typing import Any

from status_ref.catalog import markdown, prose
from status_ref.catalog.model import ProblemType, Reading, Status
from status_ref.conf import conf
from status_ref.views.reference import catalog


def note(status: Status) -> dict[str, str] | None:
    """Tell a template what the site notes on a status; None where it says nothing."""
    found = catalog().ours.note(status.slug)
    return {"title": found.title, "html": prose.block(found.body)} if found else None


def listed(types: tuple[ProblemType, ...]) -> list[dict[str, Any]]:
    """Tell a template what a list of problem types shows of each."""
    return [{"problem": problem, "lead": prose.inline(problem.lead)} for problem in types]


def of_status(status: Status) -> tuple[ProblemType, ...]:
    """Give the problem types of the site that answer with a registered status."""
    return () if status.vendor else catalog().ours.problems(status.code)


def found(query: str) -> tuple[ProblemType, ...]:
    """Give the problem types that hold all the words of a query, and without one all."""
    words = re.findall(r"\w+", query.lower())
    every = catalog().ours.problems() if words or not query else ()
    return tuple(problem for problem in every if all(word in _haystack(problem) for word in words))


def as_markdown(status: Status) -> str:
    """Write the page of a status as Markdown, with all that the site adds to it."""
    return markdown.write(
        status,
        note=catalog().ours.note(status.slug),
        problems=of_status(status),
        reading=(*status.reading, *reading()),
    )


def reading() -> tuple[Reading, ...]:
    """Give the site's own reading list, which stands on every page of a code."""
    return tuple(Reading(**{str(name): str(said) for name, said in entry.items()}) for entry in conf.READING)


def _haystack(problem: ProblemType) -> str:
    said = (problem.name.replace("-", " "), problem.name, problem.code, problem.title, problem.lead)
    return " ".join((str(problem.status), *said)).lower()
