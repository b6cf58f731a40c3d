"""What a code answers with: its fields and its content, as the specification of the code wants them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string

from status_ref.catalog import Catalog, prose
from status_ref.catalog.model import Status
from status_ref.http.accept import preferred
from status_ref.http.problems import MEDIA_TYPE, Problem, phrase
from status_ref.views.live.options import DOCUMENT, PLAIN, Options
from status_ref.views.reference import catalog

CONTENTLESS = {204, 205, 304}
"""RFC 9110, Sections 15.3.5, 15.3.6 and 15.4.5."""
TEXT = "text/plain; charset=utf-8"
PAGE = "text/html"
FORMS = ("text/plain", "application/json", PAGE)
ERROR_FORMS = (MEDIA_TYPE, "application/json", "text/plain", PAGE)
DEFAULT_PART = (0, 9)
SAID = {"type", "title", "status", "detail", "docs"}


@dataclass(frozen=True, slots=True)
class Places:
    """Where an answer may point: the page of its code, if there is one, and the live answers."""

    page: str | None
    live: str

    def fill(self, text: str) -> str:
        """Put the addresses where a content file has left room for them."""
        return text.replace("{page}", self.page or f"{self.live}200").replace("{live}", self.live)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: the fields in the order in which they are sent, one for each line."""

    status: int
    reason: str
    fields: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def text(self) -> str:
        """The content, for people."""
        return self.content.decode().rstrip("\n")


def answer(code: int, accept: str | None, places: Places, options: Options = PLAIN) -> Answer:
    """Make the answer to a request, or take the one that was made before: a plain one is always the same.

    Args:
        code: the status, from 200 to 599.
        accept: the field of the request, or None.
        places: where it may point.
        options: what was asked for beyond the code.

    """
    form = negotiated(accept, ERROR_FORMS if code >= 400 else FORMS)
    # A page is made anew, because its template may have been edited.
    make = _kept if options == PLAIN and form != PAGE else _made
    return make(catalog(), code, form, places, options)


def _made(words: Catalog, code: int, form: str, places: Places, options: Options) -> Answer:
    status = words.get(str(code))
    reason = status.phrase if status else phrase(code)
    part = options.part or DEFAULT_PART
    if code in CONTENTLESS or options.empty:
        kind, content = "", b""
    elif options.body is not None:
        kind, content = _as_sent(options)
    elif code == 206:
        kind, content = TEXT, DOCUMENT[part[0] : part[1] + 1]
    else:
        kind, content = _content(code, reason, status, form, places)
    fields = dict(_fields(code, status, places, options, part))
    if kind:
        fields = {"Content-Type": [kind]} | fields
    lines = [(name, value) for name, values in fields.items() for value in values]
    return Answer(code, reason, tuple(lines), content)


_kept = lru_cache(maxsize=1024)(_made)


def _as_sent(options: Options) -> tuple[str, bytes]:
    charset = "; charset=utf-8" if options.type == "text/plain" else ""
    return options.type + charset, (options.body or "").encode(errors="replace")


def _fields(
    code: int, status: Status | None, places: Places, options: Options, part: tuple[int, int]
) -> Iterator[tuple[str, list[str]]]:
    chosen = _grouped(options.fields)
    if options.challenges:
        name = "Proxy-Authenticate" if code == 407 else "WWW-Authenticate"
        chosen[name] = [str(challenge) for challenge in options.challenges]
    own = _grouped((name, places.fill(value)) for name, value in (status.fields if status else ()))
    if code == 206:
        own["Content-Range"] = [f"bytes {part[0]}-{part[1]}/{len(DOCUMENT)}"]
    taken = {name.lower() for name in chosen}
    yield from ((name, values) for name, values in own.items() if name.lower() not in taken)
    yield from chosen.items()
    if "cache-control" not in taken:
        yield "Cache-Control", ["no-store"]


def _grouped(lines: Any) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in lines:
        grouped.setdefault(name, []).append(value)
    return grouped


def _content(code: int, reason: str, status: Status | None, form: str, places: Places) -> tuple[str, bytes]:
    if status and status.body:
        return status.type or TEXT, places.fill(status.body).encode()
    members = {name: places.fill(value) for name, value in status.members.items()} if status else {}
    if places.page:
        members["docs"] = places.page
    return formed(Problem(code, title=reason, detail=_detail(code, status), extensions=members), form)


def negotiated(accept: str | None, forms: Sequence[str]) -> str:
    """Choose the form that the client would rather have, or else the first."""
    return preferred(accept, forms) or forms[0]


def formed(problem: Problem, form: str) -> tuple[str, bytes]:
    """Write what is to be said in a form: its type, and the content."""
    charset = "; charset=utf-8" if form.startswith("text/") else ""
    return form + charset, WRITERS[form](problem.members()).encode(errors="replace")


def _detail(code: int, status: Status | None) -> str:
    return _plain(status.lead) if status else f"{code} has no meaning that is registered."


_plain = cache(prose.plain)


def _as_json(members: Mapping[str, Any]) -> str:
    return json.dumps(members, indent=2, ensure_ascii=False) + "\n"


def _as_text(members: Mapping[str, Any]) -> str:
    first = f"{members['status']} {members['title']}"
    left = (f"{name}: {value}" for name, value in members.items() if name not in {"type", "title", "status"})
    return "\n".join([first, *(line.removeprefix("detail: ") for line in left)]) + "\n"


def _as_page(members: Mapping[str, Any]) -> str:
    others = {name: value for name, value in members.items() if name not in SAID}
    context = {"problem": members, "family": members["status"] // 100, "others": others}
    return render_to_string("status_ref/live.html", context)


WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    MEDIA_TYPE: _as_json,
    "application/json": _as_json,
    "text/plain": _as_text,
    PAGE: _as_page,
}
