"""The demo's own errors: a page with the same face as every other for people, a problem for programs.

What an address below ``/api/`` answers is a problem, anything else a page, unless ``Accept`` wants the other.
"""

from __future__ import annotations

import sys
from http.client import responses
from typing import Any
from uuid import uuid4

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from status_ref import links
from status_ref.rest.negotiation import HTML, JSON, choose

PROBLEM = "application/problem+json"
RETRY_AFTER = "10"
"""Seconds until it makes sense to ask again whether the demo has recovered."""
WORDS = {
    400: "The request could not be understood. Check the address and what was sent with it.",
    403: "You are signed in as somebody who may not see this, or a check of the form failed.",
    404: "There is nothing at this address. It may have moved, or the link may have a typing error.",
    405: "There is something at this address, but not for this method.",
    413: "You sent more than this site takes. Send less, or send it in parts.",
    500: "Something broke on our side, and we were told. Try again in a while.",
    503: "A service that this site needs does not answer at the moment. Try again in a few seconds.",
}
CSRF = "The form was open too long, or cookies are switched off. Load its page again, and send it once more."
OTHER = "The request was refused. The page of this status says what that means."


def error(request: HttpRequest, status: int, detail: str | None = None) -> HttpResponse:
    """Give the page of a status to a person, and the problem to a program."""
    wanted = (PROBLEM, JSON, HTML) if request.path_info.startswith("/api/") else (HTML, PROBLEM, JSON)
    detail = detail or WORDS.get(status, OTHER)
    if (choose(request, *wanted) or wanted[0]) == HTML:
        context = {"status": status, "phrase": _phrase(status), "detail": detail}
        response = _finished(render(request, "status_ref/error.html", context, status=status))
    else:
        response = problem(request, status, detail)
    patch_vary_headers(response, ["Accept"])
    return response


def problem(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """Answer a program (RFC 9457)."""
    content = {
        "type": "about:blank",
        "title": _phrase(status),
        "status": status,
        "detail": detail,
        "instance": uuid4().urn,
        "code": _phrase(status).lower().replace(" ", "_"),
        "docs": links.page(status, None, request),
    }
    return _finished(JsonResponse(content, status=status, content_type=PROBLEM))


def _phrase(status: int) -> str:
    # Python before 3.13 has the phrases that RFC 9110 replaced.
    return {413: "Content Too Large"}.get(status) or responses.get(status, "Unassigned")


def _finished(response: HttpResponse) -> HttpResponse:
    response.reason_phrase = _phrase(response.status_code)
    response["Cache-Control"] = "no-store"
    if response.status_code == 503:
        response["Retry-After"] = RETRY_AFTER
    return response


def explain(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Fill an error that came without content, such as Django's own 405; what its fields say remains."""
    allowed = response.get("Allow")
    explained = error(request, response.status_code, f"This address takes {allowed}." if allowed else None)
    response.content = explained.content
    response["Content-Type"] = explained["Content-Type"]
    for name, value in explained.items():
        response.setdefault(name, value)
    patch_vary_headers(response, ["Accept"])
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; or 413, which Django does not tell from it."""
    return error(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403 in the form that is asked for; ``handler403`` of the URLconf."""
    return error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404 in the form that is asked for; ``handler404`` of the URLconf."""
    return error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database for anything; or 503 where it is the database that failed."""
    return error(request, 503 if isinstance(sys.exception(), OperationalError) else 500)


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:  # noqa: ARG001
    """Answer a form that came without its token."""
    return error(request, 403, CSRF)
