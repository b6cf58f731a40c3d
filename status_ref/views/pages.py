"""The pages of a code, its causes and its examples, and the same as Markdown and text."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from status_ref.catalog import markdown, prose, text
from status_ref.catalog.causes import KnownCause, causes
from status_ref.catalog.specs import spec_url
from status_ref.views.public import public
from status_ref.views.reference import catalog
from status_ref.views.shown import FAMILIES, everything, live, told


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything about one code."""
    status = catalog().get(slug)
    if status is None:
        raise Http404(f"There is no page for {slug[:40]}.")
    return render(request, "status_ref/page.html", everything(status, request))


@public
def all_causes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every known cause of a status, by the place where it goes wrong."""
    status = catalog().get(slug)
    found = causes(slug) if status else ()
    if status is None or not found:
        raise Http404(f"There are no causes collected for {slug[:40]}.")
    places = [(place.name, [_known(cause) for cause in place.causes]) for place in found]
    context = {"status": status, "places": places, "count": sum(len(place.causes) for place in found)}
    return render(request, "status_ref/causes.html", context)


def _known(cause: KnownCause) -> dict[str, Any]:
    marked = {name: prose.inline(getattr(cause, name)) for name in ("title", "see", "fix", "source")}
    return {"id": cause.id, "url": cause.url, **marked}


@public
def source(request: HttpRequest, slug: str, form: str) -> HttpResponse:  # noqa: ARG001
    """Give the same as Markdown, or as text that is good to read in a terminal."""
    status = catalog().get(slug)
    if status is None:
        raise Http404(f"There is no page for {slug[:40]}.")
    written = markdown.write(status)
    if form == "txt":
        return HttpResponse(text.write(written), "text/plain; charset=utf-8")
    return HttpResponse(written, "text/markdown; charset=utf-8")


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
    }
    return render(request, "status_ref/examples.html", context)
