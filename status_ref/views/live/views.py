"""Live answers: an address for every code that really answers with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, wraps
from wsgiref.util import is_hop_by_hop

from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIRequest
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from status_ref import links
from status_ref.conf import conf
from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.problems import Problem, phrase
from status_ref.responses import FIELD, SHOWN_BY_BROWSERS, ChallengeResponse, is_shown_by_browser
from status_ref.views.live import answers, limits, options
from status_ref.views.live.answers import Answer, Places
from status_ref.views.live.options import Options
from status_ref.views.live.selection import Selection
from status_ref.views.reference import catalog

SIMULATED = "Status-Ref-Simulated"
LENGTHLESS = {204, 304}
UPGRADE = {"connection", "upgrade"}
RANGED = {"GET", "HEAD"}
"""RFC 9110, Section 14.2 defines Range for GET; HEAD answers like it."""
INTERIM = "A status below 200 is an interim response, which Django has no way to send. Nothing was simulated."
SHARE = "This address has had all the answers that it can have within a minute."
OFF = "Live answers are switched off here."
PREFLIGHT = {"HTTP_ORIGIN", "HTTP_ACCESS_CONTROL_REQUEST_METHOD"}
View = Callable[..., HttpResponse]

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
        return _later(request, SHARE, fields)
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
        asked = options.read(request)
        _fit(selection, asked)
        step = limits.step(request, codes, asked.key) if asked.key else None
        if asked.delay:
            limits.delay(asked.delay)
    except options.BadOption as error:
        return problem(request, 400, str(error), option=error.name)
    except limits.TooMany as many:
        return _later(request, str(many), {"Retry-After": str(many.wait)})
    except limits.Outage as outage:
        return problem(request, 503, str(outage))
    code = selection.step(step) if step else selection.pick()
    if code < 200:
        return problem(request, 501, INTERIM)
    made = answers.answer(code, accept(request), places(request, code), _part(request, asked))
    response = respond(request, made)
    if code == 405 and "allow" not in request.GET:
        _disallow(response, request)
    response[SIMULATED] = f"{code};step={step}" if step else str(code)
    return response


def _fit(selection: Selection, asked: Options) -> None:
    if asked.body is not None and selection.only in answers.CONTENTLESS:
        raise options.BadOption("body", f"a {selection.only} has no content.")
    if selection.only == 206 and (asked.body is not None or asked.empty):
        raise options.BadOption("empty" if asked.empty else "body", "a 206 has the bytes that it names.")


def _later(request: HttpRequest, detail: str, fields: Mapping[str, str]) -> LiveResponse:
    response = problem(request, 429, detail)
    _add(response, request, fields.items())
    return response


def _disallow(response: LiveResponse, request: HttpRequest) -> None:
    allowed = response["Allow"].split(", ")
    response["Allow"] = ", ".join(method for method in allowed if method != request.method)


def places(request: HttpRequest, code: int) -> Places:
    """Tell an answer where its page and the other answers are."""
    live = links.path("status_ref:live", "200").removesuffix("200")
    page = links.page(code, None, request) if catalog().get(str(code)) else None
    return Places(page, live)


def problem(request: HttpRequest, code: int, detail: str, **members: str) -> LiveResponse:
    """Make an error of our own, which is not simulated."""
    page = links.page(code, None, request)
    said = Problem(code, detail=detail, extensions={**members, **({"docs": page} if page else {})})
    kind, content = answers.formed(said, answers.negotiated(accept(request), answers.ERROR_FORMS))
    fields = (("Content-Type", kind), ("Cache-Control", "no-store"))
    return respond(request, Answer(code, phrase(code), fields, content))


def accept(request: HttpRequest) -> str | None:
    """Give the value of the field, or None."""
    return request.META.get("HTTP_ACCEPT")


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


def protocol(request: HttpRequest) -> str:
    """Give the version of HTTP that the client speaks, as far as the server tells: ``HTTP/1.1``."""
    version = getattr(request, "scope", {}).get("http_version")
    return f"HTTP/{version}" if version else str(request.META.get("SERVER_PROTOCOL", ""))


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
