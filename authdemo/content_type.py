"""Content-Type fields that Django cannot read: it reads them before its own error handling, and answers 500.

Parameters that look continued, or name a charset that does not exist (``text/plain; charset*=x''y``), bring
down the rules for mail (RFC 2231) by which Django reads them. With a charset that Python knows and that
decodes no text, such as ``rot13``, or not every text, Django fails at the query of the address.
"""

from __future__ import annotations

import codecs
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

NAME = b"content-type"
OF_NAMES = {"idna", "punycode"}
"""Codecs for the names of hosts; their errors are not those that Django expects."""

Scope = dict[str, Any]
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Asgi = Callable[[Scope, Any, Any], Awaitable[None]]


def readable(value: str) -> str:
    """Give the field, or what of it can be used: its media type, and the boundary of its parts."""
    media_type = value.partition(";")[0]
    try:
        _, parameters = parse_header_parameters(value)
    except (LookupError, TypeError, ValueError):
        return media_type
    if _decodes(parameters.get("charset", "utf-8")):
        return value
    return media_type + (f'; boundary="{parameters["boundary"]}"' if "boundary" in parameters else "")


def _decodes(charset: str) -> bool:
    try:
        b"a".decode(charset)
    except (LookupError, ValueError):
        return False
    return codecs.lookup(charset).name not in OF_NAMES


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
