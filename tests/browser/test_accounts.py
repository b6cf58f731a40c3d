"""Changing and resetting what belongs to an account, in a real browser, with and without script."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.plugins.demo import PASSWORD

BETTER = "quite another set of words"
NAMES = (f"mover{number}" for number in count())


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request, new_page):
    return new_page(java_script_enabled=request.param)


@pytest.fixture
def name(page):
    """Somebody who has just registered, and looks at their profile."""
    name = next(NAMES)
    page.goto("/accounts/register/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Register")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return name


@pytest.fixture
def mailed(demo):
    """Give the link that was mailed to an address; the demo prints its mail."""

    def link(address):
        letter = rf"(?ms)^To: {re.escape(address)}$.*?^{re.escape(demo.origin)}(\S+)"
        pattern = re.compile(letter)
        demo.program.wait(lambda: pattern.search(demo.program.log.read_text()))
        return pattern.search(demo.program.log.read_text())[1]

    return link


def press(page, button):
    page.locator("main").get_by_role("button", name=button).click()


def log_in(page, name, password):
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    press(page, "Log in")


class TestPassword:
    def test_is_changed_from_the_profile(self, page, name):
        page.get_by_role("link", name="Change your password").click()
        page.get_by_label("Current password").fill(PASSWORD)
        page.get_by_label("New password").fill(BETTER)
        press(page, "Change password")
        expect(page.get_by_role("heading", name="Your password is changed")).to_be_visible()
        page.get_by_role("link", name="Go on").click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()

    def test_what_is_wrong_is_said_at_its_field(self, page, name):
        page.goto("/accounts/password/")
        page.get_by_label("Current password").fill("wrong")
        page.get_by_label("New password").fill(BETTER)
        press(page, "Change password")
        field = page.get_by_label("Current password")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(page.locator(".field.invalid")).to_contain_text("This is not your password.")

    def test_forgotten_is_chosen_anew_by_mail(self, page, name, mailed, demo):
        press(page, "Log out")
        page.goto("/profile/")
        page.get_by_role("link", name="Forgot your password?").click()
        page.get_by_label("E-mail").fill(f"{name}@example.com")
        press(page, "Send the link")
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        page.goto(mailed(f"{name}@example.com"))
        expect(page).to_have_url(re.compile("/opened/$"))
        page.get_by_label("New password").fill(BETTER)
        press(page, "Set password")
        page.get_by_role("link", name="Log in").click()
        log_in(page, name, BETTER)
        expect(page.get_by_role("heading", name=name)).to_be_visible()

    def test_the_token_is_in_no_referer(self, page, name, mailed):
        page.goto("/accounts/reset/")
        page.get_by_label("E-mail").fill(f"{name}@example.com")
        press(page, "Send the link")
        link = mailed(f"{name}@example.com")
        referers = []
        page.on("request", lambda request: referers.append(request.headers.get("referer", "")))
        page.goto(link)
        page.get_by_role("link", name="All codes").first.click()
        token = link.rstrip("/").rpartition("/")[2]
        assert referers
        assert not any(token in referer for referer in referers)


class TestEmail:
    def test_is_changed_by_a_link_to_the_new_address(self, page, name, mailed):
        page.get_by_role("link", name="Change your e-mail address").click()
        expect(page.get_by_text(f"{name}@example.com")).to_be_visible()
        page.get_by_label("New e-mail address").fill(f"{name}@example.org")
        press(page, "Send the link")
        expect(page.get_by_text("Nothing has changed yet.")).to_be_visible()
        page.goto(mailed(f"{name}@example.org"))
        press(page, "Confirm")
        page.get_by_role("link", name="Go on").click()
        expect(page.get_by_text(f"{name}@example.org")).to_be_visible()
