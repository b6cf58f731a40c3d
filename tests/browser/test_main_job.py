"""What a newcomer does in a browser (steps 4 and 5), with a real one, with and without script."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.plugins.chromium import log_in
from tests.plugins.demo import PASSWORD

NAMES = (f"newcomer{number}" for number in count())
AWAY = ["https://elsewhere.test/", "//elsewhere.test/", "/\\elsewhere.test", "javascript:1"]


def fill_in(page, name: str, password: str, button: str = "Log in") -> None:
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.locator("main").get_by_role("button", name=button).click()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visitor(request, new_page):
    return new_page(java_script_enabled=request.param)


class TestProfile:
    def test_is_a_401_with_the_form(self, visitor):
        assert visitor.goto("/profile/").status == 401
        expect(visitor.get_by_label("User name")).to_be_visible()
        expect(visitor.locator("main").get_by_role("link", name="Register")).to_be_visible()

    def test_announces_the_cookie_alone(self, visitor):
        assert visitor.goto("/profile/").headers["www-authenticate"].startswith("Cookie ")

    def test_registering_logs_in_and_shows_it(self, visitor, demo):
        name = next(NAMES)
        visitor.goto("/profile/")
        visitor.locator("main").get_by_role("link", name="Register").click()
        fill_in(visitor, name, PASSWORD, "Register")
        expect(visitor).to_have_url(demo.url("/profile/"))
        expect(visitor.get_by_role("heading", name=name)).to_be_visible()

    def test_logging_in_shows_it(self, visitor, demo):
        visitor.goto("/profile/")
        fill_in(visitor, "ann", PASSWORD)
        expect(visitor).to_have_url(demo.url("/profile/"))
        expect(visitor.get_by_role("heading", name="ann")).to_be_visible()

    def test_logging_out_ends_it(self, visitor, demo):
        log_in(visitor, demo)
        visitor.get_by_role("button", name="Log out").first.click()
        assert visitor.goto("/profile/").status == 401

    @pytest.mark.parametrize(
        ("name", "password"), [("ann", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)]
    )
    def test_a_wrong_password_is_a_401_with_the_form(self, visitor, name, password):
        visitor.goto("/profile/")
        with visitor.expect_navigation() as navigation:
            fill_in(visitor, name, password)
        assert navigation.value.status == 401
        expect(visitor.get_by_role("alert")).to_be_visible()
        expect(visitor.get_by_label("User name")).to_have_value(name)

    def test_an_ended_session_is_said_and_its_cookie_goes(self, visitor, demo):
        visitor.context.add_cookies([{"name": "sessionid", "value": "x" * 32, "url": demo.origin}])
        visitor.goto("/profile/")
        expect(visitor.get_by_role("heading", level=1)).to_have_text(re.compile("session has ended"))
        assert "sessionid" not in {cookie["name"] for cookie in visitor.context.cookies()}


class TestNext:
    def test_survives_a_wrong_password(self, page, demo):
        page.goto("/accounts/login/?next=/status/404/")
        fill_in(page, "ann", "wrong")
        expect(page.get_by_role("alert")).to_be_visible()
        fill_in(page, "ann", PASSWORD)
        expect(page).to_have_url(demo.url("/status/404/"))

    @pytest.mark.parametrize("away", AWAY)
    def test_never_leaves_the_host(self, page, demo, away):
        log_in(page, demo, then=away)
        expect(page).to_have_url(demo.url("/profile/"))


class TestReference:
    def test_reads_without_script(self, new_page):
        page = new_page(java_script_enabled=False)
        page.goto("/status/401/")
        expect(page).to_have_title(re.compile("what it means and how to fix it"))
        for question in ("What causes HTTP 401?", "How do I fix HTTP 401?"):
            expect(page.get_by_text(question).first).to_be_visible()

    def test_link_of_a_problem_lands_on_its_section(self, page):
        page.goto(page.request.get("/api/profile/").json()["type"])
        expect(page.locator("#credentials-missing")).to_be_in_viewport()

    def test_index_leads_to_every_kind_of_code(self, page):
        page.goto("/status/")
        for code in ("100", "200", "301", "401", "418", "511"):
            expect(page.locator(f"main a[href='/status/{code}/']").first).to_be_visible()
