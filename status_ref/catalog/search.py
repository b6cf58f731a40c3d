"""Find a page by what somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from status_ref.catalog import Catalog
from status_ref.catalog.model import Status

MOST_HITS = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """A page or a section that fits.

    ``page`` is the name of the view that shows the anchor; ``anchor`` is "" for a whole page. A higher
    ``score`` fits better.
    """

    status: Status
    anchor: str
    title: str
    excerpt: str
    score: float
    page: str = "page"


def search(catalog: Catalog, text: str, limit: int = MOST_HITS) -> list[Hit]:
    """Give what fits a text, the best first, up to a limit."""
    found = catalog.search(text)[:limit]
    return [
        Hit(status, "", f"{status.code} {status.phrase}", status.lead, float(limit - place))
        for place, status in enumerate(found)
    ]
