"""The Nu HTML checker finds no error in any page, and none in the style sheet."""

from __future__ import annotations

import json
import subprocess
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from status_ref.catalog import load
from status_ref.catalog.causes import causes
from tests.browser.test_axe import OPEN
from tests.plugins.programs import find_package
from tests.plugins.services import required

SLUGS = [status.slug for status in load().every()]
PAGES = [
    *(f"/status/{slug}/" for slug in SLUGS),
    *(f"/status/{slug}/causes/" for slug in SLUGS if causes(slug)),
]
PAGES += ["/status/404/examples/", "/status/?q=token", "/status/?q=zzzz", "/live/401", "/live/503"]


def fetched(url: str) -> bytes:
    try:
        with urlopen(Request(url, headers={"Accept": "text/html"}), timeout=30) as response:
            return response.read()
    except HTTPError as error:
        return error.read()


@pytest.fixture(scope="module")
def check():
    jar = find_package("vnu-jar") / "build/dist/vnu.jar"

    def check(*files):
        """Give what the checker calls an error, for each file by its name."""
        command = [
            required("java"),
            "-Xss2m",
            "-jar",
            jar,
            "--format",
            "json",
            "--exit-zero-always",
            "--also-check-css",
            *files,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
        said = json.loads(done.stderr)["messages"]
        return [
            f"{m['url'].rpartition('/')[2]}:{m.get('lastLine')}: {m['message']}"
            for m in said
            if m["type"] == "error"
        ]

    return check


def test_every_page(check, demo, tmp_path):
    for path in dict.fromkeys([*OPEN, *PAGES]):
        body = fetched(demo.origin + path)
        assert body.startswith(b"<!doctype html>"), path
        (tmp_path / f"{path.strip('/').replace('/', '_').replace('?', '_') or 'home'}.html").write_bytes(body)
    assert check(*tmp_path.iterdir()) == []


def test_what_it_finds(check, tmp_path):
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><div id=a></div><i id=a>")
    assert check(tmp_path / "wrong.html")


def test_the_style_sheet(check, demo, tmp_path):
    (tmp_path / "style.css").write_bytes(fetched(f"{demo.origin}/static/status_ref/status_ref.css"))
    assert check(tmp_path / "style.css") == []
