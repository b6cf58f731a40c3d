"""axe finds nothing on any page that a newcomer meets, narrow or wide, light or dark."""

from __future__ import annotations

import pytest

from tests.plugins.axe import findings_in_both_schemes
from tests.plugins.chromium import log_in

SIZES = {"narrow": {"width": 390, "height": 844}, "wide": {"width": 1440, "height": 900}}
SAID = ["password/done/", "reset/sent/", "reset/done/", "email/sent/", "email/done/", "reset/nonsense/"]
ACCOUNTS = ["/profile/", *(f"/accounts/{page}" for page in ("login/", "register/", "reset/", *SAID))]
OPEN = [
    "/",
    "/status/",
    "/status/401/",
    "/status/404/",
    "/status/429/examples/",
    *ACCOUNTS,
    "/nowhere/",
    "/api/profile/",
    "/api/token/",
]


@pytest.fixture(params=SIZES)
def page(request, new_page):
    return new_page(viewport=SIZES[request.param])


@pytest.mark.parametrize("path", OPEN)
def test_open_page(page, path):
    page.goto(path)
    assert findings_in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_profile(page, demo):
    log_in(page, demo)
    assert findings_in_both_schemes(page) == []


@pytest.mark.parametrize("path", ["/accounts/password/", "/accounts/email/", "/accounts/sessions/"])
def test_page_of_somebody_who_is_signed_in(page, demo, path):
    log_in(page, demo)
    page.goto(path)
    assert findings_in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["/profile/", "/accounts/register/"])
def test_form_with_errors(page, path):
    page.goto(path)
    page.get_by_label("User name").fill("a:b")
    page.get_by_label("Password", exact=True).fill("short")
    page.locator("main form button").click()
    assert page.locator("main .errors").count()
    assert findings_in_both_schemes(page) == []
