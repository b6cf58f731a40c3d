"""axe-core, run against a page of a browser (https://github.com/dequelabs/axe-core)."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

CONTRAST = "color-contrast"
ONE_OF_EACH_LOOK = """() => {
    const seen = new Set(), hasText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()
    const behind = (element) => {
        for (; element; element = element.parentElement) {
            const colour = getComputedStyle(element).backgroundColor
            if (colour !== 'rgba(0, 0, 0, 0)') return colour
        }
    }
    for (const element of document.body.querySelectorAll('*')) {
        const { color, fontSize, fontWeight } = getComputedStyle(element)
        const look = [color, fontSize, fontWeight, behind(element)].join()
        element.toggleAttribute('data-look', [...element.childNodes].some(hasText) && !seen.has(look))
        if (element.matches('[data-look]')) seen.add(look)
    }
}"""
"""Marks one text of each colour, size and background: the contrast of the others is the same."""


def findings(page: Page, *rules: str) -> list[str]:
    """Name what is wrong with a page as it stands, each with its HTML; by all rules where none are named."""
    return _run(page, {"runOnly": list(rules)} if rules else {})


def findings_in_both_schemes(page: Page) -> list[str]:
    """Name what is wrong with a page in the light and in the dark, where only the colours are others."""
    page.emulate_media(color_scheme="light")
    light = findings(page)
    page.emulate_media(color_scheme="dark")
    return light + findings(page, CONTRAST)


def findings_of_each_look(page: Page) -> list[str]:
    """Do the same for a page with much of the same: look at the contrast of one text of each kind."""
    found = _run(page, {"rules": {CONTRAST: {"enabled": False}}})
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(ONE_OF_EACH_LOOK)
        found += _run(page, {"runOnly": [CONTRAST]}, "[data-look]")
    return found


def _run(page: Page, options: dict[str, object], within: str = "html") -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # What is right would be described as well otherwise, which takes a third of the time.
    asked = [within, {"resultTypes": ["violations"], **options}]
    report = page.evaluate("([within, options]) => axe.run(within, options)", asked)
    return [f"{found['id']}: {node['html']}" for found in report["violations"] for node in found["nodes"]]
