"""What the API is asked for: filters and words.

They are read strictly: an answer to a filter that was misspelt and passed over would look right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict

from status_ref.catalog import Catalog
from status_ref.catalog.model import TRAITS, Status
from status_ref.catalog.search import search


class BadQuery(ValueError):
    """A parameter that cannot be used."""

    def __init__(self, name: str, reason: str, allowed: Iterable[str] = ()) -> None:
        """Say which, why, and what would do."""
        super().__init__(f"{name}: {reason}")
        self.name, self.allowed = name, tuple(allowed)


def chosen(catalog: Catalog, query: QueryDict, words: str) -> list[Status]:
    """Give the statuses that fit all filters; one that is given twice means either value.

    Args:
        catalog: where they are.
        query: what was asked for.
        words: its ``q``, as it is searched for.

    Raises:
        BadQuery: a parameter is unknown, or its value is none that it can have.

    """
    _only(query, [*TRAITS, "q"])
    wanted = {name: _values(query, name) for name in TRAITS if name in query}
    _once(query)
    found = {hit.status.slug for hit in search(catalog, words)} if words else None
    return [
        status
        for status in catalog.every()
        if (found is None or status.slug in found) and _fits(status, wanted)
    ]


def check_search(query: QueryDict) -> None:
    """Refuse a search that cannot be meant.

    Raises:
        BadQuery: there is no ``q`` or more than one, or another parameter.

    """
    _only(query, ["q"])
    if "q" not in query:
        raise BadQuery("q", "say what to look for.")
    _once(query)


def _only(query: QueryDict, known: Sequence[str]) -> None:
    for name in query:
        if name not in known:
            raise BadQuery(name[:40], f"no such parameter; known are {', '.join(known)}.", known)


def _fits(status: Status, wanted: Mapping[str, Sequence[str]]) -> bool:
    traits = status.traits
    return all(traits[name] in values for name, values in wanted.items())


def _values(query: QueryDict, name: str) -> list[str]:
    values = query.getlist(name)
    for value in values:
        if value not in TRAITS[name]:
            raise BadQuery(name, f"one of {', '.join(TRAITS[name])} is expected.", TRAITS[name])
    return values


def _once(query: QueryDict) -> None:
    if len(query.getlist("q")) > 1:
        raise BadQuery("q", "give it once.")
