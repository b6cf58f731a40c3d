"""Live answers: an address for every code that really answers with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from status_ref.conf import conf
from status_ref.views.live import answers, limits, options
from status_ref.views.live.options import Options
from status_ref.views.live.responses import LiveResponse, accept, later, places, problem, respond
from status_ref.views.live.selection import Selection

SIMULATED = "Status-Ref-Simulated"
RANGED = {"GET", "HEAD"}
"""RFC 9110, Section 14.2 defines Range for GET; HEAD answers like it."""
INTERIM = "A status below 200 is an interim response, which Django has no way to send. Nothing was simulated."
SHARE = "This address has had all the answers that it can have within a minute."
OFF = "Live answers are switched off here."
PREFLIGHT = {"HTTP_ORIGIN", "HTTP_ACCESS_CONTROL_REQUEST_METHOD"}
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Let everybody in, from every origin, as long as live answers are given and not too many are taken."""

    @login_not_required
    @csrf_exempt
    @non_atomic_requests  # a delayed answer must not hold a transaction open
    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        return _opened(_guarded(view, request, *args, **kwargs))

    return guarded


def _guarded(view: View, request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
    if not conf.LIVE["on"]:
        return problem(request, 404, OFF)
    if fields := limits.spent(request):
        return later(request, SHARE, fields)
    if request.method == "OPTIONS" and request.META.keys() >= PREFLIGHT:
        return _preflight(request)
    return view(request, *args, **kwargs)


@public
def live(request: HttpRequest, codes: str, rest: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer with a status, the fields that belong to it, and a body that says what it means."""
    try:
        selection = Selection.parse(codes)
    except ValueError as error:
        return problem(request, 404, str(error))
    try:
        asked, step = _asked(request, codes, selection)
    except options.BadOption as error:
        return problem(request, 400, str(error), option=error.name)
    except limits.TooMany as many:
        return later(request, str(many), {"Retry-After": str(many.wait)})
    except limits.Outage as outage:
        return problem(request, 503, str(outage))
    code = selection.step(step) if step else selection.pick()
    if code < 200:
        return problem(request, 501, INTERIM)
    response = _simulated(request, code, asked)
    response[SIMULATED] = f"{code};step={step}" if step else str(code)
    return response


def _asked(request: HttpRequest, codes: str, selection: Selection) -> tuple[Options, int | None]:
    """Give what is asked for, and the step of a sequence; the delay has passed then."""
    asked = options.read(request)
    _fit(selection, asked)
    step = limits.step(request, codes, asked.key) if asked.key else None
    if asked.delay:
        limits.delay(asked.delay)
    return asked, step


def _simulated(request: HttpRequest, code: int, asked: Options) -> LiveResponse:
    made = answers.answer(code, accept(request), places(request, code), _part(request, asked))
    response = respond(request, made)
    if code == 405 and "allow" not in request.GET:
        _disallow(response, request)
    return response


def _fit(selection: Selection, asked: Options) -> None:
    if asked.body is not None and selection.only in answers.CONTENTLESS:
        raise options.BadOption("body", f"a {selection.only} has no content.")
    if selection.only == 206 and (asked.body is not None or asked.empty):
        raise options.BadOption("empty" if asked.empty else "body", "a 206 has the bytes that it names.")


def _disallow(response: LiveResponse, request: HttpRequest) -> None:
    allowed = response["Allow"].split(", ")
    response["Allow"] = ", ".join(method for method in allowed if method != request.method)


def _part(request: HttpRequest, asked: Options) -> Options:
    # A range that the client asks for comes before that of the address.
    part = options.range_of(request.META.get("HTTP_RANGE", "")) if request.method in RANGED else None
    return replace(asked, part=part) if part else asked


def _preflight(request: HttpRequest) -> HttpResponse:
    response = LiveResponse(status=204)
    del response["Content-Type"]
    # Some servers leave a folded field as it is, with its line break.
    method = request.headers["Access-Control-Request-Method"]
    fields = request.headers.get("Access-Control-Request-Headers", "*")
    response["Access-Control-Allow-Methods"] = " ".join(method.split())
    response["Access-Control-Allow-Headers"] = " ".join(fields.split())
    patch_vary_headers(response, ["Access-Control-Request-Method", "Access-Control-Request-Headers"])
    return response


def _opened(response: HttpResponse) -> HttpResponse:
    # Nothing here is anybody's secret, and a test that runs in a browser comes from another origin.
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "*"
    # Django mails every 5xx to the administrators, and one that was asked for is no error.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response
