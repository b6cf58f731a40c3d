"""Live answers: an address for every code that really answers with it."""

from __future__ import annotations

from wsgiref.util import is_hop_by_hop

from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from status_ref import links
from status_ref.catalog import prose
from status_ref.catalog.model import Status
from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.problems import MEDIA_TYPE, Problem, occurrence
from status_ref.responses import FIELD, SHOWN_BY_BROWSERS, ChallengeResponse, is_shown_by_browser
from status_ref.views.pages import catalog

SIMULATED = "Status-Ref-Simulated"
EMPTY = {204, 205, 304}
# What concerns one connection is the server's to send.
HOP_BY_HOP = {"upgrade", "connection"}
INTERIM = "A status below 200 is an interim response, and WSGI has no way to send one. Nothing was simulated."
UNKNOWN = "Live answers exist for the status codes from 200 to 599."
PART = "0123456789"  # the ten bytes that the Content-Range of /live/206 speaks of


@login_not_required
@csrf_exempt
def live(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with a status, the fields that belong to it, and a problem that says it is only simulated."""
    number = int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 0
    if not 100 <= number <= 599:
        return _problem(request, 404, UNKNOWN)
    if number < 200:
        return _unlogged(_problem(request, 501, INTERIM))
    status = catalog().get(str(number))
    response = _answer(request, number, status)
    response[SIMULATED] = str(number)
    return _unlogged(response)


def _unlogged(response: HttpResponse) -> HttpResponse:
    # Django mails every 5xx to the administrators, and one that was asked for is no error.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _answer(request: HttpRequest, number: int, status: Status | None) -> ChallengeResponse:
    response = _content(request, number, status)
    fields = status.fields if status else ()
    challenges = parse_challenges(*(value for name, value in fields if name == FIELD))
    if challenges:
        response.challenge(*_without_dialog(request, challenges))
        patch_vary_headers(response, SHOWN_BY_BROWSERS)
    for name, value in fields:
        if name != FIELD and _may_be_sent(name, request):
            response[name] = value
    return response


def _without_dialog(request: HttpRequest, challenges: tuple[Challenge, ...]) -> tuple[Challenge, ...]:
    # Whoever follows a link to /live/401 wants to see it.
    quiet = tuple(challenge for challenge in challenges if challenge.scheme.lower() != "basic")
    return quiet if quiet and is_shown_by_browser(request) else challenges


def _may_be_sent(name: str, request: HttpRequest) -> bool:
    # WSGI counts Proxy-Authenticate among them (PEP 3333): Django's own server would answer 500.
    return name.lower() not in HOP_BY_HOP and not (isinstance(request, WSGIRequest) and is_hop_by_hop(name))


def _content(request: HttpRequest, number: int, status: Status | None) -> ChallengeResponse:
    if number in EMPTY:
        response = ChallengeResponse(status=number, reason=_reason(status))
        del response["Content-Type"]
    elif number >= 400:
        response = _problem(request, number, prose.plain(status.lead) if status else "", _reason(status))
    else:
        text = PART if number == 206 else f"{number} {_reason(status)}\n"
        response = ChallengeResponse(text, "text/plain; charset=utf-8", number, _reason(status))
    response["Cache-Control"] = "no-store"
    return response


def _reason(status: Status | None) -> str:
    return status.phrase if status else "Unassigned"


def _problem(request: HttpRequest, number: int, detail: str, reason: str | None = None) -> ChallengeResponse:
    page = links.page(number, None, request)
    problem = Problem(number, detail=detail, instance=occurrence(), extensions={"docs": page} if page else {})
    response = ChallengeResponse(str(problem), MEDIA_TYPE, number, reason)
    response["Cache-Control"] = "no-store"
    return response
