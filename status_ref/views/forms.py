"""The forms in which the page of a code can be had: as HTML, and for programs, editors and terminals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import http_date

from status_ref import links
from status_ref.catalog import text
from status_ref.catalog.model import Status
from status_ref.views import api, ours
from status_ref.views.shown import everything


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its media type, the name of the address that gives it alone, and what writes it."""

    media_type: str
    name: str
    write: Callable[[Status, HttpRequest], str]

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``; JSON has no charset."""
        return self.media_type + ("; charset=utf-8" if self.media_type.startswith("text/") else "")


def _html(status: Status, request: HttpRequest) -> str:
    # No request: what context processors, a user or a cookie bring must not get into a page for everyone.
    return render_to_string("status_ref/page.html", everything(status, request))


FORMS = {
    "html": Form("text/html", "page", _html),
    "md": Form("text/markdown", "markdown", lambda status, _: ours.as_markdown(status)),
    "txt": Form("text/plain", "text", lambda status, _: text.write(ours.as_markdown(status))),
    "json": Form("application/json", "json", lambda status, request: api.written(api.full(status, request))),
}
"""Every form by the suffix of its address; where a client wants several alike, the first one counts."""
OFFERS = tuple(form.media_type for form in FORMS.values())
NEGOTIATED = "html"
"""The form that has no address of its own: it stands where ``Accept`` chooses."""


def negotiated(status: Status, request: HttpRequest, media_type: str) -> HttpResponse:
    """Give the form that ``Accept`` has chosen, and say where it can be had alone (RFC 9110, Section 8.7)."""
    suffix = next(suffix for suffix, form in FORMS.items() if form.media_type == media_type)
    response = _response(status, request, suffix)
    if suffix != NEGOTIATED:
        response["Content-Location"] = address(status, suffix)
    return response


def alone(status: Status, request: HttpRequest, suffix: str) -> HttpResponse:
    """Give one form at its own address, and say that the page itself is the one to name (RFC 6596)."""
    response = _response(status, request, suffix)
    canonical = f"{links.origin(request) or ''}{address(status, NEGOTIATED)}"
    response["Link"] = f'<{canonical}>; rel="canonical", {response["Link"]}'
    return response


def address(status: Status, suffix: str) -> str:
    """Give the path of a form."""
    return links.path(f"status_ref:{FORMS[suffix].name}", status.slug)


def _response(status: Status, request: HttpRequest, suffix: str) -> HttpResponse:
    form = FORMS[suffix]
    response = HttpResponse(form.write(status, request), form.content_type)
    response["Last-Modified"] = http_date(_midnight(status))
    response["Link"] = ", ".join(
        f'<{address(status, other)}>; rel="alternate"; type="{FORMS[other].media_type}"'
        for other in FORMS
        if other != suffix
    )
    return response


def _midnight(status: Status) -> float:
    return dt.datetime.combine(status.updated, dt.time(), dt.UTC).timestamp()
