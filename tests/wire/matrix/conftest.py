"""Where the rows of the matrix are asked. A row says by its fixture what it needs.

``place`` is any protected resource: the profile of the demo under gunicorn and uvicorn, that of a fresh
project with one or two lines changed, and the demo's authenticators in every order. ``handled`` are those
where our exception handler answers, ``mixed`` those of the demo. ``home`` and ``handled_home`` leave the
orders out. ``site`` is the demo itself, for rows that need its addresses or settings, ``production`` the same
as it is deployed, and ``in_clear`` that without TLS.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import places
from tests.plugins.demo import SECRET, Demo
from tests.plugins.services import SERVICES
from tests.tokens import key_of
from tests.wire.matrix import fresh, people
from tests.wire.matrix.fresh import FreshProject
from tests.wire.matrix.places import ORDERS, Place, Server, order

SERVERS = ("gunicorn", "uvicorn")
FRESH = ("one_line", "two_lines")
TLS = "X-Forwarded-Proto: https"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask each row at every place where it holds; a fresh project has nothing to do with the services."""
    others = () if SERVICES in metafunc.config.stash else FRESH
    orders = [f"{server} {name}" for server in SERVERS for name in ORDERS]
    asked_at = {
        "home": (*SERVERS, *others),
        "handled_home": (*SERVERS, *others[1:]),
        "place": (*SERVERS, *orders, *others),
        "handled": (*SERVERS, *orders, *others[1:]),
        "mixed": (*SERVERS, *orders),
    }
    for name in asked_at.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(name, asked_at[name], indirect=True)


@pytest.fixture
def place(request: pytest.FixtureRequest) -> Place:
    """Give the profile of any project, or an order of the demo's authenticators."""
    server, _, name = request.param.partition(" ")
    running = request.getfixturevalue(server)
    return order(running, name) if name else running.home


handled = mixed = home = handled_home = place


@pytest.fixture(params=SERVERS)
def site(request: pytest.FixtureRequest) -> Server:
    """Give the demo, for rows that need its routes or settings."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=SERVERS)
def production(request: pytest.FixtureRequest) -> Server:
    """Give the demo as it is deployed, reached through a proxy that was reached with TLS."""
    return request.getfixturevalue(f"{request.param}_in_production")


@pytest.fixture
def in_clear(production: Server) -> Server:
    """Give the same demo, reached without TLS."""
    return Server(production.project, key=production.key, offers="bearer cookie")


@pytest.fixture(scope="session")
def gunicorn(stand: Stand) -> Iterator[Server]:
    """Serve the demo with WSGI."""
    yield from stand.serve("tests.wire.matrix.settings", asgi=False)


@pytest.fixture(scope="session")
def uvicorn(stand: Stand) -> Iterator[Server]:
    """Serve it with ASGI."""
    yield from stand.serve("tests.wire.matrix.settings", asgi=True)


@pytest.fixture(scope="session")
def gunicorn_in_production(stand: Stand) -> Iterator[Server]:
    """Serve it as it is deployed, with WSGI."""
    yield from stand.serve("tests.wire.matrix.production", TLS, asgi=False)


@pytest.fixture(scope="session")
def uvicorn_in_production(stand: Stand) -> Iterator[Server]:
    """Serve it as it is deployed, with ASGI."""
    yield from stand.serve("tests.wire.matrix.production", TLS, asgi=True)


@pytest.fixture(scope="session")
def one_line(tmp_path_factory: pytest.TempPathFactory, python_with_rest: Path) -> Iterator[Server]:
    """Serve a fresh project in which our class stands for simplejwt's."""
    project = FreshProject(tmp_path_factory.mktemp("one-line"), python_with_rest, handler=False)
    yield from _until_done(project, key=fresh.KEY, offers="bearer", member="access", handler=False)


@pytest.fixture(scope="session")
def two_lines(tmp_path_factory: pytest.TempPathFactory, python_with_rest: Path) -> Iterator[Server]:
    """Serve one that has our exception handler, too."""
    project = FreshProject(tmp_path_factory.mktemp("two-lines"), python_with_rest, handler=True)
    yield from _until_done(project, key=fresh.KEY, offers="bearer", member="access")


class Stand:
    """What the demos share: one database, which the first of them prepares."""

    def __init__(self, factory: pytest.TempPathFactory, **places: str) -> None:
        """Take where database and cache are; a file and memory, when nothing is said."""
        self.factory, self.prepared = factory, False
        self.places = {"database": f"sqlite:///{factory.mktemp('stand') / 'db.sqlite3'}"} | places

    def serve(self, settings: str, *fields: str, asgi: bool) -> Iterator[Server]:
        """Serve the demo until the tests are done; the fields are sent with every request."""
        folder, prepared, self.prepared = self.factory.mktemp("demo"), self.prepared, True
        project = Demo(folder, settings=settings, asgi=asgi, prepared=prepared, **self.places)
        if not prepared:
            project.manage("shell", "--verbosity", "0", "--command", people.MAKE)
        yield from _until_done(
            project, key=key_of(SECRET).signing, offers="bearer basic cookie", fields=fields
        )


@pytest.fixture(scope="session")
def stand(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Stand:
    """Give the demos one database: with ``--services`` PostgreSQL's, and Redis for a cache."""
    return Stand(tmp_path_factory, **places(pytestconfig, "matrix", 3))


def _until_done(project: Demo | FreshProject, **differences: Any) -> Iterator[Server]:
    yield Server(project, **differences)
    project.stop()
    assert not project.errors()
