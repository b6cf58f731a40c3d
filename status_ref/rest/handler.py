"""The exception handler: every refusal becomes a problem, and every challenge a field line.

Install it with ``REST_FRAMEWORK = {"EXCEPTION_HANDLER": "status_ref.rest.handler.exception_handler"}``.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import connections
from django.http import Http404
from django.utils.cache import patch_vary_headers
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from status_ref import links, sessions
from status_ref.attempts import TryLater
from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.credentials import scheme_of
from status_ref.http.failures import (
    CREDENTIALS_MISSING,
    FAILURES,
    PERMISSION_DENIED,
    SCHEME_UNSUPPORTED,
    SESSION_ENDED,
    SESSION_EXPIRED,
    STEP_UP_REQUIRED,
    Failure,
)
from status_ref.http.problems import Problem, occurrence, phrase
from status_ref.http.syntax import Malformed
from status_ref.problems import Problem as Raised
from status_ref.responses import ChallengeLines
from status_ref.rest.challenges import VARY, ChallengingAuthentication, gather
from status_ref.rest.demands import lacking
from status_ref.rest.exceptions import Delayed, SiteProblem
from status_ref.rest.renderers import renderer_for
from status_ref.signals import Outcome, record

REFUSALS = (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)
NEVER_KEPT = (*REFUSALS, exceptions.Throttled, SiteProblem)
DENIALS = (*REFUSALS, exceptions.PermissionDenied)


class ContentTooLarge(exceptions.APIException):
    """More content than ``DATA_UPLOAD_MAX_MEMORY_SIZE`` allows (RFC 9110, Section 15.5.14)."""

    status_code = 413
    default_detail = "The request has more content than this service takes."
    default_code = "content_too_large"


# What Django raises, and what DRF would have raised; the first that fits counts.
NAMES: dict[type[Exception], type[exceptions.APIException]] = {
    Http404: exceptions.NotFound,
    PermissionDenied: exceptions.PermissionDenied,
    RequestDataTooBig: ContentTooLarge,
    SuspiciousOperation: exceptions.ParseError,
}
TELLING = (Http404, PermissionDenied)  # their arguments are meant for the client


class ProblemResponse(ChallengeLines, Response):
    """A problem with its challenges."""


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Turn what a view raised into a response, or give None for what is none of DRF's exceptions.

    A view with ``conceal = True`` answers 404 to whoever may not see it (RFC 9110, Section 15.5.4).
    """
    request, view = context["request"], context["view"]
    _log_suspicion(exc, request)
    exc = _behind_negotiation(_of_drf(exc, request), request, view)
    if not isinstance(exc, exceptions.APIException):
        return None
    failure = failure_of(exc, request)
    concealed = getattr(view, "conceal", False)
    if _is_preflight(request) and _denies(exc) and not concealed:
        return Response(status=204)
    _tell(failure, request)
    if concealed and (failure is not None or _hides(exc)):
        exc, failure = exceptions.NotFound(), None
    response = _response(exc, failure, request)
    if concealed:
        _leave_no_trace(response, view)
    _render_as_problem(request, response)
    _mark_rollback()
    return response


def _response(exc: exceptions.APIException, failure: Failure | None, request: Request) -> ProblemResponse:
    challenges = _challenges(exc, failure, request)
    status = _status(exc, failure, challenges)
    response = ProblemResponse(problem_of(exc, failure, status, request).members(), status=status)
    response.reason_phrase = phrase(status)  # Python before 3.13 has those of older RFCs
    if challenges:
        response.challenge(*challenges)
    _fields(response, exc, failure)
    return response


def _denies(exc: exceptions.APIException) -> bool:
    return isinstance(exc, DENIALS) or (isinstance(exc, SiteProblem) and exc.status_code in {401, 403})


def _hides(exc: exceptions.APIException) -> bool:
    absent = isinstance(exc, exceptions.NotFound | SiteProblem) and exc.status_code == 404
    return absent or _denies(exc)


