"""The system's own Chromium, which reaches nothing but this machine."""

from __future__ import annotations

import os
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, Playwright

from tests.plugins.demo import PASSWORD, Demo

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
]


def launch(playwright: Playwright, path: str, *flags: str) -> Browser:
    """Start it without a window; as root it cannot have its sandbox. Of one flag the last value counts."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *sandbox, *flags])


def log_in(page: Page, demo: Demo, then: str = "/profile/") -> None:
    """Log in as a person would, and go where ``next`` says."""
    page.goto(demo.url(f"/accounts/login/?{urlencode({'next': then})}"))
    page.get_by_label("User name").fill("ann")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in").click()
    page.wait_for_url(demo.url("/profile/"))
