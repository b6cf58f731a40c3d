"""An owner ends sign-ins in a real browser, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.plugins.chromium import log_in

PAGE = "/accounts/sessions/"


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def pages(request, new_page, demo):
    """Two browsers of one person, who looks at the sign-ins with the first."""
    pages = [new_page(java_script_enabled=request.param) for _ in range(2)]
    for page in pages:
        log_in(page, demo)
    pages[0].get_by_role("link", name="Your sign-ins").click()
    return pages


def test_end_all_others(pages):
    here, there = pages
    here.get_by_role("button", name="End all others").click()
    expect(here.get_by_role("button", name="Log out")).to_be_visible()
    expect(here.get_by_role("button", name="End")).to_have_count(0)
    there.goto("/profile/")
    expect(there.get_by_role("heading", name="Your session has ended")).to_be_visible()


def test_end_one(pages):
    here, there = pages
    here.get_by_role("button", name="End Chrome on Linux").first.click()
    there.goto("/profile/")
    expect(there.get_by_role("heading", name="Your session has ended")).to_be_visible()
    here.goto(PAGE)
    expect(here.get_by_text("This one")).to_be_visible()


def test_log_out(pages):
    here, there = pages
    here.get_by_role("button", name="Log out").click()
    here.goto("/profile/")
    expect(here.get_by_label("Password", exact=True)).to_be_visible()
    there.goto(PAGE)
    expect(there.get_by_text("This one")).to_be_visible()
