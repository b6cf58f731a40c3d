"""Content negotiation that no ``Accept`` field brings down, and that listens to weights where it refuses."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import parse_header_parameters
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

from status_ref.http.accept import preferred

HTML, JSON = "text/html", "application/json"


class ContentNegotiation(DefaultContentNegotiation):
    """DRF's, which ends in a 500 on parameters that look continued: ``Accept: a/b;c*=d;c*0=e``.

    Django reads them by the rules for mail (RFC 2231); nothing in an ``Accept`` field is written so.
    """

    def get_accept_list(self, request: Request) -> list[str]:
        """Give the members of the field that can be read."""
        return [member for member in super().get_accept_list(request) if _readable(member)]


def choose(request: HttpRequest, *offers: str) -> str | None:
    """Choose the media type that the client of a request would rather have (RFC 9110, Section 12.5.1)."""
    return preferred(request.META.get("HTTP_ACCEPT"), offers)


def _readable(member: str) -> bool:
    try:
        parse_header_parameters(member)
    except (LookupError, TypeError, ValueError):
        return False
    return True
