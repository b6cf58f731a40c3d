"""Details that only a browser shows: what fits on a screen, what the keyboard reaches, what a field says."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.plugins.chromium import log_in
from tests.plugins.demo import PASSWORD

PATHS = [
    "/",
    "/status/",
    "/status/401/",
    "/status/206/",
    "/profile/",
    "/accounts/register/",
    "/accounts/reset/",
    "/accounts/reset/sent/",
    "/accounts/reset/nonsense/",
    "/nowhere/",
    "/api/profile/",
]


class TestLayout:
    def test_the_first_screen_of_a_phone_holds_answer_and_likeliest_fix(self, new_page, demo):
        page = new_page(viewport={"width": 390, "height": 844})
        page.goto(demo.url("/status/401/"))
        box = page.locator("#credentials-missing .cure").bounding_box()
        assert box["y"] + box["height"] <= 844


class TestSearch:
    def test_is_a_form_that_needs_no_script(self, new_page, demo):
        page = new_page(java_script_enabled=False)
        page.goto(demo.url("/status/"))
        page.get_by_role("searchbox").fill("teapot")
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_role("link", name="418")).to_be_visible()


class TestPolicy:
    @pytest.mark.parametrize("path", [*PATHS, "/api/docs/"])
    def test_nothing_on_the_page_breaks_it(self, page, demo, path):
        broken = []
        page.on("console", lambda message: broken.append(message.text) if "Policy" in message.text else None)
        page.goto(demo.url(path))
        page.wait_for_load_state("networkidle")
        assert broken == []


class TestKeyboard:
    def test_the_first_stop_skips_to_the_content(self, page, demo):
        page.goto(demo.url("/status/401/"))
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()

    def test_one_logs_in_without_a_pointer(self, page, demo):
        page.goto(demo.url("/profile/"))
        page.get_by_label("User name").focus()
        page.keyboard.type("ann")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="ann")).to_be_visible()


class TestGate:
    def test_success_is_a_303_to_a_200(self, page, demo):
        page.goto(demo.url("/profile/"))
        answers = []
        page.on(
            "response",
            lambda answer: answer.request.is_navigation_request() and answers.append(answer.status),
        )
        page.get_by_label("User name").fill("ann")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="ann")).to_be_visible()
        assert answers == [303, 200]

    def test_links_to_its_explanation(self, page, demo):
        page.goto(demo.url("/profile/"))
        page.get_by_role("link", name="What does 401 mean?").click()
        expect(page).to_have_url(demo.url("/status/401/#credentials-missing"))

    def test_an_expired_session_says_so(self, page, demo):
        log_in(page, demo)
        expect(page.locator("main").get_by_role("button", name="Log out")).to_be_visible()
        demo.manage(
            "shell",
            "--verbosity=0",
            "--command=from datetime import datetime, UTC;from status_ref.signins.models import SignIn;"
            "SignIn.objects.update(idle_until=datetime(2020, 1, 1, tzinfo=UTC))",
        )
        page.goto(demo.url("/profile/"))
        expect(page.get_by_role("heading", name="Your session has expired")).to_be_visible()
        assert "sessionid" not in {cookie["name"] for cookie in page.context.cookies()}


class TestForm:
    def test_a_field_says_what_is_wrong_with_it(self, page, demo):
        page.goto(demo.url("/accounts/register/"))
        page.get_by_label("User name").fill("somebody")
        page.get_by_label("Password", exact=True).fill("short")
        page.locator("main").get_by_role("button", name="Register").click()
        field = page.get_by_label("Password", exact=True)
        expect(field).to_have_attribute("aria-invalid", "true")
        parts = field.get_attribute("aria-describedby").split()
        assert "too short" in " ".join(page.locator(f"#{part}").inner_text() for part in parts)
