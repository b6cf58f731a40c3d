"""The index of all codes, and what fits a search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from status_ref.views import metadata, ours
from status_ref.views.public import public
from status_ref.views.reference import catalog
from status_ref.views.shown import FAMILIES


@public
def index(request: HttpRequest) -> HttpResponse:
    """Show all codes by class, or those that fit ``?q=``."""
    query = request.GET.get("q", "")[:100].strip()
    found = catalog().search(query) if query else catalog().every()
    families = [
        {"digit": digit, "name": name, "statuses": [status for status in found if status.family == digit]}
        for digit, name in FAMILIES.items()
    ]
    problems = ours.found(query)
    context = {
        "families": [family for family in families if family["statuses"]],
        "problems": ours.listed(problems),
        "query": query,
        "count": len(found) + len(problems),
        "metadata": metadata.of_index(request),
    }
    return render(request, "status_ref/index.html", context)
