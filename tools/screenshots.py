"""``python -m tools.screenshots FOLDER``: picture the main pages, narrow to wide, light and dark."""

from __future__ import annotations

import sys
from hashlib import sha256
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.plugins.chromium import launch, log_in
from tests.plugins.demo import Demo
from tests.plugins.programs import find

WIDTHS = {390: 844, 820: 1180, 1440: 900}
SCHEMES = ("light", "dark")
PAGES = {
    "home": "/",
    "status": "/status/",
    "status-401": "/status/401/",
    "status-404": "/status/404/",
    "status-429": "/status/429/",
    "examples-429": "/status/429/examples/",
    "try": "/status/try/",
    "try-401": "/status/try/?code=401&scheme=bearer&credentials=wrong",
    "live-503": "/live/503",
    "live-200": "/live/200",
    "profile-401": "/profile/",
    "api-401": "/api/profile/",
    "log-in": "/accounts/login/",
    "register": "/accounts/register/",
    "reset": "/accounts/reset/",
    "reset-sent": "/accounts/reset/sent/",
    "link-broken": "/accounts/reset/nonsense/",
    "not-found": "/nowhere/",
}
SIGNED_IN = {
    "profile-200": "/profile/",
    "password": "/accounts/password/",
    "password-done": "/accounts/password/done/",
    "email": "/accounts/email/",
    "sessions": "/accounts/sessions/",
}
SHOWN = ("content/en/401.md", "static/status_ref/status_ref.css", "templates/status_ref/base.html",
         "templates/status_ref/page.html")  # fmt: skip
LIBRARY = Path(__file__).parents[1] / "status_ref"


def fingerprint() -> str:
    """Digest what the picture in the README shows, so that a test can tell when it is out of date."""
    return sha256(b"".join((LIBRARY / name).read_bytes() for name in SHOWN)).hexdigest()


def picture(browser: Browser, demo: Demo, folder: Path, width: int, scheme: str) -> None:
    """Take all pages at one width in one colour scheme: each whole, and the first screen of the longest."""
    size = {"width": width, "height": WIDTHS[width]}
    with browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(demo.url(path))
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=name != "status-401")
        page.goto(demo.url(PAGES["status-401"]))
        page.screenshot(path=folder / f"status-401-whole-{width}-{scheme}.png", full_page=True)
        log_in(page, demo)
        for name, path in SIGNED_IN.items():
            page.goto(demo.url(path))
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


def main(folder: Path) -> None:
    """Start the demo with a database that is thrown away, and take every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        demo = Demo(Path(place))
        try:
            browser = launch(playwright, find("chromium"))
            for width, scheme in product(WIDTHS, SCHEMES):
                picture(browser, demo, folder, width, scheme)
            browser.close()
        finally:
            demo.stop()
    (folder / "fingerprint.txt").write_text(fingerprint() + "\n")
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