def _leave_no_trace(response: Response, view: Any) -> None:
    response["Cache-Control"] = "no-store"  # a 404 may be kept without being told (RFC 9110, Section 15.1)
    patch_vary_headers(response, VARY)
    view.headers.pop("Allow", None)


def _tell(failure: Failure | None, request: Request) -> None:
    if failure is None:
        return
    noted = (a for a in request.authenticators or () if getattr(a, "failure", None) is failure)
    authenticator = next(noted, request.successful_authenticator)
    user = request.user if request.successful_authenticator else None
    record(Outcome(request._request, getattr(authenticator, "scheme", None), failure, user))


def _is_preflight(request: Request) -> bool:
    # A preflight can carry no credentials, and anything but a 2xx fails it (Fetch, "CORS-preflight fetch").
    fields = {"HTTP_ORIGIN", "HTTP_ACCESS_CONTROL_REQUEST_METHOD"}
    return request.method == "OPTIONS" and fields <= request.META.keys()


def failure_of(exc: exceptions.APIException, request: Request) -> Failure | None:
    """Name the failure behind an exception; None for what is no matter of authentication or unknown here."""
    failure = getattr(exc, "failure", None)
    if failure is not None:
        return failure  # type: ignore[no-any-return]
    if isinstance(exc, exceptions.NotAuthenticated):
        return _unclaimed(request)
    if isinstance(exc, exceptions.PermissionDenied):
        return FAILURES.get(str(exc.get_codes())) or lacking(request).failure or PERMISSION_DENIED
    return None


def _unclaimed(request: Request) -> Failure:
    noted = (getattr(authenticator, "failure", None) for authenticator in request.authenticators or ())
    return next(filter(None, noted), None) or _sent_in_vain(request)


def _sent_in_vain(request: Request) -> Failure:
    field = request.META.get("HTTP_AUTHORIZATION", "")
    if not field.strip():
        return CREDENTIALS_MISSING
    offered = {challenge.scheme.lower() for challenge in gather(request)}
    return CREDENTIALS_MISSING if scheme_of(field) in offered else SCHEME_UNSUPPORTED


def _of_drf(exc: Exception, request: Request) -> Exception:
    if isinstance(exc, Raised):
        return SiteProblem(exc, request._request)
    if isinstance(exc, TryLater):
        return Delayed(exc)
    for kind, name in NAMES.items():
        if isinstance(exc, kind):
            return name(*exc.args) if kind in TELLING else name()
    return exc


def _log_suspicion(exc: Exception, request: Request) -> None:
    # Django would do it, and monitors listen for it, but the exception ends here.
    if isinstance(exc, SuspiciousOperation):
        logger = logging.getLogger(f"django.security.{type(exc).__name__}")
        logger.error(str(exc), extra={"status_code": 400, "request": request._request})


def _behind_negotiation(exc: Exception, request: Request, view: Any) -> Exception:
    # DRF negotiates first, so a 406, or the 404 of an unknown ?format=, would hide the 401 that comes first.
    if not _failed_to_negotiate(exc, request, view):
        return exc
    try:
        view.perform_authentication(request)
        view.check_permissions(request)
    except (exceptions.APIException, PermissionDenied, Raised) as refusal:
        return _of_drf(refusal, request)
    return exc


def _failed_to_negotiate(exc: Exception, request: Request, view: Any) -> bool:
    # Versions may be negotiated, too: what counts is whether anybody has asked who it is.
    if isinstance(exc, exceptions.NotAcceptable):
        return not hasattr(request, "_user")
    override = view.settings.URL_FORMAT_OVERRIDE
    format_given = getattr(view, "format_kwarg", None) or (override and override in request.query_params)
    unnegotiated = getattr(request, "accepted_renderer", None) is None
    return isinstance(exc, exceptions.NotFound) and unnegotiated and bool(format_given)


