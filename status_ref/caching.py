"""What decided an answer, and who may therefore keep it (RFC 9111)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import has_vary_header, patch_cache_control, patch_vary_headers

LOOKED_AT = "_status_ref_looked_at"
SAID = ("no-store", "private", "public", "s-maxage")


def looked_at(request: HttpRequest, field: str) -> None:
    """Note that the answer to a request depends on a field, whether or not the request has it."""
    request.__dict__.setdefault(LOOKED_AT, set()).add(field)


def keep_private(request: HttpRequest, response: HttpResponseBase) -> None:
    """Mark as ``private`` what credentials may have decided, where the view says nothing about it.

    A shared cache passes over answers to a request with ``Authorization`` (RFC 9111, Section 3.5), but not
    over those to a cookie: a scheme that does without the field must forbid it itself (RFC 9110,
    Section 16.4.1). ``Vary`` keeps the answer for nobody in particular from those who send credentials.
    """
    fields = request.__dict__.get(LOOKED_AT)
    if fields:
        patch_vary_headers(response, sorted(fields))
    said = response.get("Cache-Control", "").lower()
    credentialed = has_vary_header(response, "Authorization") or has_vary_header(response, "Cookie")
    if credentialed and not any(word in said for word in SAID):
        patch_cache_control(response, private=True)
