"""What holds of the HTML of every code, and of its examples."""

import re
from html import unescape

import pytest

from status_ref.catalog import load

STATUSES = load().every()
SLUGS = [status.slug for status in STATUSES]
PATHS = [f"/status/{slug}/" for slug in SLUGS]
PATHS += [f"/status/{one.slug}/examples/" for one in STATUSES if one.code >= 200 and not one.vendor]

OF_EVERY_ANSWER = {"Content-Length", "Vary", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"}
OF_EVERY_ANSWER |= {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Content-Security-Policy"}
OF_EVERY_ANSWER |= {"Cross-Origin-Opener-Policy", "Permissions-Policy"}
HOP_BY_HOP = {
    ("Connection", "upgrade"),
    ("Upgrade", "websocket"),
    ("Proxy-Authenticate", 'Basic realm="proxy", charset="UTF-8"'),
}
"""A test client speaks WSGI, which has no room for these."""


@pytest.mark.parametrize("path", PATHS)
class TestEvery:
    def test_has_no_id_twice(self, page, path):
        found = re.findall(r'\sid="([^"]+)"', page(path))
        assert len(found) == len(set(found))

    def test_every_jump_within_it_lands(self, page, path):
        html = page(path)
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r'\sid="([^"]+)"', html))


@pytest.mark.parametrize("slug", SLUGS)
class TestEveryCode:
    def test_has_no_inline_script_or_style(self, page, slug):
        html = page(f"/status/{slug}/")
        assert not re.search(r"<script(?![^>]+(?:src=|ld\+json))|<style|\sstyle=|\son\w+=", html)
        assert not re.search(r"<(script|link|img)\b[^>]*//[^\">]*\.(js|css)", html)

    def test_is_under_20_kb(self, client, slug):
        response = client.get(f"/status/{slug}/", headers={"Accept-Encoding": "gzip"})
        assert response["Content-Encoding"] == "gzip"
        assert len(response.content) < 20_000


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug.isdigit() and slug >= "200"])
def test_the_answer_that_it_shows_is_the_one_that_comes(page, client, slug):
    shown = re.search(r'aria-label="The answer"><code>(.*?)</code>', page(f"/status/{slug}/"), re.DOTALL)[1]
    head, _, content = unescape(re.sub(r"</?span[^>]*>", "", shown)).partition("\n\n")
    line, *fields = head.split("\n")
    answer = client.get(f"/live/{slug}")
    assert line == f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}"
    assert {tuple(field.split(": ", 1)) for field in fields} - HOP_BY_HOP == {
        (name, value) for name, value in answer.items() if name not in OF_EVERY_ANSWER
    }
    assert content == answer.content.decode().rstrip("\n")
