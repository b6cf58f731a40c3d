"""The pages of a code, its causes and its examples, and the same as Markdown and text."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from status_ref.catalog import prose
from status_ref.catalog.causes import KnownCause, causes
from status_ref.catalog.model import Status
from status_ref.catalog.specs import spec_url
from status_ref.views import forms, metadata
from status_ref.views.public import offering, public
from status_ref.views.reference import catalog
from status_ref.views.shown import FAMILIES, live, told


@offering(*forms.OFFERS)
def page(request: HttpRequest, slug: str, media_type: str) -> HttpResponse:
    """Show everything about one code, in the form that ``Accept`` asks for."""
    return forms.negotiated(_status(slug), request, media_type)


@public
def all_causes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every known cause of a status, by the place where it goes wrong."""
    status = catalog().get(slug)
    found = causes(slug) if status else ()
    if status is None or not found:
        raise Http404(f"There are no causes collected for {slug[:40]}.")
    places = [(place.name, [_known(cause) for cause in place.causes]) for place in found]
    count = sum(len(place.causes) for place in found)
    context = {
        "status": status,
        "places": places,
        "count": count,
        "metadata": metadata.of_causes(status, count, request),
    }
    return HttpResponse(render_to_string("status_ref/causes.html", context))


def _known(cause: KnownCause) -> dict[str, Any]:
    marked = {name: prose.inline(getattr(cause, name)) for name in ("title", "see", "fix", "source")}
    return {"id": cause.id, "url": cause.url, **marked}


@public
def source(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the same in one form alone, such as text that is good to read in a terminal."""
    return forms.alone(_status(slug), request, form)


def _status(slug: str) -> Status:
    status = catalog().get(slug)
    if status is None:
        raise Http404(f"There is no page for {slug[:40]}.")
    return status


@public
def examples(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the code examples of a status in every language."""
    status = catalog().get(slug)
    handle = told(status, "handle", request) if status else []
    if status is None or not handle:
        raise Http404(f"There are no examples for {slug[:40]}.")
    context = {
        "status": status,
        "family": FAMILIES.get(status.family, ""),
        "spec_url": spec_url(status.spec),
        "handle": handle,
        "send": told(status, "send", request),
        "live": live(status, request),
        "metadata": metadata.of_examples(status, len(handle), request),
    }
    return HttpResponse(render_to_string("status_ref/examples.html", context))
