"""Content-Type fields that Django cannot read: it reads them before its own error handling, and answers 500.

Parameters that look continued, or name a charset that does not exist (``text/plain; charset*=x''y``), bring
down the rules for mail (RFC 2231) by which Django reads them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

NAME = b"content-type"

Scope = dict[str, Any]
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]


def readable(value: str) -> str:
    """Give the field, or its media type alone where the parameters cannot be read."""
    try:
        parse_header_parameters(value)
    except (LookupError, TypeError, ValueError):
        return value.partition(";")[0]
    return value


def readable_wsgi(application: Wsgi) -> Wsgi:
    """Guard a WSGI application."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if "CONTENT_TYPE" in environ:
            environ["CONTENT_TYPE"] = readable(environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return guarded


def readable_asgi(application: Asgi) -> Asgi:
    """Guard an ASGI application."""

    async def guarded(scope: Scope, receive: Any, send: Any) -> None:
        fields = scope.get("headers", ())
        lines = [value.decode("latin-1") for name, value in fields if name == NAME]
        if lines:
            # Django joins what is repeated, and so does this.
            others = [(name, value) for name, value in fields if name != NAME]
            scope = {**scope, "headers": [*others, (NAME, readable(",".join(lines)).encode("latin-1"))]}
        await application(scope, receive, send)

    return guarded
