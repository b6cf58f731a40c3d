"""The index of all codes, by class and through filters, and what fits a search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from status_ref.catalog.search import jump, search, suggest
from status_ref.views import metadata, ours
from status_ref.views.filters import Filters
from status_ref.views.public import MAX_AGE, asking
from status_ref.views.reference import catalog
from status_ref.views.searching import asked, shown, url_of
from status_ref.views.shown import FAMILIES

POPULAR = ("401", "403", "404", "429", "500", "502", "503")
MOST_SHOWN, MOST_COUNTED = 20, 500


@asking
def index(request: HttpRequest) -> HttpResponse:
    """Show all codes by class, or what fits ``?q=``; ``class``, ``kind`` and ``acts`` leave some of them.

    A query that names one place and no other (``401``, ``499 nginx``, ``token-expired``) leads there, unless
    filters are set. A filter that is not known is left out, and the page says so: whoever reads it gets on.
    Its status, 400, tells programs that the address is wrong, and caches need not keep every such address.
    """
    query = asked(request)
    filters = Filters.of(request.GET)
    if query and not filters.chosen and not filters.unknown and (only := jump(catalog(), query)):
        response = HttpResponseRedirect(url_of(only))
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response
    problems = () if filters.chosen else ours.found(query)
    context = _found(query, filters, len(problems)) if query else _all(filters)
    context |= {
        "metadata": metadata.of_index(request),
        "problems": ours.listed(problems),
        "query": query,
        "active": bool(filters.chosen),
        "kept": list(filters.chosen.items()),
        "unknown": list(filters.complaints()),
    }
    page = render_to_string("status_ref/index.html", context)
    return HttpResponse(page, status=400 if filters.unknown else 200)


def _all(filters: Filters) -> dict[str, Any]:
    statuses = catalog().headings()
    left = [status for status in statuses if filters.fit(status)]
    families = [
        {"digit": digit, "name": name, "statuses": [status for status in left if status.family == digit]}
        for digit, name in FAMILIES.items()
    ]
    return {
        "families": [family for family in families if family["statuses"]],
        "filters": list(filters.shown(statuses)),
        "count": len(left),
    }


def _found(query: str, filters: Filters, problems: int) -> dict[str, Any]:
    hits = search(catalog(), query, limit=MOST_COUNTED)
    left = [hit for hit in hits if filters.fit(hit.status)]
    # All pages that a query names by their codes are shown, also where it is a whole class.
    pages = sum(not hit.anchor and hit.score >= 1000 for hit in left)
    best = left[: max(MOST_SHOWN, pages)]
    suggestions = [] if hits else suggest(catalog(), query)
    return {
        "hits": shown(query, best),
        "more": len(best) < len(left),
        "filters": list(filters.shown(hit.status for hit in hits)),
        "count": len(left) + problems,
        "without": len(hits) + problems,
        "suggestions": suggestions,
        "popular": [status for slug in POPULAR if (status := catalog().get(slug))] if not hits else [],
    }
