"""Django's handlers, for requests that are refused before they are requests.

A ``Content-Type`` whose parameter has an unknown encoding (``a*=foo''%41``) is a ValueError while Django
makes the request: no middleware sees it, and the server would answer 500.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.handlers import asgi, wsgi
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseBase

WORDS = "The fields of the request cannot be read. Look at its Content-Type.\n"
FIELDS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


def unreadable() -> HttpResponse:
    """Answer 400 without knowing what was asked for."""
    return HttpResponseBadRequest(WORDS, content_type="text/plain; charset=utf-8", headers=FIELDS)


class WSGIHandler(wsgi.WSGIHandler):
    """Django's, for gunicorn and runserver."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> HttpResponseBase:
        """Answer one request; what a view raises never comes as far as here."""
        try:
            return super().__call__(environ, start_response)
        except ValueError:
            response = unreadable()
            start_response("400 Bad Request", list(response.items()))
            return response


class ASGIHandler(asgi.ASGIHandler):
    """Django's, for uvicorn and others."""

    def create_request(self, scope: Any, body_file: Any) -> Any:
        """Make the request, or the answer to what cannot become one."""
        try:
            return super().create_request(scope, body_file)
        except ValueError:
            return None, unreadable()
