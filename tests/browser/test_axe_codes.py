"""axe finds nothing on the page of any code, on the smallest screen, light or dark."""

from __future__ import annotations

from itertools import groupby

import pytest

from status_ref.catalog import load
from tests.plugins.axe import findings_in_both_schemes

CLASSES = {f"{digit}xx": [*of] for digit, of in groupby(load().every(), lambda status: status.family)}
SMALLEST = {"width": 320, "height": 640}
OPENED = """() => {
    document.querySelectorAll('details').forEach(details => details.open = true)
    const colours = new Set()
    for (const span of document.querySelectorAll('pre span[class]')) {
        if (colours.has(span.className)) span.replaceWith(...span.childNodes)
        colours.add(span.className)
    }
}"""
"""Unfolds a page. Code has a few colours in thousands of places: one of each is enough to look at."""


@pytest.mark.parametrize("statuses", CLASSES.values(), ids=CLASSES)
def test_pages_of_a_class(new_page, statuses):
    """One visitor reads them all, for a new one costs as much as a page."""
    page, wrong = new_page(viewport=SMALLEST), {}
    for status in statuses:
        page.goto(f"/status/{status.slug}/")
        page.evaluate(OPENED)
        found = findings_in_both_schemes(page)
        found += ["wider than the screen"] * page.evaluate(
            "document.documentElement.scrollWidth > innerWidth"
        )
        if found:
            wrong[status.slug] = found
    assert wrong == {}
