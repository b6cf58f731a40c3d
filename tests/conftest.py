"""The running demo, for every test that meets it from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest

from tests.plugins.demo import Demo
from tests.plugins.services import SERVICES

# A run on the build machine says something about the change, not about luck; everybody else's looks further.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def demo(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Serve the demo on SQLite and memory, or with ``--services`` on PostgreSQL and Redis."""
    folder = tmp_path_factory.mktemp("demo")
    services = pytestconfig.stash.get(SERVICES, None)
    places = {"database": services.database("wire"), "cache": services.cache(1)} if services else {}
    running = Demo(folder, **places)
    yield running
    running.stop()
    assert not running.errors()
