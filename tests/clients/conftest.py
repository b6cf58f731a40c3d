"""What every client meets: the demo behind a server that notes, and secrets that are good or not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.request import Request, urlopen

import pytest

from tests.clients.relay import Relay, asking
from tests.plugins.demo import PASSWORD, Demo
from tests.plugins.recorder import Recorder
from tests.wire.test_main_job import changed

Asking = Callable[..., Recorder]


@pytest.fixture(scope="package")
def relays(demo: Demo) -> Iterator[tuple[Relay, Relay]]:
    """Stand before the demo on two ports."""
    with Relay(demo).running() as near, Relay(demo).running() as far:
        yield near, far


@pytest.fixture
def near(relays: tuple[Relay, Relay]) -> Relay:
    """Give the server that is asked first, which has seen nothing yet."""
    relays[0].seen.clear()
    return relays[0]


@pytest.fixture
def far(relays: tuple[Relay, Relay]) -> Relay:
    """Give the server on another port, which has seen nothing yet."""
    relays[1].seen.clear()
    return relays[1]


@pytest.fixture
def stub() -> Iterator[Asking]:
    """Give ``stub(*lines, contented=True)``: a server that asks with these challenges."""
    with ExitStack() as running:
        yield lambda *lines, **how: running.enter_context(asking(*lines, **how).running())


@pytest.fixture(scope="package")
def sign_in(demo: Demo) -> Callable[..., dict[str, str]]:
    """Give ``sign_in(**members)``: the answer of the token endpoint to ann."""

    def sign_in(**members: str) -> dict[str, str]:
        content = json.dumps({"username": "ann", "password": PASSWORD, **members}).encode()
        request = Request(demo.url("/api/token/"), content, {"Content-Type": "application/json"})
        with urlopen(request, timeout=10) as response:
            return json.load(response)

    return sign_in


@pytest.fixture(scope="package")
def token(sign_in: Callable[..., dict[str, str]]) -> str:
    """Give an access token of ann's."""
    return sign_in()["access_token"]


@pytest.fixture(scope="package")
def stale(token: str) -> str:
    """Give one that has run out."""
    return changed(token, exp=1)


@pytest.fixture(scope="package")
def good(token: str) -> dict[str, str]:
    """Give the right secret for a scheme."""
    return {"Basic": f"ann:{PASSWORD}", "Bearer": token}


@pytest.fixture(scope="package")
def bad(stale: str) -> dict[str, str]:
    """Give a secret that is refused."""
    return {"Basic": "ann:wrong", "Bearer": stale}
