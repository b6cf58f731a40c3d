"""What is searched for, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from status_ref import links
from status_ref.catalog import prose
from status_ref.catalog.document import found
from status_ref.catalog.findable import Kind
from status_ref.catalog.index import LONGEST
from status_ref.catalog.search import Hit, marker, search
from status_ref.http.problems import phrase
from status_ref.views import ours
from status_ref.views.reference import catalog

HELD = 500
"""What a problem type is worth that holds all words of a query; one that it names is worth a phrase."""


def asked(request: HttpRequest) -> str:
    """Give the query of a request, shortened, and without characters that cannot be shown."""
    text = request.GET.get("q", "")[:LONGEST]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def url_of(hit: Hit) -> str:
    """Give the address of a hit on this site."""
    path = reverse(f"status_ref:{hit.page}", args=[hit.status.slug])
    return f"{path}#{hit.anchor}" if hit.anchor else path


def told(query: str) -> list[dict[str, Any]]:
    """Tell programs what fits, the best first: places of the pages, and problem types of the site."""
    hits = [found(hit) | {"url": url_of(hit)} for hit in search(catalog(), query)]
    return sorted([*hits, *_problems(query)], key=lambda hit: -hit["score"])


def _problems(query: str) -> Iterator[dict[str, Any]]:
    for problem in ours.found(query) if query else ():
        named = query.casefold() in {problem.name, problem.code.casefold(), problem.title.casefold()}
        yield {
            "code": problem.status,
            "phrase": phrase(problem.status),
            "problem": problem.name,
            "title": problem.title,
            "excerpt": prose.plain(problem.lead),
            "score": float(Kind.PHRASE if named else HELD),
            "url": links.path("status_ref:problem", problem.name),
        }


def shown(query: str, hits: Iterable[Hit]) -> list[dict[str, Any]]:
    """Tell a template of hits; titles and excerpts come in pieces, with whether a piece is to be marked."""
    pieces = marker(catalog(), query)
    return [
        {"hit": hit, "url": url_of(hit), "title": pieces(hit.title), "excerpt": pieces(hit.excerpt)}
        for hit in hits
    ]
