"""``pytest --services``: the same tests on PostgreSQL and Redis instead of SQLite and memory.

Both are processes of the suite's own, on unix sockets in a folder that goes when the tests end. They must
stand before pytest-django reads the settings, so this is a plugin in ``addopts`` and no ``conftest.py``.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest

from tests.plugins.programs import NotInstalled, Program, find, servers_account

ACCOUNT = "status_ref"


class Services:
    """A PostgreSQL and a Redis that nobody else uses."""

    def __init__(self) -> None:
        """Start both; NotInstalled where one is not on this machine."""
        postgres, redis = find("postgres"), find("redis-server")
        self.running: list[tuple[Program, signal.Signals]] = []
        # The path of a unix socket holds about a hundred characters: a folder of pytest's is too deep.
        self.folder = Path(tempfile.mkdtemp(prefix="status-ref-"))
        try:
            self._start(find("initdb"), postgres, redis)
        except BaseException:
            self.stop()
            raise

    def _start(self, initdb: str, postgres: str, redis: str) -> None:
        user = servers_account()
        if user:
            shutil.chown(self.folder, user)
        self._start_postgres(initdb, postgres, user)
        self._start_redis(redis, user)

    def _start_postgres(self, initdb: str, postgres: str, user: str | None) -> None:
        data = str(self.folder / "data")
        command = [initdb, "-D", data, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            command,
            user=user,
            extra_groups=[] if user else None,
            cwd=self.folder,
            capture_output=True,
            check=True,
        )
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        server = Program(
            postgres, "-D", data, *settings, log=self.folder / "postgres.log", folder=self.folder, user=user
        )
        # SIGTERM would wait for every client to leave; SIGINT asks them to.
        self.running.append((server, signal.SIGINT))
        server.wait(self._postgres_answers)

    def _start_redis(self, redis: str, user: str | None) -> None:
        options = [
            "--port",
            "0",
            "--unixsocket",
            str(self.folder / "redis.sock"),
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        server = Program(redis, *options, log=self.folder / "redis.log", folder=self.folder, user=user)
        self.running.append((server, signal.SIGTERM))
        server.wait(self._redis_answers)

    def _postgres_answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.folder), user=ACCOUNT, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _redis_answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.folder / "redis.sock")) == 0

    def database(self, name: str) -> str:
        """Give the address of a database, which is made where it is not there."""
        with psycopg.connect(
            host=str(self.folder), user=ACCOUNT, dbname="postgres", autocommit=True
        ) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not there:
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        return f"postgres://{ACCOUNT}@/{name}?host={self.folder}"

    def cache(self, number: int) -> str:
        """Give the address of one of Redis's sixteen databases."""
        return f"redis://{self.folder / 'redis.sock'}?db={number}"

    def stop(self) -> None:
        """End both and leave nothing behind."""
        for program, how in reversed(self.running):
            program.stop(how)
        shutil.rmtree(self.folder, ignore_errors=True)


SERVICES = pytest.StashKey[Services]()
MISSING = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the option."""
    parser.addoption("--services", action="store_true", help="run on PostgreSQL and Redis of the suite's own")


def _hands_out(config: pytest.Config) -> bool:
    # With several processes each has services of its own, and the one that hands out the tests needs none.
    several = getattr(config.known_args_namespace, "numprocesses", None)
    return bool(several) and "PYTEST_XDIST_WORKER" not in os.environ


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the services before pytest-django reads the settings."""
    if early_config.known_args_namespace.services and not _hands_out(early_config):
        # Whoever ends the tests by a signal must not leave servers behind.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            services = Services()
        except NotInstalled as missing:
            if os.environ.get("CI"):
                raise pytest.UsageError(str(missing)) from None
            early_config.stash[MISSING] = str(missing)
        else:
            early_config.add_cleanup(services.stop)
            early_config.stash[SERVICES] = services
            os.environ |= {
                "DEMO_DATABASE_URL": services.database(ACCOUNT),
                "DEMO_CACHE_URL": services.cache(0),
            }
    return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip everything, with the reason, where ``--services`` was asked for and cannot be had."""
    missing = config.stash.get(MISSING, None)
    for item in items if missing else ():
        item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> Services:
    """Give the services of this run; a run without ``--services`` skips."""
    running = pytestconfig.stash.get(SERVICES, None)
    if running is None:
        pytest.skip("needs PostgreSQL and Redis: pytest --services")
    return running


def required(program: str) -> str:
    """Give the path of a program, or skip the test (on the build machine: fail it) with what installs it."""
    try:
        return find(program)
    except NotInstalled as missing:
        unavailable(missing)


def unavailable(missing: NotInstalled) -> NoReturn:
    """Skip the test with what installs the thing; on the build machine fail it."""
    if os.environ.get("CI"):
        pytest.fail(str(missing))
    pytest.skip(str(missing))
