"""What is searched for, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from status_ref.catalog.index import LONGEST
from status_ref.catalog.search import Hit, marker
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
