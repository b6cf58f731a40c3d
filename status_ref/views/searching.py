"""What a search found, for pages and for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from status_ref.catalog.index import LONGEST
from status_ref.catalog.search import Hit, marker, search
from status_ref.views.public import public
from status_ref.views.reference import catalog


def asked(request: HttpRequest) -> str:
    """Give the query of a request, shortened, and without characters that cannot be shown."""
    text = request.GET.get("q", "")[:LONGEST]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def url_of(hit: Hit) -> str:
    """Give the address of a hit on this site."""
    path = reverse(f"status_ref:{hit.page}", args=[hit.status.slug])
    return f"{path}#{hit.anchor}" if hit.anchor else path


def shown(query: str, hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """Tell a template of hits; titles and excerpts come in pieces, with whether a piece is to be marked."""
    pieces = marker(catalog(), query)
    return [
        {"hit": hit, "url": url_of(hit), "title": pieces(hit.title), "excerpt": pieces(hit.excerpt)}
        for hit in hits
    ]


def open_to_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let scripts of every site read an answer, a 304 included: there is nothing in it but what is public."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return opened


@open_to_scripts
@public
def search_api(request: HttpRequest) -> HttpResponse:
    """Answer ``?q=`` with what fits, for the list below the search field and for whoever else wants it."""
    query = asked(request)
    hits = search(catalog(), query)
    return JsonResponse({"query": query, "hits": [_told(hit) for hit in hits]})


def _told(hit: Hit) -> dict[str, Any]:
    return {
        "code": hit.status.code,
        "slug": hit.status.slug,
        "phrase": hit.status.phrase,
        "title": hit.title,
        "excerpt": hit.excerpt,
        "url": url_of(hit),
    }
