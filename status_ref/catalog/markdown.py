"""A page as one Markdown document: what ``/status/401.md`` gives, complete and in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from status_ref.catalog.clients import Measured, measured
from status_ref.catalog.model import Cause, Item, Note, ProblemType, Reading, Related, Status

ERRORS = 400
"""From here on a status says that something went wrong, and its page says how to mend it."""
SECTIONS = {
    "meaning": "Meaning",
    "send": "Sending it right",
    "exchange": "An exchange, explained",
    "clients": "How clients behave",
    "tip": "Developer tip",
}


NOTE = "In our API"
"""What a note is called that has no title of its own."""


def write(
    status: Status,
    *,
    note: Note | None = None,
    problems: Sequence[ProblemType] = (),
    reading: Sequence[Reading] | None = None,
) -> str:
    """Write the page of a status.

    Args:
        status: what the page is about.
        note: what a site notes on it.
        problems: the problem types of a site that answer with it.
        reading: the list that stands at the end, where it is not that of the status alone.

    """
    return _joined(_parts(status, note, problems, status.reading if reading is None else reading))


def write_problem(problem: ProblemType) -> str:
    """Write the page of a problem type of a site."""
    return _joined(_problem(problem))


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _problem(problem: ProblemType) -> Iterator[str]:
    yield f"# {problem.title}"
    yield problem.lead
    updated = f"\n- Last updated: {problem.updated}" if problem.updated else ""
    following = f"\n- Next: `{problem.next}`" if problem.next else ""
    yield f"- Status: {problem.status}\n- Code: `{problem.code}`{following}{updated}"
    yield from _section("Likeliest causes", map(_cause, problem.causes))
    yield from _section("How to fix it", [problem.sections.get("fix", "")])
    for name, title in SECTIONS.items():
        yield from _section(title, [problem.sections.get(name, "")])
    yield from _section("Not this if", ["\n".join(_related(problem.related))])
    yield from _section("FAQ", map(_item, problem.questions))
    yield from _section("Recommended reading", ["\n".join(map(_reading, problem.reading))])


def _parts(
    status: Status, note: Note | None, problems: Sequence[ProblemType], reading: Sequence[Reading]
) -> Iterator[str]:
    mended = status.code >= ERRORS
    yield f"# HTTP {status.code} {status.phrase}"
    yield status.lead
    yield "\n".join(_facts(status))
    if note:
        yield from _section(note.title or NOTE, [note.body])
    yield from _section("Problems of this site", ["\n".join(map(_listed, problems))])
    yield from _section("Likeliest causes" if mended else "When it surprises", map(_cause, status.causes))
    yield from _section("How to fix it" if mended else "What to do", [status.sections.get("fix", "")])
    for name, title in SECTIONS.items():
        said = [status.sections.get(name, "")]
        yield from _section(title, [*said, _measured(measured(status.slug))] if name == "clients" else said)
        if name == "clients":
            yield from _section(f"Not {status.code} if", ["\n".join(_related(status.related))])
    yield from _section("In error bodies", map(_item, status.failures))
    yield from _section("Django, set up wrongly", map(_item, status.setup))
    yield from _section("FAQ", map(_item, status.questions))
    yield from _section("Recommended reading", ["\n".join(map(_reading, reading))])


def _facts(status: Status) -> Iterator[str]:
    yield f"- Defined in: {status.spec}"
    yield f"- Who acts: {status.acts}"
    yield f"- Retry: {status.retry}"
    if not status.registered:
        yield f"- Registered: no, {status.kind}"
    if status.former_phrases:
        yield f"- Former phrases: {', '.join(status.former_phrases)}"
    yield f"- Last updated: {status.updated}, checked against the registry of {status.snapshot}"


def _section(title: str, parts: Iterable[str]) -> Iterator[str]:
    written = [part for part in parts if part]
    if written:
        yield f"## {title}"
        yield from written


def _cause(cause: Cause) -> str:
    check = f"\n- **Check:** {cause.check}" if cause.check else ""
    return f"### {cause.title}\n\n- **You see:** {cause.see}{check}\n- **Fix:** {cause.fix}"


def _measured(rows: Sequence[Measured]) -> str:
    lines = (f"| {row.client} {row.version} | {row.does} |" for row in rows)
    return "\n".join(["| Measured | What it does by itself |\n|---|---|", *lines]) if rows else ""


def _item(item: Item) -> str:
    return f"### {item.title}\n\n{item.body}"


def _listed(problem: ProblemType) -> str:
    return f"- **{problem.title}** (`{problem.name}`): {problem.lead}"


def _related(codes: Iterable[Related]) -> Iterator[str]:
    return (f"- **{related.code}**: {related.difference}" for related in codes)


def _reading(reading: Reading) -> str:
    title = f"[{reading.title}]({reading.url})" if reading.url else reading.title
    by = f", {reading.by}" if reading.by else ""
    return f"- {title}{by}{f': {reading.note}' if reading.note else ''}"
