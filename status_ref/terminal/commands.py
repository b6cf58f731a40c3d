"""The commands that read the reference: show, list and search. They need neither a project nor Django."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from status_ref.catalog import Catalog, load
from status_ref.catalog.document import document, found, item
from status_ref.catalog.model import ACTORS, CLASSES, KINDS, Status
from status_ref.catalog.search import search
from status_ref.http.failures import FAILURES
from status_ref.terminal import output
from status_ref.terminal.sections import NAMES, chosen

FOUND, NOTHING = 0, 1


def add(commands: Any) -> None:
    """Add the commands to the subparsers of a parser."""
    shown = _command(commands, "show", "show the page of a code")
    shown.add_argument("code", help="401, or for a vendor's meaning 499-nginx")
    shown.add_argument(
        "--section", action="append", default=[], choices=NAMES, help="show this section alone; repeatable"
    )
    shown.set_defaults(run=show)
    listed = _command(commands, "list", "list the codes")
    listed.add_argument("--class", type=int, choices=CLASSES, dest="family", help="first digit of the code")
    listed.add_argument("--kind", choices=KINDS, help="what kind of code")
    listed.add_argument("--acts", choices=ACTORS, help="who has to act")
    listed.set_defaults(run=list_codes)
    searched = _command(commands, "search", "search codes, phrases and symptoms")
    searched.add_argument("words", nargs="+", help="what you saw: token expired")
    searched.set_defaults(run=find)


def _command(commands: Any, name: str, summary: str) -> ArgumentParser:
    parser: ArgumentParser = commands.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
    parser.add_argument("--json", action="store_true", help="print data for programs")
    parser.add_argument("--no-color", action="store_true", help="print without colours")
    return parser


def show(asked: Namespace) -> int:
    """Print a page, or sections of it."""
    status = _status(asked.code)
    if status is None:
        return NOTHING
    sections = chosen(status, asked.section)
    if not sections:
        output.complain(f"The page of {status.slug} has no such section.")
        return NOTHING
    if asked.json:
        return _print_json(sections if asked.section else _document(status))
    face = output.face(colour=not asked.no_color)
    output.write(face.page(status, sections, output.width(), whole=not asked.section))
    return FOUND


def list_codes(asked: Namespace) -> int:
    """Print the codes that fit, one a line."""
    wanted = {"family": asked.family, "kind": asked.kind, "acts": asked.acts}
    statuses = [
        status
        for status in _catalog().every()
        if all(value in (None, getattr(status, name)) for name, value in wanted.items())
    ]
    if asked.json:
        _print_json({"count": len(statuses), "statuses": list(map(item, statuses))})
    else:
        output.write(output.face(colour=not asked.no_color).listing(statuses, output.width()))
    return _told(statuses, "No code fits.")


def find(asked: Namespace) -> int:
    """Print what fits some words, the best first."""
    words = " ".join(asked.words)
    hits = search(_catalog(), words)
    if asked.json:
        _print_json({"query": words, "count": len(hits), "hits": list(map(found, hits))})
    else:
        output.write(output.face(colour=not asked.no_color).hits(hits, output.width()))
    return _told(hits, f"Nothing fits {words}.")


def _told(found: Sequence[object], otherwise: str) -> int:
    if found:
        return FOUND
    output.complain(otherwise)
    return NOTHING


def _status(text: str) -> Status | None:
    vendors = [head.slug for head in _catalog().headings() if head.slug.startswith(f"{text}-")]
    status = _catalog().get(text) or (_catalog().get(vendors[0]) if len(vendors) == 1 else None)
    if status is None:
        hint = f" There are {' and '.join(vendors)}." if vendors else " status-ref list names all."
        output.complain(f"There is no page for {text}.{hint}")
    return status


def _document(status: Status) -> dict[str, Any]:
    failures = (asdict(failure) for failure in FAILURES.values() if str(failure.status) == status.slug)
    return document(status, failures)


def _print_json(content: object) -> int:
    output.write(json.dumps(content, indent=2) + "\n")  # in ASCII, which every terminal leaves as it is
    return FOUND


@cache
def _catalog() -> Catalog:
    return load()
