"""Real Chromium, a fresh visitor for every test, and nothing loaded from another host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.plugins import chromium
from tests.plugins.demo import Demo
from tests.plugins.services import required

NewPage = Callable[..., Page]


# Not for the whole session: Playwright's event loop keeps Django's database from being used in its thread.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Start what drives browsers, where there is one to drive."""
    required("chromium")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start the browser once for this folder."""
    browser = chromium.launch(playwright, required("chromium"))
    yield browser
    browser.close()


@pytest.fixture
def new_page(browser: Browser, demo: Demo) -> Iterator[NewPage]:
    """Give ``new_page(**options)``: a visitor who was never here; at the end, check what the pages did."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    errors: list[str] = []

    def new_page(**options: Any) -> Page:
        context = browser.new_context(**{"base_url": demo.origin, "color_scheme": "light", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((demo.origin, "data:"))] == []
    # A status of 4xx is an error to the console, and what these pages are about.
    assert [text for text in errors if "responded with a status of 4" not in text] == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Give a page of a desktop browser."""
    return new_page()
