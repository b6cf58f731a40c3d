"""An exchange with a live answer, made within this process: for pages that have no script to send it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import resolve

from status_ref import links
from status_ref.catalog.fields import Field, fields
from status_ref.views.trying import Asked


@dataclass(frozen=True, slots=True)
class Line:
    """One field line, and what it means; None where that is not known."""

    name: str
    value: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, and the answer to it as the view gives it, before middleware and server add theirs."""

    sent: tuple[Line, ...]
    status: int
    reason: str
    came: tuple[Line, ...]
    content: str

    @property
    def family(self) -> int:
        """The first digit of the status."""
        return self.status // 100


class Inner(HttpRequest):
    """A request that nobody sent, from where the real one came."""

    def __init__(self, outer: HttpRequest, asked: Asked) -> None:
        """Take the place of the outer request, and what was put together."""
        super().__init__()
        told = {f"HTTP_{name.upper()}": value for name, value in asked.fields}
        kept = {name: value for name, value in outer.META.items() if name not in LEFT_OUT}
        self.META = kept | told | {"QUERY_STRING": ""}
        self.GET = QueryDict()
        self.method, self.path = asked.method, asked.path
        self._scheme = outer.scheme

    def _get_scheme(self) -> str | None:
        return self._scheme


LEFT_OUT = {"HTTP_ACCEPT", "HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_RANGE", "HTTP_SEC_FETCH_DEST"}
LEFT_OUT |= {"HTTP_X_REQUESTED_WITH"}
"""What would make the answer another one than the one to what was put together."""


def exchange(request: HttpRequest, asked: Asked) -> Exchange:
    """Ask the view behind the address, and take down what it answers."""
    match = resolve(links.inside(asked.path))
    response = match.func(Inner(request, asked), *match.args, **match.kwargs)
    return Exchange(
        sent=explained(asked.fields),
        status=response.status_code,
        reason=response.reason_phrase,
        came=explained(response.items()),
        content=response.content.decode(errors="replace").rstrip("\n"),
    )


def explained(lines: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """Put the meaning to each field line, and the lines into the order in which they are worth reading."""
    known = fields()
    rank = {name: number for number, name in enumerate(known)}
    found = (Line(name, value, known.get(name.lower())) for name, value in lines)
    return tuple(sorted(found, key=lambda line: rank.get(line.name.lower(), len(rank))))
