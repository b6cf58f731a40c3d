"""What holds of the examples of every code."""

import re

import pytest

from status_ref.catalog import load

SLUGS = [status.slug for status in load().every() if status.code >= 200 and not status.vendor]


@pytest.mark.parametrize("slug", SLUGS)
class TestEvery:
    def test_can_be_reached_by_keyboard(self, page, slug):
        html = page(f"/status/{slug}/examples/")
        assert html.count("<pre") == html.count('<pre tabindex="0"')

    def test_is_linked_from_the_page_of_the_code(self, page, slug):
        html = page(f"/status/{slug}/")
        assert f'<a href="/status/{slug}/examples/">' in html

    def test_the_page_of_the_code_shows_the_main_ones(self, page, slug):
        html = page(f"/status/{slug}/")
        shown = re.findall(r"<summary>([^<]+)", html)
        assert {"curl", "Python, requests", "JavaScript, fetch"} <= set(shown)
        assert "PHP, curl" not in shown
