"""The demo below a path: a proxy takes the path off, and every address that it gives has it."""

from __future__ import annotations

import re

import pytest

from tests.plugins.demo import Demo
from tests.wire.conftest import asking

PLACE = "/app"
PAGES = ["/", "/status/", "/status/?q=zzzz", "/status/401/", "/status/401/causes/", "/status/401/examples/"]
PAGES += ["/status/try/", "/status/try/?code=401", "/profile/", "/accounts/login/", "/accounts/register/"]
PAGES += ["/nowhere/", "/api/docs/", "/live/404"]
TEXTS = ["/status/404.json", "/status/sitemap.xml", "/llms.txt"]
ADDRESS = re.compile(r'(?:href|src|action|data-(?:to|api|tokens|search|meanings|live|url))="([^"#?][^"]*)"')


@pytest.fixture(scope="module")
def mounted(tmp_path_factory):
    running = Demo(tmp_path_factory.mktemp("mounted"), environment={"DEMO_SCRIPT_NAME": PLACE})
    yield running
    running.stop()
    assert not running.errors()


@pytest.fixture
def ask_mounted(mounted):
    ask = asking(mounted)
    return lambda path, *fields: ask("GET", path.removeprefix(PLACE), *fields)


@pytest.mark.parametrize("path", PAGES)
def test_every_address_of_a_page_is_there(ask_mounted, path):
    html = re.sub("<pre.*?</pre>", "", ask_mounted(path, "Accept: text/html").body.decode(), flags=re.DOTALL)
    found = {address for address in ADDRESS.findall(html) if address.startswith("/")}
    assert {address.startswith(f"{PLACE}/") for address in found} == {True}
    others = {address for address in found if not re.match(f"{PLACE}/(status/[0-9]|live/)", address)}
    assert [address for address in others if ask_mounted(address).status == 404] == []


@pytest.mark.parametrize("path", TEXTS)
def test_every_absolute_address_of_ours_has_the_path(ask_mounted, mounted, path):
    answer = ask_mounted(path)
    found = re.findall(rf"{mounted.origin}(/[a-z]+)", answer.body.decode())
    assert (answer.status, set(found)) == (200, {PLACE})


@pytest.mark.parametrize(
    ("path", "place"),
    [("/status/?q=401", "/app/status/401/"), ("/favicon.ico", "/app/static/status_ref/favicon.svg")],
)
def test_redirects_stay_below_the_path(ask_mounted, path, place):
    assert ask_mounted(path)["Location"] == place


def test_the_fields_of_a_form_stay_below_the_path(ask_mounted):
    answer = ask_mounted("/status/401/", "Accept: text/markdown")
    assert answer["Content-Location"] == "/app/status/401.md"
    assert set(re.findall("<(/[a-z]+)", answer["Link"])) == {PLACE}


def test_the_playground_asks_what_it_shows(ask_mounted):
    answer = ask_mounted("/status/try/?code=404&method=GET")
    assert (answer.status, b"404 Not Found" in answer.body) == (200, True)


def test_crawlers_are_told_so(ask_mounted):
    assert b"Disallow: /app/api/\n" in ask_mounted("/robots.txt").body
