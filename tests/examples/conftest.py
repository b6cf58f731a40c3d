"""What the examples ask: the live answers in a process of their own, and servers that play the other side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from status_ref.pytest_plugin import live_answers
from tests.examples.running import Run, runner
from tests.plugins.recorder import Answering, Recorder

__all__ = ["live_answers"]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for what compilers keep."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def run(tmp_path: Path, kept: Path) -> Run:
    """Give ``run(slug, anchor, address, **environment)``."""
    return runner(tmp_path, kept)


@pytest.fixture
def serve() -> Iterator[Callable[[Answering], Recorder]]:
    """Give ``serve(answering)``: a server that answers with what a function makes of a request."""
    with ExitStack() as running:
        yield lambda answering: running.enter_context(Recorder(answering).running())
