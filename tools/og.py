"""``python -m tools.og``: draw what stands beside a link to a page elsewhere, once for each class."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.plugins.chromium import launch
from tests.plugins.programs import find

FOLDER = Path(__file__).parents[1] / "status_ref/static/status_ref/og"
SIZE = {"width": 1200, "height": 630}
COLOURS = {"http": "220 9% 14%", "1xx": "215 85% 27%", "2xx": "150 85% 20%", "3xx": "260 85% 27%"}
COLOURS |= {"4xx": "28 85% 27%", "5xx": "325 36% 30%"}
MEANS = {"http": "Every code: what it means and how to fix it", "1xx": "Informational", "2xx": "Success"}
MEANS |= {"3xx": "Redirection", "4xx": "Client error: what it means and how to fix it"}
MEANS |= {"5xx": "Server error: what it means and how to fix it"}
PAGE = """<!doctype html><style>
body {{ margin: 0; height: 630px; box-sizing: border-box; padding: 70px 80px; background: #fbfaf7;
  color: #1b1d22; font: 44px/1.3 "DejaVu Sans", sans-serif;
  display: flex; flex-direction: column; justify-content: space-between }}
b {{ font: 800 300px/1 "DejaVu Sans Mono", monospace; letter-spacing: -.06em; color: hsl({colour}) }}
p {{ margin: 0; border-top: 3px solid #e2dfd6; padding-top: 34px }}
</style><b>{name}</b><p>{means}</p>"""


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright, find("chromium"))
        page = browser.new_page(viewport=SIZE)
        for name, colour in COLOURS.items():
            page.set_content(
                PAGE.format(name=name.upper() if name == "http" else name, colour=colour, means=MEANS[name])
            )
            page.screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
