"""What every answer of the demo has in common, and Django's own middleware lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware import common

from authdemo.errors import explain

Next = Callable[[HttpRequest], HttpResponse]

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
UNUSED_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def permissions_policy(get_response: Next) -> Next:
    """Switch off what no page of the demo uses."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", UNUSED_FEATURES)
        return response

    return middleware


def methods(get_response: Next) -> Next:
    """Refuse TRACE, which would send cookies and credentials back as content (RFC 9110, Section 9.3.8)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method in {"TRACE", "TRACK"}:
            return explain(request, HttpResponseNotAllowed(METHODS))
        return get_response(request)

    return middleware


def multipart_charset(get_response: Next) -> Next:
    """Take no notice of a charset that multipart content does not have (RFC 7578, Section 8).

    Django decodes the fields with it, whatever it names, and answers 500 where it names no text encoding.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.content_type == "multipart/form-data":
            request.encoding = "utf-8"
        return get_response(request)

    return middleware


def explained_errors(get_response: Next) -> Next:
    """Fill errors that come without content: Django's own 405 is an empty page (RFC 9110, Section 15.5)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # An answer that tells its length means to be empty, or answers HEAD.
        told = response.streaming or response.content or response.has_header("Content-Length")
        return response if told or response.status_code < 400 else explain(request, response)

    return middleware


class CommonMiddleware(common.CommonMiddleware):
    """Django's, with the right framing, which Django itself leaves to the server."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:  # type: ignore[override]
        """Give no length to a 204 or a 304 and no content to HEAD (RFC 9110, Sections 8.6 and 9.3.2)."""
        answer = cast("HttpResponse", super().process_response(request, response))
        if answer.status_code in {204, 304}:
            del answer["Content-Length"]
        if request.method == "HEAD" and not answer.streaming:
            answer.content = b""
        return answer
