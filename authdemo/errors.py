"""The demo's own error pages: the same face as every other page, for every status."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

WORDS = {
    400: ("Bad Request", "The request could not be understood. Check the address and what was sent with it."),
    403: ("Forbidden", "You are signed in as somebody who may not see this, or a check of the form failed."),
    404: (
        "Not Found",
        "There is nothing at this address. It may have moved, or the link may have a typing error.",
    ),
    500: (
        "Internal Server Error",
        "Something broke on our side, and we were told. Try again in a while.",
    ),
}
CSRF = "The form was open too long, or cookies are switched off. Load its page again, and send it once more."


def error(request: HttpRequest, status: int, detail: str | None = None) -> HttpResponse:
    """Render the page of a status; under ``/api/`` the problem."""
    phrase, words = WORDS[status]
    if request.path_info.startswith("/api/"):
        return problem(status, phrase, detail or words)
    context = {"status": status, "phrase": phrase, "detail": detail or words}
    response = render(request, "status_ref/error.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """Answer a program (RFC 9457)."""
    content = {"title": title, "status": status, "detail": detail}
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(content, status=status, content_type="application/problem+json", headers=headers)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 400."""
    return error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403."""
    return error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404."""
    return error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database for anything."""
    return error(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "", **kwargs: Any) -> HttpResponse:  # noqa: ARG001
    """Answer a form that came without its token."""
    return error(request, 403, CSRF)
