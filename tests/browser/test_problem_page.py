"""Whoever opens an address of the API in a browser sees a page: what failed, what it takes, the way in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.plugins.chromium import log_in
from tests.plugins.demo import PASSWORD

POST = """url => {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  document.body.append(form)
  form.submit()
}"""


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visitor(request, new_page):
    return new_page(java_script_enabled=request.param)


class Test401:
    def test_is_no_dialog(self, page):
        assert page.goto("/api/profile/").status == 401
        expect(heading(page)).to_have_text("Credentials are missing")

    def test_shows_what_is_asked_for(self, visitor):
        visitor.goto("/api/profile/")
        shown = visitor.locator("main pre").inner_text()
        assert [line.split()[1] for line in shown.splitlines() if line.startswith("WWW")] == [
            "Bearer",
            "Cookie",
        ]
        assert "cookie-name=sessionid" in shown

    def test_leads_to_the_section_that_explains_it(self, page):
        page.goto("/api/profile/")
        page.get_by_role("link", name="What does this mean?").click()
        expect(page.locator("#credentials-missing")).to_be_in_viewport()

    def test_leads_through_the_log_in_to_what_was_asked_for(self, visitor, demo):
        visitor.goto("/api/profile/?a=b&c=%2F")
        visitor.locator("main").get_by_role("link", name="Log in").click()
        visitor.get_by_label("User name").fill("ann")
        visitor.get_by_label("Password", exact=True).fill(PASSWORD)
        visitor.locator("main").get_by_role("button", name="Log in").click()
        expect(visitor).to_have_url(demo.url("/api/profile/?a=b&c=%2F"))
        expect(visitor.get_by_text("ann@example.com")).to_be_visible()

    def test_says_that_a_session_has_ended_and_takes_its_cookie(self, page, demo):
        page.context.add_cookies([{"name": "sessionid", "value": "x" * 32, "url": demo.origin}])
        page.goto("/api/profile/")
        expect(heading(page)).to_have_text("Session has ended")
        assert "sessionid" not in {cookie["name"] for cookie in page.context.cookies()}

    def test_is_seen_in_a_window_that_a_script_opened(self, page):
        page.goto("/")
        with page.expect_popup() as popup:
            page.evaluate("() => { open('/api/profile/') }")
        expect(heading(popup.value)).to_have_text("Credentials are missing")

    def test_is_seen_by_whoever_sends_a_form(self, page):
        page.goto("/")
        with page.expect_navigation() as navigation:
            page.evaluate(POST, "/api/token/")
        assert navigation.value.status == 401
        expect(heading(page)).to_have_text("Credentials are missing")


class TestOthers:
    def test_403_offers_no_log_in_to_whoever_is_logged_in(self, page, demo):
        log_in(page, demo)
        assert page.goto("/api/staff/").status == 403
        expect(heading(page)).to_have_text("Permission denied")
        expect(page.locator("main").get_by_role("link", name="Log in")).to_have_count(0)

    def test_404_leads_to_the_start(self, page):
        assert page.goto("/api/nowhere").status == 404
        expect(page.get_by_role("link", name="Start page")).to_be_visible()

    def test_405_names_the_methods(self, page):
        assert page.goto("/api/token/").status == 405
        expect(page.get_by_text("Allow: POST, OPTIONS")).to_be_visible()
