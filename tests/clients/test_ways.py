"""Every way to give a client credentials does what ``docs/clients.md`` says of it."""

from __future__ import annotations

import json

import pytest

from tests.clients import commands, libraries, oauth, programs
from tests.clients.document import each, table
from tests.clients.relay import MOVED, PROFILE, Relay
from tests.clients.told import Way

WAYS = commands.WAYS | libraries.WAYS | oauth.WAYS | programs.WAYS
HEADING = "Credentials"
SENT = {True: "sent", False: "not sent"}
REFUSED = {"Basic": "credentials-refused", "Bearer": "token-expired"}


def credentials(way: Way, near: Relay, good: dict[str, str]) -> str:
    """Tell whether the right secret goes out at once, or when it is asked for; it opens the profile."""
    told = way.get(near.url + PROFILE, good[way.scheme])
    assert '"username":"ann"' in told.text
    assert near.carried() == [way.scheme]
    return {1: "at once", 2: "when asked"}[len(near.seen)]


def refused(way: Way, near: Relay, bad: dict[str, str]) -> str:
    """Tell what follows a refusal for the reason that is expected."""
    way.get(near.url + PROFILE, bad[way.scheme])
    assert json.loads(near.content)["code"] == REFUSED[way.scheme]
    return {1: "stops"}.get(len(near.carried()), f"sends it {len(near.carried())} times")


def redirect(way: Way, near: Relay, origin: str, target: Relay, good: dict[str, str]) -> str:
    """Tell whether the credentials go along when the first server sends the client elsewhere."""
    near.location = origin + PROFILE
    way.get(near.url + MOVED, good[way.scheme])
    assert MOVED in [seen.target for seen in near.seen if seen.authorization]
    arrived = [seen for seen in target.seen if seen.target == PROFILE]
    assert arrived
    return SENT[any(seen.authorization for seen in arrived)]


@pytest.fixture
def measure(near, far, good, bad):
    return {
        "Credentials go out": lambda way: credentials(way, near, good),
        "After a refusal": lambda way: refused(way, near, bad),
        "Redirect within the origin": lambda way: redirect(way, near, near.url, near, good),
        "To another port": lambda way: redirect(way, near, far.url, far, good),
        "To another host": lambda way: redirect(way, near, far.elsewhere, far, good),
    }


def test_every_way_is_in_the_table():
    assert table(HEADING).keys() == WAYS.keys()


@pytest.mark.parametrize(("way", "column"), each(HEADING))
def test_does_as_written(measure, way, column):
    assert measure[column](WAYS[way]) == table(HEADING)[way][column]