def _challenges(
    exc: exceptions.APIException, failure: Failure | None, request: Request
) -> tuple[Challenge, ...]:
    if not (_asks_who_it_is(exc) or getattr(failure, "error", None)):
        return ()
    authenticator = request.successful_authenticator
    if isinstance(authenticator, ChallengingAuthentication):
        authenticator.failure = failure  # good credentials that were not enough
        authenticator.needs = lacking(request)
    return gather(request) or _of_the_view(exc)


def _of_the_view(exc: exceptions.APIException) -> tuple[Challenge, ...]:
    # A view without authenticators may have a challenge of its own, as the token views of simplejwt do.
    try:
        return parse_challenges(getattr(exc, "auth_header", None) or "")
    except Malformed:
        return ()


def _asks_who_it_is(exc: exceptions.APIException) -> bool:
    return isinstance(exc, REFUSALS) or (isinstance(exc, SiteProblem) and exc.status_code == 401)


def _status(exc: exceptions.APIException, failure: Failure | None, challenges: tuple[Challenge, ...]) -> int:
    if not _asks_who_it_is(exc) and failure is not STEP_UP_REQUIRED:
        return exc.status_code
    if not challenges:
        return 403  # nothing to ask for: a 401 must not go out (RFC 9110, Section 15.5.2)
    return failure.status if failure else 401


def problem_of(
    exc: exceptions.APIException, failure: Failure | None, status: int, request: Request
) -> Problem:
    """Describe what was refused, in the words of its failure or in those of the project."""
    http = request._request
    if isinstance(exc, SiteProblem):
        return exc.problem.document(http, status)
    if failure is not None:
        page = links.page(failure.status, failure.code, http)
        problem = Problem.of(failure, status=status, page=page, docs=links.page(status, None, http))
        return problem if failure is not PERMISSION_DENIED else _in_their_words(problem, exc)
    codes = exc.get_codes()
    extensions: dict[str, Any] = {"code": codes if isinstance(codes, str) else exc.default_code}
    if isinstance(exc, exceptions.ValidationError):
        extensions["errors"] = exc.detail
    docs = links.page(status, None, http)
    if docs:
        extensions["docs"] = docs
    return Problem(status=status, detail=_sentence(exc), instance=occurrence(), extensions=extensions)


def _in_their_words(problem: Problem, exc: exceptions.APIException) -> Problem:
    # A permission of the project may say more than the table: its message, its code.
    if not isinstance(exc.detail, exceptions.ErrorDetail) or exc.detail == exc.default_detail:
        return problem
    code = PERMISSION_DENIED.code if exc.detail.code == exc.default_code else exc.detail.code
    return replace(problem, detail=str(exc.detail), extensions={**problem.extensions, "code": code})


def _sentence(exc: exceptions.APIException) -> str:
    if isinstance(exc, exceptions.ValidationError):
        return "The request has fields that need another value; errors names them."
    return str(exc.detail) if isinstance(exc.detail, str) else str(exc.default_detail)


def _fields(response: Response, exc: exceptions.APIException, failure: Failure | None) -> None:
    if failure is not None or isinstance(exc, NEVER_KEPT):  # RFC 6585, Section 4
        response["Cache-Control"] = "no-store"
        patch_vary_headers(response, VARY)
    for name, value in getattr(exc, "fields", {}).items():
        response[name] = value
    wait = getattr(exc, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(math.ceil(wait))
    if failure in (SESSION_EXPIRED, SESSION_ENDED):
        sessions.delete_cookie(response)


def _render_as_problem(request: Request, response: Response) -> None:
    if getattr(getattr(request, "accepted_renderer", None), "media_type", None) == "text/html":
        return  # the project has pages of its own, such as DRF's browsable API
    request.accepted_renderer = renderer_for(request)
    request.accepted_media_type = request.accepted_renderer.media_type
    patch_vary_headers(response, ["Accept"])


def _mark_rollback() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["ATOMIC_REQUESTS"] and connection.in_atomic_block:
            connection.set_rollback(True)
