"""Where the demo is reached, when nobody says it."""

import pytest

from authdemo.origin import host_of, local_hosts, local_origin


@pytest.mark.parametrize(
    ("host", "port", "origin"),
    [
        ("", "", "http://127.0.0.1:8000"),
        ("localhost", "", "http://localhost:8000"),
        ("0.0.0.0", "9000", "http://127.0.0.1:9000"),
        ("::", "9000", "http://127.0.0.1:9000"),
        ("::1", "9000", "http://[::1]:9000"),
        ("demo.example", "80", "http://demo.example"),
    ],
)
def test_local_origin(host, port, origin):
    assert local_origin(host, port) == origin


@pytest.mark.parametrize(
    ("host", "also"),
    [("", []), ("0.0.0.0", None), ("::", None), ("demo.local", ["demo.local"]), ("fe80::1", ["[fe80::1]"])],
)
def test_local_hosts(host, also):
    here = ["127.0.0.1", "localhost", "[::1]"]
    assert local_hosts(host) == (["*"] if also is None else [*here, *also])


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("https://demo.example", "demo.example"),
        ("http://[::1]:1", "[::1]"),
    ],
)
def test_host_of(origin, host):
    assert host_of(origin) == host
