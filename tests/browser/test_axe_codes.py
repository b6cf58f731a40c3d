"""axe finds nothing on the page of any code, on the smallest screen, light or dark."""

from __future__ import annotations

from itertools import groupby

import pytest

from status_ref.catalog import load
from tests.plugins.axe import findings_of_each_look

CLASSES = {f"{digit}xx": [*of] for digit, of in groupby(load().every(), lambda status: status.family)}
SMALLEST = {"width": 320, "height": 640}
UNFOLDED = "document.querySelectorAll('details').forEach(details => details.open = true)"


@pytest.mark.parametrize("statuses", CLASSES.values(), ids=CLASSES)
def test_pages_of_a_class(new_page, statuses):
    """One visitor reads them all, for a new one costs as much as a page."""
    page, wrong = new_page(viewport=SMALLEST), {}
    for status in statuses:
        page.goto(f"/status/{status.slug}/")
        page.evaluate(UNFOLDED)
        found = findings_of_each_look(page)
        found += ["wider than the screen"] * page.evaluate(
            "document.documentElement.scrollWidth > innerWidth"
        )
        if found:
            wrong[status.slug] = found
    assert wrong == {}


def test_text_that_is_too_light_is_found_where_it_stands_once(new_page):
    page = new_page(viewport=SMALLEST)
    page.goto("/status/404/")
    assert findings_of_each_look(page) == []
    page.evaluate("document.querySelector('.causes p').style.color = '#999'")
    assert [found.partition(":")[0] for found in findings_of_each_look(page)] == ["color-contrast"]
