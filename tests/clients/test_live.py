"""Every client does with every status what ``status_ref/content/clients.toml`` says of it.

Each asks ``/live/NNN`` of the demo, through a server that counts. A redirect leads to ``/live/200/NNN``, and
a 401 offers Basic, whoever asks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from packaging.utils import canonicalize_name
from playwright.sync_api import sync_playwright

from status_ref.catalog import load
from tests.clients.document import table
from tests.clients.statuses import FAILS, PROMPTS, STAYS, SWITCHING, Ask, Chromium
from tests.clients.test_versions import PYTHON
from tests.plugins import chromium
from tests.plugins.demo import ROOT
from tests.plugins.recorder import Answer, Recorder, Seen
from tests.plugins.services import required

DATA = tomllib.loads((ROOT / "status_ref/content/clients.toml").read_text())
CLIENTS, CODES = DATA["clients"], DATA["codes"]
FINAL = sorted({status.code for status in load().every() if status.code >= 200})
"""Each code once: a vendor's page may share its code with another."""
REDIRECTS = {status.code for status in load().every() if "Location" in dict(status.fields)}
START, AUTHORIZATION = "/live/200/start", "Bearer of-the-caller"
SHOWS = "–"  # noqa: RUF001 (as the tables have it)


def target(code: int) -> str:
    """Give the address that is asked for a code."""
    query = {401: "?scheme=basic"}.get(code, "")
    return f"/live/{code}" + (f"?location=/live/200/{code}" if code in REDIRECTS else query)


def word(code: int, shown: str, seen: Sequence[str]) -> str:
    """Say in a word what a client did, by what it showed and by what it asked for."""
    if f"/live/200/{code}" in seen:
        return "follows" if shown == "200" else f"follows and shows {shown}"
    if shown in {STAYS, FAILS, PROMPTS}:
        return shown
    assert shown == str(code)
    return "retries" if seen.count(target(code)) > 1 else SHOWS


def deviations(ask: Ask, near: Recorder) -> dict[str, str]:
    """Ask for every code, and give the word for each that is not just shown."""
    shown = ask([near.url + target(code) for code in FINAL])
    seen = [request.target for request in near.seen]
    words = {str(code): word(code, text, seen) for code, text in zip(FINAL, shown, strict=True)}
    return {code: text for code, text in words.items() if text != SHOWS}


def written(client: str) -> dict[str, str]:
    """Give what the data says of a client."""
    return {code: words[client] for code, words in CODES.items() if client in words}


@pytest.fixture(scope="module")
def window() -> Iterator[Chromium]:
    path = required("chromium")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright, path)
        yield Chromium(browser)
        browser.close()


@pytest.fixture
def askers(request, near) -> dict[str, Ask]:
    """Every client with its redirects followed; Chromium is started for those that need it."""
    if "Chromium" not in request.node.name:
        return {name: partial(ask, follow=True) for name, ask in SWITCHING.items()}
    window = request.getfixturevalue("window")
    return {"Chromium": window.visit, "Chromium fetch": partial(window.fetch, page=near.url + START)}


@pytest.mark.parametrize("client", CLIENTS)
def test_does_as_written(askers, near, client):
    assert deviations(askers[client], near) == written(client)


@pytest.mark.parametrize("client", SWITCHING)
def test_shows_every_redirect_that_it_is_not_to_follow(near, client):
    left = {code: text for code, text in written(client).items() if text != "follows"}
    assert deviations(partial(SWITCHING[client], follow=False), near) == left


@pytest.mark.parametrize("client", CLIENTS)
def test_407_with_a_challenge_is_none_else(askers, client):
    def answer(seen: Seen) -> Answer:
        return (407, [("Proxy-Authenticate", 'Basic realm="proxy"')], b"") if seen.target == "/" else OPEN

    with Recorder(answer).running() as proxy:
        ask = askers[client]
        options = {"page": f"{proxy.url}/start"} if client == "Chromium fetch" else {}
        assert ask([f"{proxy.url}/"], **options) == [CODES["407"].get(client, "407")]


def test_408_over_a_new_connection_is_shown_at_once(window):
    def answer(seen: Seen) -> Answer:
        status, fields, content = OPEN
        return 408 if seen.target == "/" else status, [*fields, ("Connection", "close")], content

    with Recorder(answer).running() as server:
        assert window.fetch([f"{server.url}/"], page=f"{server.url}/start") == ["408"]
        assert [seen.target for seen in server.seen].count("/") == 1


@pytest.mark.parametrize("client", CODES["421"])
def test_421_is_sent_again_once(askers, near, client):
    assert askers[client]([near.url + target(421)]) == ["421"]
    assert [seen.target for seen in near.seen].count(target(421)) == 2


OPEN: Answer = (200, [("Content-Type", "text/html"), ("Access-Control-Allow-Origin", "*")], b"here")


@pytest.mark.parametrize("client", [name for name, facts in CLIENTS.items() if "authorization" in facts])
def test_authorization_to_another_origin(askers, client):
    codes = [code for code, text in written(client).items() if text == "follows"]

    def answer(seen: Seen) -> Answer:
        code = seen.target.strip("/")
        return (int(code), [("Location", f"{far.url}/{code}")], b"") if code in codes else OPEN

    with Recorder(lambda _: OPEN) as far, far.running(), Recorder(answer).running() as near:
        options = {"page": f"{near.url}/start"} if client == "Chromium fetch" else {}
        askers[client]([f"{near.url}/{code}" for code in codes], authorization=AUTHORIZATION, **options)
        assert near.carried() == ["Bearer"] * len(codes)
        assert [seen.target.strip("/") for seen in far.seen] == codes
        kept = {seen.authorization for seen in far.seen}
    assert {"kept" if value else "not kept" for value in kept} == {CLIENTS[client]["authorization"]}


class TestData:
    def test_every_code_is_one_of_ours(self):
        assert CODES.keys() <= set(map(str, FINAL))

    def test_every_word_is_explained(self):
        assert {text for words in CODES.values() for text in words.values()} == DATA["words"].keys()

    @pytest.mark.parametrize("client", sorted(CLIENTS.keys() & PYTHON.keys()))
    def test_version_is_the_one_that_is_pinned(self, client):
        assert CLIENTS[client]["version"] == PYTHON[canonicalize_name(client)]

    def test_the_table_of_codes_says_the_same(self):
        rows = {
            code: {client: words.get(client, SHOWS) for client in CLIENTS} for code, words in CODES.items()
        }
        assert table("Statuses") == rows

    def test_the_table_of_clients_says_the_same(self):
        rows = {
            client: {
                "Version": facts["version"],
                "Follows": facts["follows"],
                "Authorization to another origin": facts.get("authorization", SHOWS),
            }
            for client, facts in CLIENTS.items()
        }
        assert table("Redirects") == rows
