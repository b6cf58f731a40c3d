"""Every client tells its caller of a 401 what ``docs/clients.md`` says."""

from __future__ import annotations

from functools import cache

import pytest

from status_ref.http.challenges import parse_challenges
from tests.clients import commands, libraries, oauth, programs
from tests.clients.document import each, table
from tests.clients.relay import PROFILE
from tests.clients.test_ways import WAYS
from tests.clients.told import Told

PLAIN = commands.PLAIN | libraries.PLAIN | oauth.PLAIN | programs.PLAIN
WITH_A_PASSWORD = {
    "curl": "curl --basic",
    "wget": "wget --user",
    "HTTPie": "HTTPie --auth",
    "requests": "requests auth",
    "httpx": "httpx auth",
    "aiohttp": "aiohttp encode_basic_auth",
    "urllib": "urllib HTTPBasicAuthHandler",
    "axios": "axios auth",
}
HEADING = "Refusals"


@cache
def plain(client: str, url: str) -> Told:
    """Ask without credentials, once for all that is read from it."""
    return PLAIN[client](url)


def content(told: Told) -> str:
    """Tell whether the caller sees the problem."""
    return "shown" if '"code":"credentials-missing"' in told.text else "not shown"


def challenges(told: Told) -> str:
    """Tell what the caller sees of three challenges on three lines."""
    found = parse_challenges(*told.challenges)
    return {(3, 3): "three", (1, 3): "one joined value", (1, 1): "the first alone"}[
        len(told.challenges), len(found)
    ]


def charset(client, stub) -> str:
    """Tell how a password beyond ASCII is written, to a server that announces UTF-8."""
    if client not in WITH_A_PASSWORD:
        return "–"  # noqa: RUF001 (as the table has it)
    server = stub('Basic realm="api", charset="UTF-8"')
    WAYS[WITH_A_PASSWORD[client]].get(server.url, "ann:pässword")
    return {"ann:pässword".encode(): "UTF-8", "ann:pässword".encode("latin-1"): "ISO-8859-1"}[
        server.seen[-1].pair
    ]


@pytest.fixture
def measure(near, stub):
    url = near.url + PROFILE
    return {
        "A 401 is": lambda client: plain(client, url).outcome,
        "Its content": lambda client: content(plain(client, url)),
        "Three challenges appear as": lambda client: challenges(plain(client, url)),
        "A password goes out in": lambda client: charset(client, stub),
    }


def test_every_client_is_in_the_table():
    assert table(HEADING).keys() == PLAIN.keys()


@pytest.mark.parametrize(("client", "column"), each(HEADING, "Version"))
def test_tells_as_written(measure, client, column):
    assert measure[column](client) == table(HEADING)[client][column]
