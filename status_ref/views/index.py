"""The index of all codes, and what fits a search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from status_ref.views.public import public
from status_ref.views.reference import catalog
from status_ref.views.shown import FAMILIES


@public
def index(request: HttpRequest) -> HttpResponse:
    """Show all codes by class, or those that fit ``?q=``."""
    query = request.GET.get("q", "")[:100].strip()
    found = catalog().search(query) if query else catalog().headings()
    families = [
        {"digit": digit, "name": name, "statuses": [status for status in found if status.family == digit]}
        for digit, name in FAMILIES.items()
    ]
    context = {"families": [f for f in families if f["statuses"]], "query": query, "count": len(found)}
    return HttpResponse(render_to_string("status_ref/index.html", context))
