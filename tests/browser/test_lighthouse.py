"""Lighthouse finds nothing to better. ``make lighthouse`` asks more of more pages, on both devices."""

from __future__ import annotations

import pytest

from tests.plugins.lighthouse import examine, missed, scores
from tests.plugins.services import required

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize(
    ("path", "device"), [("/status/", "mobile"), ("/status/401/", "mobile"), ("/status/try/", "desktop")]
)
def test_page(demo, path, device):
    required("chromium")
    report = examine(demo.origin + path, device, *CATEGORIES)
    assert missed(report) == []
    assert scores(report) == dict.fromkeys(CATEGORIES, 100)
