"""Functions that ask a running demo, byte by byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugins.demo import Demo
from tests.wire.socket_client import RawResponse, exchange, request

Ask = Callable[..., RawResponse]


@pytest.fixture(scope="session")
def ask(demo: Demo) -> Ask:
    """Give ``ask(method, target, *field_lines, body=b"")``."""
    return asking(demo)


@pytest.fixture(scope="session")
def ask_faulty(faulty: Demo) -> Ask:
    """Give the same for the demo with addresses that go wrong."""
    return asking(faulty)


def asking(demo: Demo) -> Ask:
    """Make the function that asks one server."""

    def ask(method: str, target: str, *fields: str | bytes, body: bytes = b"") -> RawResponse:
        return exchange(demo.host, demo.port, request(method, target, *fields, body=body))

    return ask
