"""axe-core, run against a page of a browser (https://github.com/dequelabs/axe-core)."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page


def findings(page: Page, *rules: str) -> list[str]:
    """Name what is wrong with a page as it stands, each with its HTML; by all rules where none are named."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # What is right would be described as well otherwise, which takes a third of the time.
    options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    report = page.evaluate("options => axe.run(options)", options)
    return [f"{found['id']}: {node['html']}" for found in report["violations"] for node in found["nodes"]]


def findings_in_both_schemes(page: Page) -> list[str]:
    """Name what is wrong with a page in the light and in the dark, where only the colours are others."""
    page.emulate_media(color_scheme="light")
    light = findings(page)
    page.emulate_media(color_scheme="dark")
    return light + findings(page, "color-contrast")
