"""What a conditional request gets (RFC 9110, Section 13)."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import parse_etags, parse_http_date_safe


def outcome(request: HttpRequest, etag: str, modified: int) -> int:
    """Give 200, or 304 or 412 where a condition says so, in the order of RFC 9110, Section 13.2.2.

    Args:
        request: GET or HEAD.
        etag: the strong entity tag of what would be sent, with its quotes.
        modified: since when that is as it is, in seconds since 1970.

    """
    fields = request.META
    if (match := fields.get("HTTP_IF_MATCH")) is not None:
        if not {etag, "*"} & set(parse_etags(match)):
            return 412
    elif modified > _date(fields.get("HTTP_IF_UNMODIFIED_SINCE"), otherwise=modified):
        return 412
    if (none_match := fields.get("HTTP_IF_NONE_MATCH")) is not None:
        if none_match == etag:
            return 304
        # A field that cannot be read still stands before If-Modified-Since (Section 13.1.3).
        weakly = {tag.removeprefix("W/") for tag in parse_etags(none_match)}
        return 304 if {etag, "*"} & weakly else 200
    return 304 if modified <= _date(fields.get("HTTP_IF_MODIFIED_SINCE"), otherwise=-1) else 200


def _date(value: str | None, otherwise: int) -> int:
    found = parse_http_date_safe(value) if value else None
    return otherwise if found is None else found
