"""Live answers in Django's form, with the fields that the server at hand can send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from wsgiref.util import is_hop_by_hop

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest
from django.utils.cache import patch_vary_headers

from status_ref import links
from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.problems import Problem, phrase
from status_ref.responses import FIELD, SHOWN_BY_BROWSERS, ChallengeResponse, is_shown_by_browser
from status_ref.views.live import answers
from status_ref.views.live.answers import Answer, Places
from status_ref.views.reference import catalog

LENGTHLESS = {204, 304}
UPGRADE = {"connection", "upgrade"}

_read = lru_cache(maxsize=64)(parse_challenges)


class LiveResponse(ChallengeResponse):
    """An answer whose framing is right whatever the middleware of the project adds."""

    def has_header(self, header: str) -> bool:
        """Let GZipMiddleware believe that a part is encoded already: what its range counts is not."""
        part = self.status_code == 206 and header.lower() == "content-encoding"
        return part or super().has_header(header)

    def items(self) -> Iterator[tuple[str, str]]:
        """Leave out the length that CommonMiddleware gives to everything (RFC 9110, Section 8.6)."""
        if self.status_code not in LENGTHLESS:
            return super().items()
        return (field for field in super().items() if field[0].lower() != "content-length")


def respond(request: HttpRequest, made: Answer) -> LiveResponse:
    """Bring an answer into Django's form."""
    response = LiveResponse(made.content, status=made.status, reason=made.reason)
    del response["Content-Type"]
    _add(response, request, made.fields)
    patch_vary_headers(response, ["Accept"])
    response["X-Content-Type-Options"] = "nosniff"
    if made.status not in LENGTHLESS:
        response["Content-Length"] = str(len(made.content))
    if request.method == "HEAD":
        response.content = b""  # not every server leaves it out (RFC 9110, Section 9.3.2)
    return response


def problem(request: HttpRequest, code: int, detail: str, **members: str) -> LiveResponse:
    """Make an error of our own, which is not simulated."""
    page = links.page(code, None, request)
    said = Problem(code, detail=detail, extensions={**members, **({"docs": page} if page else {})})
    kind, content = answers.formed(said, answers.negotiated(accept(request), answers.ERROR_FORMS))
    fields = (("Content-Type", kind), ("Cache-Control", "no-store"))
    return respond(request, Answer(code, phrase(code), fields, content))


def later(request: HttpRequest, detail: str, fields: Mapping[str, str]) -> LiveResponse:
    """Make a 429 with the fields that say when to come again."""
    response = problem(request, 429, detail)
    _add(response, request, fields.items())
    return response


def places(request: HttpRequest, code: int) -> Places:
    """Tell an answer where its page and the other answers are."""
    live = links.path("status_ref:live", "200").removesuffix("200")
    page = links.page(code, None, request) if catalog().get(str(code)) else None
    return Places(page, live)


def accept(request: HttpRequest) -> str | None:
    """Give the value of the field, or None."""
    return request.META.get("HTTP_ACCEPT")


def protocol(request: HttpRequest) -> str:
    """Give the version of HTTP that the client speaks, as far as the server tells: ``HTTP/1.1``."""
    version = getattr(request, "scope", {}).get("http_version")
    return f"HTTP/{version}" if version else str(request.META.get("SERVER_PROTOCOL", ""))


def _add(response: LiveResponse, request: HttpRequest, fields: Iterable[tuple[str, str]]) -> None:
    challenges = [value for name, value in fields if name == FIELD]
    if challenges:
        response.challenge(*_without_dialog(request, _read(*challenges)))
        patch_vary_headers(response, SHOWN_BY_BROWSERS)
    for name, value in fields:
        if name != FIELD and _may_be_sent(name, request):
            held = response.get(name)
            response[name] = f"{held}, {value}" if held else value


def _without_dialog(request: HttpRequest, challenges: tuple[Challenge, ...]) -> tuple[Challenge, ...]:
    # Whoever follows a link to /live/401 wants to see it; whoever asks for scheme=basic wants the dialog.
    quiet = tuple(challenge for challenge in challenges if challenge.scheme.lower() != "basic")
    return quiet if quiet and is_shown_by_browser(request) else challenges


def _may_be_sent(name: str, request: HttpRequest) -> bool:
    # WSGI forbids hop-by-hop fields (PEP 3333), Proxy-Authenticate too: Django's own server answers 500.
    # gunicorn sends an Upgrade to websocket; other servers refuse Connection, or make one themselves.
    if not is_hop_by_hop(name):
        return True
    if not isinstance(request, WSGIRequest):
        return protocol(request).startswith("HTTP/1")  # later versions have no such fields
    return name.lower() in UPGRADE and request.META.get("SERVER_SOFTWARE", "").startswith("gunicorn")
