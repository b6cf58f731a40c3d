"""The search as it is used: by the keyboard alone, by roles and names, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_axe import SIZES
from tests.plugins.axe import findings_in_both_schemes

FOUND = [
    "/status/?q=tokn+expird",
    "/status/?q=cookie&class=4",
    "/status/?q=zzzz",
    "/status/?q=teapot&kind=vendor",
]
FILTERED = ["/status/?class=4&acts=client", "/status/?class=1&kind=vendor", "/status/?class=9"]


def listed(page):
    return page.get_by_role("listbox", name="Places that fit").get_by_role("option")


def field(page):
    return page.get_by_role("search").get_by_label("Search codes and symptoms")


class TestKeyboard:
    def test_leads_from_a_slash_to_a_section(self, page):
        page.goto("/status/404/")
        page.keyboard.press("/")
        expect(field(page)).to_be_focused()
        page.keyboard.type("tokn expird")
        box = page.get_by_role("combobox", name="Search codes and symptoms")
        expect(box).to_have_attribute("aria-expanded", "true")
        options = listed(page)
        expect(options.first).to_have_accessible_name(re.compile("401 The token has expired"))
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
        page.keyboard.press("ArrowUp")
        expect(options.last).to_have_attribute("aria-selected", "true")
        page.keyboard.press("ArrowDown")
        expect(field(page)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/status/401/#token-expired$"))

    def test_searches_with_enter_alone(self, page):
        page.goto("/status/")
        page.keyboard.press("/")
        page.keyboard.type("cors error")
        expect(listed(page).first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_url("**/status/?q=cors+error*")
        expect(
            page.get_by_role("main").get_by_role("link", name="The preflight is refused").first
        ).to_be_visible()

    def test_escape_closes_the_list_and_then_leaves(self, page):
        page.goto("/status/")
        page.keyboard.press("/")
        page.keyboard.type("cookie")
        expect(page.get_by_role("listbox", name="Places that fit")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox", name="Places that fit")).to_be_hidden()
        expect(field(page)).to_be_focused()
        page.keyboard.press("Escape")
        expect(field(page)).not_to_be_focused()

    def test_a_slash_is_a_slash_in_a_field_and_with_a_modifier(self, page):
        page.goto("/status/")
        page.keyboard.press("Control+/")
        expect(field(page)).not_to_be_focused()
        page.keyboard.press("/")
        page.keyboard.type("HTTP/2")
        expect(field(page)).to_have_value("HTTP/2")

    def test_jumps(self, page):
        page.goto("/")
        page.keyboard.press("/")
        page.keyboard.type("429")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/status/429/$"))

    def test_says_how_many_fit(self, page):
        page.goto("/status/")
        field(page).press_sequentially("token expired")
        said = page.get_by_role("search").get_by_role("status")
        expect(said).to_have_text("8 places fit. Arrow keys choose.")
        field(page).fill("zzzz")
        expect(said).to_have_text("Nothing fits so far.")
        expect(page.get_by_role("listbox", name="Places that fit")).to_be_hidden()

    def test_works_with_the_mouse(self, page):
        page.goto("/status/")
        field(page).press_sequentially("token expired")
        listed(page).first.click()
        expect(page).to_have_url(re.compile(r"/status/401/#token-expired$"))

    def test_goes_on_without_answers(self, page):
        page.route("**/status/api/search/**", lambda route: route.fulfill(status=200, body="no JSON"))
        page.goto("/status/")
        field(page).press_sequentially("cookie")
        page.wait_for_timeout(400)
        expect(page.get_by_role("listbox", name="Places that fit")).to_be_hidden()
        page.keyboard.press("Enter")
        page.wait_for_url("**/status/?q=cookie*")


class TestSwitchOfTheKey:
    """WCAG 2.2, criterion 2.1.4: whoever speaks to the computer, or types by accident, can turn it off."""

    def switch(self, page):
        return page.get_by_role("contentinfo").get_by_role("checkbox", name="The key / leads to the search")

    def test_turns_it_off_and_is_remembered(self, page):
        page.goto("/status/404/")
        expect(self.switch(page)).to_be_checked()
        self.switch(page).press("Space")
        page.goto("/status/401/")
        expect(self.switch(page)).not_to_be_checked()
        page.keyboard.press("/")
        expect(field(page)).not_to_be_focused()
        assert field(page).get_attribute("aria-keyshortcuts") is None

    def test_turns_it_on_again_at_once(self, page):
        page.goto("/status/404/")
        self.switch(page).press("Space")
        self.switch(page).press("Space")
        page.keyboard.press("/")
        expect(field(page)).to_be_focused()
        expect(field(page)).to_have_attribute("aria-keyshortcuts", "/")

    def test_is_followed_by_other_tabs(self, page):
        page.goto("/status/404/")
        other = page.context.new_page()
        other.goto("/status/401/")
        self.switch(page).press("Space")
        expect(self.switch(other)).not_to_be_checked()

    def test_without_a_foot_to_hold_it_there_is_no_key(self, page):
        def footless(route):
            answer = route.fetch()
            route.fulfill(response=answer, body=re.sub("(?s)<footer.*</footer>", "", answer.text()))

        page.route("**/status/404/", footless)
        page.goto("/status/404/")
        page.keyboard.press("/")
        expect(field(page)).not_to_be_focused()


class TestWithoutScript:
    @pytest.fixture
    def page(self, new_page):
        return new_page(java_script_enabled=False)

    def test_no_key_and_no_switch(self, page):
        page.goto("/status/")
        assert page.get_by_role("checkbox").count() == 0

    def test_searches_and_filters(self, page):
        page.goto("/status/")
        field(page).fill("unauthorized")
        page.get_by_role("search").get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Search: unauthorized")
        page.get_by_label("Kind").select_option("vendor")
        page.get_by_role("button", name="Filter").click()
        first = page.get_by_role("main").get_by_role("link").nth(1)
        expect(first).to_have_text(re.compile("Unauthorized on IIS"))
        page.get_by_role("link", name="Reset the filters").click()
        expect(page.get_by_role("link", name="401 Unauthorized", exact=True)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
class TestAccessible:
    @pytest.mark.parametrize("path", [*FOUND, *FILTERED])
    def test_page(self, new_page, size, path):
        page = new_page(viewport=SIZES[size])
        page.goto(path)
        assert findings_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_open_list(self, new_page, size):
        page = new_page(viewport=SIZES[size])
        page.goto("/status/401/")
        field(page).press_sequentially("cookie")
        expect(listed(page).first).to_be_visible()
        page.keyboard.press("ArrowDown")
        assert findings_in_both_schemes(page) == []
