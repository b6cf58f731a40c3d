"""The session engine in asynchronous views, under uvicorn and over a socket."""

import pytest

from tests.conftest import places
from tests.plugins.demo import SECRET, Demo
from tests.wire.matrix.places import Server
from tests.wire.matrix.visitor import Visitor


@pytest.fixture(scope="module")
def uvicorn(pytestconfig, tmp_path_factory):
    settings = "tests.signins.async_settings"
    folder = tmp_path_factory.mktemp("async")
    running = Demo(folder, settings=settings, asgi=True, **places(pytestconfig, "async_sessions", 9))
    yield running
    running.stop()
    assert not running.errors()


@pytest.fixture
def visitor(uvicorn):
    visitor = Visitor(Server(uvicorn, key=SECRET, offers="bearer basic cookie"))
    visitor.get("/enter")
    return visitor


def who(visitor):
    return visitor.get("/who").body


def test_signing_in(visitor):
    assert who(visitor) == b"ann"


def test_another_key(visitor):
    former = visitor.cookie
    visitor.get("/turn")
    assert visitor.cookie != former
    assert who(visitor) == b"ann"
    assert visitor.server.ask("GET", "/who", former).body == b"nobody"


def test_signing_out(visitor):
    former = visitor.cookie
    visitor.get("/leave")
    assert visitor.server.ask("GET", "/who", former).body == b"nobody"


def test_signing_in_again(visitor):
    former = visitor.cookie
    visitor.get("/enter")
    assert who(visitor) == b"ann"
    assert visitor.server.ask("GET", "/who", former).body == b"nobody"


def test_an_end_by_somebody_else(uvicorn, visitor):
    uvicorn.manage("status_ref_end", "ann")
    assert who(visitor) == b"nobody"
