"""One function that asks the running demo, byte by byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.plugins.demo import Demo
from tests.wire.socket_client import RawResponse, exchange, request

Ask = Callable[..., RawResponse]


@pytest.fixture(scope="session")
def ask(demo: Demo) -> Ask:
    """Give ``ask(method, target, *field_lines, body=b"")``."""

    def ask(method: str, target: str, *fields: str | bytes, body: bytes = b"") -> RawResponse:
        return exchange(demo.host, demo.port, request(method, target, *fields, body=body))

    return ask
