"""The running demo and the built wheel, for every test that meets them from outside."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.plugins.demo import Demo
from tests.plugins.services import SERVICES
from tests.plugins.stub import Stub
from tests.plugins.wheel import build, install

DELIBERATE = {"RuntimeError: a secret of ours", "django.db.utils.OperationalError: a secret of ours"}

# A run on the build machine says something about the change, not about luck; everybody else's looks further.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def demo(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Serve the demo on SQLite and memory, or with ``--services`` on PostgreSQL and Redis."""
    running = Demo(tmp_path_factory.mktemp("demo"), **places(pytestconfig, "wire", 1))
    yield running
    running.stop()
    assert not running.errors()


@pytest.fixture(scope="session")
def stub() -> Iterator[Stub]:
    """Serve another origin, with pages that let scripts do what they like and answers that tests decide."""
    running = Stub()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def faulty(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory, stub: Stub
) -> Iterator[Demo]:
    """Serve the demo with addresses that go wrong; scripts from the stub's origin may read it."""
    running = Demo(
        tmp_path_factory.mktemp("faulty"),
        settings="tests.faulty.settings",
        environment={"DEMO_CORS_ALLOWED_ORIGINS": stub.origin, "DEMO_ALLOWED_HOSTS": "127.0.0.1,demo.test"},
        **places(pytestconfig, "faulty", 2),
    )
    yield running
    running.stop()
    assert set(re.findall(r"^[\w.]*Error: .*", running.errors(), re.MULTILINE)) <= DELIBERATE


def places(config: pytest.Config, database: str, cache: int) -> dict[str, str]:
    """Give the database and the cache of a demo, where the run has services."""
    services = config.stash.get(SERVICES, None)
    return {"database": services.database(database), "cache": services.cache(cache)} if services else {}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build what others install."""
    return build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def python_with_rest(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Give the Python of an environment with the wheel and what its extra for REST asks for, nothing else."""
    return install(tmp_path_factory.mktemp("with-rest"), wheel, "[rest]")


@pytest.fixture(autouse=True)
def _nothing_kept(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep pages that were made with patched parts apart; a change of settings is noticed anyway."""
    kept = sys.modules.get("status_ref.views.kept") if "monkeypatch" in request.fixturenames else None
    if kept:
        kept.clear()
    yield
    if kept:
        kept.clear()
