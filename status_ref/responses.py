"""Responses that carry several challenges, one ``WWW-Authenticate`` field line for each.

Django's responses hold one value for a name. Some clients read only the first scheme of a joined value,
so each challenge gets a line of its own (RFC 9110, Section 11.6.1 advises it); whoever asks the response
for the field still sees the joined value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders
from django.template.response import TemplateResponse

from status_ref.conf import conf
from status_ref.http.challenges import Challenge

FIELD = "WWW-Authenticate"
SHOWN_BY_BROWSERS = ("Sec-Fetch-Dest", "X-Requested-With")
"""Fields of what a browser sends: their native dialog for Basic hides the page and disturbs scripts."""
_IN_META = frozenset(map(str, map(HttpHeaders.to_wsgi_name, SHOWN_BY_BROWSERS)))


def is_shown_by_browser(request: HttpRequest) -> bool:
    """Tell whether a browser asks, for a page or for a script; beyond TLS and loopback it does not say so."""
    return not _IN_META.isdisjoint(request.META)


class ChallengeLines:
    """Mixin for a response class, placed before it."""

    challenges: tuple[Challenge, ...] = ()
    _lines: tuple[str, ...] = ()

    def challenge(self, *challenges: Challenge) -> Self:
        """Announce these challenges, in this order, instead of any earlier ones."""
        self.challenges = challenges
        self._lines = tuple(map(str, challenges))
        self[FIELD] = ", ".join(self._lines)  # type: ignore[index]
        return self

    def items(self) -> Iterator[tuple[str, str]]:
        """Give the fields as they go over the wire."""
        for name, value in super().items():  # type: ignore[misc]
            if name.lower() == FIELD.lower() and self._splits(value):
                yield from ((name, line) for line in self._lines)
            else:
                yield name, value

    def _splits(self, value: str) -> bool:
        # Somebody may have set the field again after us: then theirs is what goes out.
        return not conf.JOIN_CHALLENGES and value == ", ".join(self._lines)


class ChallengeResponse(ChallengeLines, HttpResponse):
    """A plain response with challenges."""


class ChallengeTemplateResponse(ChallengeLines, TemplateResponse):
    """A page with challenges."""
