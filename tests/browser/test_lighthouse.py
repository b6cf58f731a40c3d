"""Lighthouse finds nothing to better. How fast a page is, ``make lighthouse`` measures."""

from __future__ import annotations

import pytest

from tests.plugins.lighthouse import DEVICES, PATHS, examine, missed, scores
from tests.plugins.services import required

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("path", PATHS)
def test_page(demo, path, device):
    required("chromium")
    report = examine(demo.origin + path, device, *CATEGORIES)
    assert missed(report) == []
    assert scores(report) == dict.fromkeys(CATEGORIES, 100)
