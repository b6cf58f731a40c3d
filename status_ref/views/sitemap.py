"""The sitemap: every page of the reference, and when its words changed (https://www.sitemaps.org)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from status_ref import links
from status_ref.catalog import snippets
from status_ref.catalog.causes import causes
from status_ref.views.public import public
from status_ref.views.reference import catalog


@public
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages by their absolute addresses; 404 where the origin of the site is not known."""
    origin = links.origin(request)
    if origin is None:
        raise Http404("A sitemap needs absolute addresses, and STATUS_REF['ORIGIN'] is not set.")
    places = [(origin + path, changed) for path, changed in _pages()]
    return HttpResponse(render_to_string("status_ref/sitemap.xml", {"places": places}), "application/xml")


def _pages() -> Iterator[tuple[str, dt.date | None]]:
    statuses = catalog().every()
    yield links.path("status_ref:index"), max(status.updated for status in statuses)
    for status in statuses:
        yield links.path("status_ref:page", status.slug), status.updated
        if causes(status.slug):
            yield links.path("status_ref:causes", status.slug), status.updated
        if any(True for _ in snippets.examples(status.slug, "handle")):
            yield links.path("status_ref:examples", status.slug), status.updated
    problems = catalog().ours.problems()
    if problems:
        yield links.path("status_ref:problems"), None
    for problem in problems:
        yield links.path("status_ref:problem", problem.name), problem.updated
