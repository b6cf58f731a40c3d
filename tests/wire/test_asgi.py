"""The same answers under uvicorn as under gunicorn, byte for byte where it matters."""

from __future__ import annotations

import json

import pytest

from tests.plugins.demo import Demo
from tests.wire.socket_client import exchange, request

CASES = {
    "no credentials": ("GET", "/api/profile/"),
    "head": ("HEAD", "/api/profile/"),
    "bad token": ("GET", "/api/profile/", "Authorization: Bearer a.b.c"),
    "repeated": ("GET", "/api/profile/", "Authorization: Bearer a", "Authorization: Bearer b"),
    "bad bytes": ("GET", "/api/profile/", b"Authorization: Basic \xff\xfe"),
    "gate": ("GET", "/profile/"),
    "live": ("GET", "/live/401"),
    "no content": ("GET", "/live/204"),
    "page": ("GET", "/status/401/"),
    "problem as a page": ("GET", "/api/profile/", "Accept: text/html", "Sec-Fetch-Dest: document"),
    "no route": ("GET", "/api/nowhere"),
    "no page": ("GET", "/nowhere"),
    "no method": ("POST", "/status/401/"),
    "no method of the API": ("GET", "/api/token/"),
    "trace": ("TRACE", "/"),
    "odd accept": ("GET", "/api/profile/", "Accept: a/b;c*=d;c*0=e"),
    "odd content type": ("POST", "/api/token/", "Content-Type: a/b;c*=d;c*0=e", "Content-Length: 0"),
    "preflight": (
        "OPTIONS",
        "/api/profile/",
        "Origin: http://a.test",
        "Access-Control-Request-Method: PATCH",
    ),
}
SAME = ("WWW-Authenticate", "Allow", "Content-Type", "Cache-Control", "Status-Ref-Simulated", "ETag")


@pytest.fixture(scope="module")
def asgi(tmp_path_factory):
    running = Demo(tmp_path_factory.mktemp("asgi"), asgi=True)
    yield running
    running.stop()
    assert not running.errors()


def answer(demo, method, target, *fields):
    raw = exchange(demo.host, demo.port, request(method, target, *fields))
    lines = [line.replace(demo.origin, "ORIGIN") for name in SAME for line in raw.lines(name)]
    problem = json.loads(raw.body).get("code") if raw.body.startswith(b"{") else None
    return raw.status, raw.reason, lines, problem


@pytest.mark.parametrize("case", CASES)
def test_the_server_makes_no_difference(demo, asgi, case):
    status, reason, lines, problem = answer(demo, *CASES[case])
    theirs = answer(asgi, *CASES[case])
    # A page names its own origin, so its digest differs.
    ignored = {line for line in (*lines, *theirs[2]) if line.startswith('"')}
    assert (status, reason, set(lines) - ignored, problem) == (
        *theirs[:2],
        set(theirs[2]) - ignored,
        theirs[3],
    )
