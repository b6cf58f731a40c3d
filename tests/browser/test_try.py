"""The playground, the panel of a code page and the 401 ladder: by keyboard, by roles and names, failing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_axe import SIZES
from tests.browser.test_prompts import Listener
from tests.plugins.axe import findings_in_both_schemes

PLAYGROUND = "/status/try/"
UNSEEN = "No answer came that a page may see"
LADDER = "401, 401, 401, 401, 403, 200"


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until what has the focus has this name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        if focused.startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name}")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


def said(page: Page):
    return page.locator("main").get_by_role("status").first


class TestPlayground:
    def test_by_keyboard_alone(self, page):
        page.goto(PLAYGROUND)
        tab_to(page, "Code")
        page.keyboard.type("429")
        tab_to(page, "Accept")
        page.keyboard.press("ArrowDown")
        tab_to(page, "Send")
        page.keyboard.press("Enter")
        expect(said(page)).to_have_text("The answer was 429 Too Many Requests.")
        for heading in ("Request", "Answer", "What a client does next"):
            expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
        assert page.evaluate("document.activeElement.textContent") == "Send"

    def test_a_result_is_announced(self, page):
        page.goto(PLAYGROUND)
        expect(said(page)).to_have_attribute("aria-live", "polite")

    def test_each_field_has_its_meaning_beside_it(self, page):
        page.goto(PLAYGROUND)
        page.get_by_label("Code", exact=True).select_option("429")
        send(page)
        answer = page.locator(".came")
        expect(answer.get_by_role("term").filter(has_text="Retry-After:")).to_be_visible()
        expect(answer.get_by_text("How long to wait before the next try")).to_be_visible()
        expect(answer.get_by_text("Not one that this page knows")).to_have_count(0)

    @pytest.mark.parametrize(("scheme", "which"), [("Basic", "right"), ("Bearer", "right")])
    def test_right_credentials_are_right(self, page, scheme, which):
        page.goto(PLAYGROUND)
        page.get_by_label("Scheme").select_option(scheme)
        page.get_by_label("Credentials").select_option(which)
        send(page)
        expect(said(page)).to_have_text("The answer was 200 OK.")
        expect(page.get_by_role("term").filter(has_text=f"Authorization: {scheme}")).to_be_visible()

    def test_says_what_a_client_does_next(self, page):
        page.goto(PLAYGROUND)
        send(page)
        expect(page.locator(".then")).to_contain_text("Retry: with new credentials")

    def test_content_is_shown_as_text(self, page):
        page.goto(PLAYGROUND)
        page.get_by_label("Accept", exact=True).select_option("text/html")
        send(page)
        content = page.get_by_role("group", name="Content of the answer")
        expect(content).to_contain_text("<!doctype html>")

    def test_without_script_the_server_shows_it(self, new_page):
        page = new_page(java_script_enabled=False)
        page.goto(PLAYGROUND)
        page.get_by_label("Code", exact=True).select_option("404")
        page.get_by_label("Method", exact=True).select_option("HEAD")
        send(page)
        expect(page).to_have_url(re.compile(r"/status/try/\?code=404&method=HEAD"))
        expect(said(page)).to_have_text("The answer was 404 Not Found.")
        expect(page.locator(".came")).to_contain_text("No content.")
        expect(page.get_by_label("Method", exact=True)).to_have_value("HEAD")


class TestPanel:
    def test_unfolds_by_keyboard_and_is_set_to_its_code(self, page):
        page.goto("/status/410/")
        page.locator("details.trying > summary").focus()
        page.keyboard.press("Enter")
        tab_to(page, "Send")
        page.keyboard.press("Enter")
        expect(said(page)).to_have_text("The answer was 410 Gone.")

    def test_a_redirect_is_told_and_shown_by_the_server(self, page):
        page.goto("/status/301/")
        page.locator("details.trying > summary").click()
        send(page)
        expect(said(page)).to_contain_text("A redirect came.")
        page.get_by_role("link", name="See the exchange as the server makes it").click()
        expect(page.locator(".came")).to_contain_text("or where to go on")


class TestFailing:
    """What a network does."""

    @pytest.fixture
    def page(self, browser, demo):
        # The console tells of a network that fails, so this visitor's is not read.
        context = browser.new_context(base_url=demo.origin)
        context.set_default_timeout(10_000)
        yield context.new_page()
        context.close()

    def test_nobody_answers(self, page):
        page.goto(PLAYGROUND)
        page.route("**/live/**", lambda route: route.abort("connectionrefused"))
        send(page)
        expect(said(page)).to_contain_text(UNSEEN)
        expect(page.get_by_role("link", name="See the exchange as the server makes it")).to_be_visible()

    def test_nobody_answers_in_time(self, page):
        page.goto(PLAYGROUND)
        held: list[Route] = []
        page.route("**/live/**", lambda route: held.append(route))
        page.locator("form.try").evaluate("form => { form.dataset.patience = 0.2 }")
        send(page)
        expect(said(page)).to_have_text("No answer came in time, so the request was given up.")
        assert len(held) == 1

    def test_it_can_be_tried_again(self, page):
        page.goto(PLAYGROUND)
        page.route("**/live/**", lambda route: route.abort(), times=1)
        send(page)
        expect(said(page)).to_contain_text(UNSEEN)
        send(page)
        expect(said(page)).to_have_text("The answer was 401 Unauthorized.")

    def test_one_request_at_a_time(self, page):
        page.goto(PLAYGROUND)
        asked: list[Route] = []
        page.route("**/live/**", lambda route: asked.append(route))
        for _ in range(3):
            send(page)
        page.wait_for_timeout(100)
        assert len(asked) == 1

    def test_without_the_meanings_the_exchange_is_there(self, page):
        page.goto(PLAYGROUND)
        page.route("**/meanings.json", lambda route: route.abort())
        send(page)
        expect(page.locator(".came")).to_contain_text("www-authenticate: Bearer")
        expect(page.locator(".came").get_by_text("Not one that this page knows").first).to_be_visible()

    def test_a_step_of_the_ladder_says_so(self, page):
        page.goto("/status/401/")
        page.route("**/api/profile/", lambda route: route.abort())
        page.get_by_role("button", name="Run this step (No credentials)").click()
        expect(page.locator(".climb > .outcome-said")).to_contain_text(f"No credentials: {UNSEEN}")

    def test_without_tokens_the_steps_that_need_them_say_so(self, page):
        page.goto("/status/401/")
        page.route("**/api/try/", lambda route: route.fulfill(status=429, body="{}"))
        page.get_by_role("button", name="Run this step (An expired token)").click()
        expect(page.locator(".climb > .outcome-said")).to_contain_text(
            "An expired token: No tokens were given: 429"
        )


class TestLadder:
    def test_by_keyboard_alone(self, page):
        page.goto("/status/401/")
        page.get_by_role("button", name="Run all steps here").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".climb > .outcome-said")).to_have_text(f"The steps ended so: {LADDER}")
        tab_to(page, "Run this step (A revoked token)")
        page.keyboard.press("Enter")
        expect(page.locator(".climb > .outcome-said")).to_have_text("A revoked token: 401, token-revoked")

    def test_each_step_shows_what_came(self, page):
        page.goto("/status/401/")
        page.get_by_role("button", name="Run this step (Too narrow a scope)").click()
        step = page.locator(".ladder > li").nth(4)
        expect(step).to_contain_text("Answered just now")
        shown = step.get_by_label("Step 5: request and answer", exact=True)
        expect(shown).to_contain_text("HTTP 403 Forbidden")
        expect(shown).to_contain_text('WWW-Authenticate: Bearer realm="api", scope="profile:read"')
        expect(shown).to_contain_text("Authorization: Bearer eyJ")

    def test_without_script_the_recorded_steps_stand_there(self, new_page):
        page = new_page(java_script_enabled=False)
        page.goto("/status/401/")
        expect(page.locator(".ladder > li")).to_have_count(6)
        expect(page.get_by_label("Step 3: request and answer", exact=True)).to_contain_text("token-expired")
        expect(page.get_by_role("button", name="Run")).to_have_count(0)


class TestDialogs:
    """A 401 with Basic, asked for by a script, must not open the browser's own dialog."""

    @pytest.fixture
    def listener(self, browser, demo):
        context = browser.new_context(base_url=demo.origin)
        listener = Listener(browser, context)
        yield listener
        listener.session.detach()
        context.close()

    def test_the_playground_opens_none(self, listener):
        page = listener.page
        page.goto(PLAYGROUND)
        page.get_by_label("Scheme").select_option("Basic")
        page.get_by_label("Credentials").select_option("wrong")
        send(page)
        expect(said(page)).to_have_text("The answer was 401 Unauthorized.")
        expect(page.locator(".came")).to_contain_text("WWW-Authenticate: Basic")
        assert listener.heard == []

    def test_the_ladder_opens_none(self, listener):
        page = listener.page
        page.goto("/status/401/")
        page.get_by_role("button", name="Run all steps here").click()
        expect(page.locator(".climb > .outcome-said")).to_have_text(f"The steps ended so: {LADDER}")
        assert listener.heard == []


@pytest.mark.parametrize("size", SIZES)
class TestAxe:
    @pytest.fixture
    def page(self, new_page, size):
        return new_page(viewport=SIZES[size])

    def test_finds_nothing_on_the_playground(self, page):
        page.goto(PLAYGROUND)
        assert findings_in_both_schemes(page) == []
        page.get_by_label("Scheme").select_option("Bearer")
        send(page)
        expect(page.locator(".came")).to_be_visible()
        assert findings_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_finds_nothing_where_something_cannot_be_tried(self, page):
        page.goto(f"{PLAYGROUND}?code=999")
        assert findings_in_both_schemes(page) == []

    def test_finds_nothing_on_the_ladder_and_the_panel(self, page):
        page.goto("/status/401/")
        page.locator("details.trying > summary").click()
        page.get_by_role("button", name="Run all steps here").click()
        expect(page.locator(".climb > .outcome-said")).to_contain_text(LADDER)
        send(page)
        expect(page.locator(".came")).to_be_visible()
        assert findings_in_both_schemes(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
