"""The look in use: first screen, colours that stay chosen, tabs, copying, contents, paper, and no script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.plugins.axe import findings

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
TOUCHED = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
TEMPLATES = [
    "/",
    "/status/",
    "/status/?q=token",
    "/status/?q=zzz",
    "/status/206/",
    "/status/401/",
    "/status/401/causes/",
    "/status/429/examples/",
    "/live/200",
    "/live/429",
    "/profile/",
    "/accounts/login/",
    "/accounts/register/",
    "/accounts/reset/",
    "/accounts/reset/sent/",
    "/accounts/reset/nonsense/",
    "/nowhere/",
    "/api/profile/",
]
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
COVERED = """boxes => boxes.filter(box => {
  const [code, button] = [...box.children].map(one => one.getBoundingClientRect())
  const beside = code.right <= button.left || button.right <= code.left
  return !beside && code.bottom > button.top && button.bottom > code.top
}).map(box => box.textContent)"""
AIMED_AT = "main :is(button, .causes .anchor, .head .anchor):visible"
SMALL = "all => all.filter(one => Math.min(one.offsetWidth, one.offsetHeight) < 24).map(one => one.outerHTML)"
LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 22, 26)"


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


def chooser(page):
    return page.get_by_role("banner").get_by_label("Colours")


class TestFirstScreenOfAPhone:
    @pytest.mark.parametrize("slug", ["401", "413", "429", "502"])
    def test_holds_answer_curl_line_and_likeliest_fix(self, new_page, slug):
        page = new_page(viewport=PHONE)
        page.goto(f"/status/{slug}/")
        assert bottom(page.locator(".lead")) < bottom(page.locator(".curl pre")) <= PHONE["height"]
        assert bottom(page.locator(".causes .cure").first) <= PHONE["height"]

    @pytest.mark.parametrize("slug", ["401", "503"])
    def test_is_for_the_most_part_causes_and_fixes(self, new_page, slug):
        page = new_page(viewport=PHONE)
        page.goto(f"/status/{slug}/")
        assert page.locator("#causes").bounding_box()["y"] < PHONE["height"] / 2

    def test_the_curl_line_is_seen_whole(self, new_page, demo):
        page = new_page(viewport=PHONE)
        page.goto("/status/401/")
        line = page.locator(".curl pre")
        expect(line).to_have_text(f"curl -i {demo.url('/live/401')}")
        assert line.evaluate("line => line.scrollWidth <= line.clientWidth")

    def test_holds_it_without_script_too(self, new_page):
        page = new_page(viewport=PHONE, java_script_enabled=False)
        page.goto("/status/401/")
        assert bottom(page.locator(".causes .cure").first) <= PHONE["height"]


class TestWidth:
    @pytest.mark.parametrize("path", TEMPLATES)
    def test_nothing_sticks_out(self, page, path):
        page.goto(path)
        for width in (320, 820, 2560):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestColours:
    @pytest.fixture(params=["light", "dark"])
    def system(self, request):
        return request.param

    def test_follow_the_system(self, new_page, system):
        page = new_page(color_scheme=system)
        page.goto("/status/401/")
        assert page.evaluate(PAPER) == {"light": LIGHT, "dark": DARK}[system]

    @pytest.mark.parametrize(("chosen", "paper"), [("light", LIGHT), ("dark", DARK)])
    def test_stay_as_they_were_chosen_on_every_page(self, new_page, system, chosen, paper):
        page = new_page(color_scheme=system)
        page.goto("/status/401/")
        chooser(page).select_option(chosen)
        assert page.evaluate(PAPER) == paper
        for path in ("/status/", "/profile/"):
            page.goto(path)
            expect(page.locator("html")).to_have_attribute("data-scheme", chosen)
            assert page.evaluate(PAPER) == paper

    def test_can_follow_the_system_again(self, new_page):
        page = new_page(color_scheme="dark")
        page.goto("/status/401/")
        chooser(page).select_option("light")
        chooser(page).select_option("auto")
        page.reload()
        assert page.evaluate(PAPER) == DARK

    def test_are_chosen_at_the_foot_of_a_phone(self, new_page):
        page = new_page(viewport=PHONE)
        page.goto("/status/401/")
        page.get_by_role("contentinfo").get_by_label("Colours").select_option("dark")
        assert page.evaluate(PAPER) == DARK

    def test_what_was_kept_may_be_nonsense(self, page):
        page.goto("/status/401/")
        page.evaluate("localStorage.setItem('status-ref-scheme', '<b>')")
        page.reload()
        assert page.evaluate(PAPER) == LIGHT


class TestTabs:
    @pytest.fixture
    def page(self, page):
        page.goto("/status/429/")
        return page

    def chosen(self, page):
        names = page.get_by_role("tab", selected=True).all_inner_texts()
        panels = page.get_by_role("tabpanel").evaluate_all("found => found.map(one => one.dataset.label)")
        assert names == panels
        return names

    def test_have_roles_and_names(self, page):
        tabs = page.get_by_role("tablist", name="Language of the examples").get_by_role("tab")
        assert tabs.all_inner_texts() == ["curl", "Python, requests", "JavaScript, fetch"]
        expect(page.get_by_role("tabpanel", name="curl")).to_contain_text("curl -sS")
        assert self.chosen(page) == ["curl", "Django"]

    def test_are_one_stop_of_the_keyboard_and_move_by_arrows(self, page):
        seen = []
        page.get_by_role("tab", name="curl").focus()
        for key in ("ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"):
            page.keyboard.press(key)
            seen.append(page.evaluate("document.activeElement.textContent"))
            assert seen[-1] == self.chosen(page)[0]
        assert seen == ["Python, requests", "JavaScript, fetch", "curl", "JavaScript, fetch", "curl"]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "PRE"

    def test_leave_other_keys_alone(self, page):
        page.get_by_role("tab", name="curl").focus()
        page.keyboard.press("x")
        assert self.chosen(page) == ["curl", "Django"]

    def test_remember_one_choice_for_each_kind_across_pages(self, page):
        page.get_by_role("tab", name="Python, requests").click()
        page.get_by_role("tab", name="Flask").click()
        page.goto("/status/404/")
        assert self.chosen(page) == ["Python, requests", "Flask"]

    def test_show_the_first_where_the_chosen_one_is_missing(self, page):
        page.get_by_role("tab", name="nginx").click()
        page.goto("/status/401/")
        assert self.chosen(page) == ["curl", "Django"]


class TestCopying:
    @pytest.fixture
    def page(self, new_page):
        page = new_page(permissions=["clipboard-read", "clipboard-write"])
        page.goto("/status/401/")
        return page

    def clipboard(self, page):
        return page.evaluate("navigator.clipboard.readText()")

    def test_every_code_has_a_button_that_says_what_it_copies(self, page, demo):
        assert page.locator("main pre").count() == page.locator("main .copy button").count()
        page.get_by_role("button", name="Copy: curl").first.press("Enter")
        expect(page.locator("body > .said")).to_have_text("Copied: curl")
        assert self.clipboard(page) == f"curl -i {demo.url('/live/401')}"

    def test_the_buttons_of_tabs_are_named_after_them(self, page):
        page.get_by_role("tab", name="Python, requests").click()
        page.get_by_role("button", name="Copy: Python, requests").click()
        expect(page.locator("body > .said")).to_have_text("Copied: Python, requests")
        assert "import requests" in self.clipboard(page)

    def test_a_command_in_a_sentence_has_one_too(self, page):
        code = page.locator("#credentials-missing .cure code").first
        code.get_by_role("button", name="Copy: Authorization: Bearer TOKEN").press("Enter")
        expect(page.locator("body > .said")).to_have_text("Copied: Authorization: Bearer TOKEN")
        assert self.clipboard(page) == "Authorization: Bearer TOKEN"
        assert code.inner_text() == "Authorization: Bearer TOKEN"

    def test_what_is_typed_sooner_than_copied_has_none(self, page):
        assert (
            page.locator("#credentials-missing code", has_text="curl -v").get_by_role("button").count() == 0
        )

    def test_an_answer_that_just_came_has_one(self, page):
        page.goto("/status/try/")
        page.get_by_role("button", name="Send").click()
        page.get_by_role("button", name="Copy: Content of the answer").click()
        expect(page.locator("body > .said")).to_have_text("Copied: Content of the answer")

    @pytest.mark.parametrize("size", [PHONE, DESK])
    @pytest.mark.parametrize("path", ["/", "/status/429/examples/", "/status/401/", "/api/profile/"])
    def test_no_button_stands_on_code(self, page, path, size):
        page.set_viewport_size(size)
        page.goto(path)
        covered = page.locator(".copy:visible").evaluate_all(COVERED)
        assert covered == []

    def test_an_anchor_copies_its_absolute_address(self, page, demo):
        page.get_by_role("link", name="#token-expired").click()
        address = demo.url("/status/401/#token-expired")
        expect(page.locator("body > .said")).to_have_text(f"Copied: {address}")
        assert (self.clipboard(page), page.url) == (address, address)

    def test_a_section_has_an_anchor_that_stays_out_of_its_name(self, page, demo):
        page.get_by_role("link", name="Copy the address of: How to fix it").click()
        expect(page.get_by_role("heading", name="How to fix it", exact=True)).to_be_visible()
        expect(page.locator("body > .said")).to_contain_text("#fix")
        assert self.clipboard(page) == demo.url("/status/401/#fix")

    def test_a_browser_that_refuses_is_not_silent(self, page):
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
        page.get_by_role("button", name="Copy: curl").first.click()
        expect(page.locator("body > .said")).to_have_text("The browser does not let this page copy.")

    def test_nothing_is_offered_where_there_is_no_clipboard(self, new_page):
        page = new_page()
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.goto("/status/401/")
        assert page.locator(".copy, .head").count() == 0
        assert page.get_by_role("tab").count() > 1


class TestAnchors:
    @pytest.mark.parametrize("place", ["#token-expired", ".head:has(#fix)"])
    def test_wait_for_a_pointer_or_the_keyboard(self, page, place):
        page.goto("/status/401/")
        anchor = page.locator(place).locator("a.anchor")
        expect(anchor).to_have_css("opacity", "0")
        page.locator(place).hover()
        expect(anchor).to_have_css("opacity", "1")
        page.mouse.move(0, 0)
        expect(anchor).to_have_css("opacity", "0")
        page.keyboard.press("Tab")
        anchor.focus()
        expect(anchor).to_have_css("opacity", "1")

    def test_one_that_was_followed_shows_itself(self, page):
        page.goto("/status/401/#token-expired")
        expect(page.locator("#token-expired a.anchor")).to_have_css("opacity", "1")

    def test_the_codes_of_error_bodies_are_always_there(self, page):
        page.goto("/status/401/")
        expect(page.locator("#token-revoked a.anchor")).to_have_css("opacity", "1")

    def test_are_one_sign_under_a_finger(self, new_page):
        page = new_page(**TOUCHED)
        page.goto("/status/401/")
        anchor = page.get_by_role("link", name="#token-expired", exact=True)
        expect(anchor).to_have_css("opacity", "1")
        assert anchor.bounding_box()["width"] < 30

    @pytest.mark.parametrize("path", ["/status/401/", "/status/421/", "/status/401/causes/"])
    def test_fingers_meet_what_they_aim_at(self, new_page, path):
        """WCAG 2.2, criterion 2.5.8: 24 by 24 pixels."""
        page = new_page(**TOUCHED)
        page.goto(path)
        assert page.locator(AIMED_AT).evaluate_all(SMALL) == []
        assert findings(page, "color-contrast") == []


class TestContents:
    def test_fold_on_a_phone_and_stand_open_on_a_desk(self, new_page):
        page = new_page(viewport=PHONE)
        page.goto("/status/401/")
        contents = page.get_by_role("navigation", name="On this page")
        expect(contents.get_by_role("link", name="FAQ")).to_be_hidden()
        contents.get_by_text("On this page").click()
        expect(contents.get_by_role("link", name="FAQ")).to_be_visible()
        page.set_viewport_size(DESK)
        expect(contents.get_by_role("link", name="FAQ")).to_be_in_viewport()

    def test_mark_the_section_that_is_read(self, new_page):
        page = new_page(viewport=DESK, reduced_motion="reduce")
        page.goto("/status/401/")
        for name in ("Meaning", "FAQ"):
            link = page.get_by_role("navigation", name="On this page").get_by_role("link", name=name)
            link.click()
            expect(link).to_have_attribute("aria-current", "location")
            expect(link).to_be_in_viewport()
        expect(page.locator(".toc [aria-current]")).to_have_count(1)


class TestWithoutScript:
    @pytest.fixture
    def page(self, new_page):
        page = new_page(java_script_enabled=False)
        page.goto("/status/401/")
        return page

    def test_nothing_is_there_that_does_nothing(self, page):
        expect(page.get_by_role("heading", name="Code examples")).to_be_visible()
        assert page.locator("main button:not(form *):visible, header select").count() == 0

    def test_every_example_can_be_opened(self, page):
        example = page.locator("details", has_text="Python, httpx")
        expect(example.locator("pre")).to_be_hidden()
        example.locator("summary").click()
        expect(example.locator("pre")).to_be_visible()

    def test_the_contents_are_open(self, page):
        expect(
            page.get_by_role("navigation", name="On this page").get_by_role("link", name="FAQ")
        ).to_be_visible()


class TestPaper:
    @pytest.fixture
    def page(self, new_page):
        page = new_page(color_scheme="dark", viewport={"width": 800, "height": 1100})
        page.goto("/status/401/")
        page.emulate_media(media="print")
        return page

    def test_is_black_on_white_and_has_no_bars(self, page):
        assert page.evaluate(PAPER) == "rgb(255, 255, 255)"
        for name in ("banner", "contentinfo", "button", "tablist"):
            assert page.get_by_role(name).count() == 0

    def test_has_no_filters(self, page):
        page.goto("/status/")
        expect(page.locator("main form")).to_be_hidden()

    def test_has_every_example(self, page):
        panels = page.locator("[role=tabpanel]")
        assert panels.count() > 1
        assert panels.evaluate_all("found => found.every(one => one.offsetHeight > 40)")

    def test_has_the_addresses_of_its_reading(self, page):
        after = "link => getComputedStyle(link, '::after').content"
        assert re.search(r"rfc-editor\.org", page.locator(".reading a").first.evaluate(after))


class TestMotion:
    @pytest.mark.parametrize(("wanted", "scrolling"), [("reduce", "auto"), ("no-preference", "smooth")])
    def test_scrolling_is_smooth_only_where_it_may(self, new_page, wanted, scrolling):
        page = new_page(reduced_motion=wanted)
        page.goto("/status/401/")
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolling


@pytest.mark.parametrize(
    "path", ["/status/", "/status/200/", "/status/301/", "/status/418/", "/status/502/", "/profile/"]
)
def test_text_is_easy_to_read(page, path):
    """The contrast is 7 to 1, or 4.5 where text is large (WCAG 2.2, 1.4.6)."""
    page.goto(path)
    assert findings(page, "color-contrast-enhanced") == []
    page.emulate_media(color_scheme="dark")
    assert findings(page, "color-contrast-enhanced") == []
