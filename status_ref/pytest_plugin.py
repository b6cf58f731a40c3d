"""A fixture for tests of clients: every status code, offline. pytest finds it by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

PATIENCE = 10
"""Seconds that the server has to end."""


@pytest.fixture(scope="session")
def live_answers() -> Iterator[str]:
    """Start live answers on a free port of loopback, and give their address: ``http://127.0.0.1:40123/live``.

    ``client.get(f"{live_answers}/503?retry-after=2")`` is answered with 503. A process of its own serves
    them, so that neither the settings nor the database of the project under test have anything to do with it.
    """
    command = [sys.executable, "-m", "status_ref.live_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            origin = (server.stdout.readline() if server.stdout else "").strip()
            if not origin:
                raise RuntimeError("The live answers did not start; what they said stands above.")
            yield f"{origin}/live"
        finally:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
