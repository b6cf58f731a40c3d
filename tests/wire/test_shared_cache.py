"""A shared cache in front of the demo, as RFC 9111 has it, gives nobody what was meant for somebody else."""

from __future__ import annotations

from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from hishel import CacheOptions, SqliteStorage
from hishel.httpx import CacheTransport

from tests.plugins.demo import PASSWORD

NAMES = ("ann", "kit")
PATHS = [
    "/",
    "/profile/",
    "/accounts/login/",
    "/accounts/register/",
    "/accounts/logout/",
    "/admin/",
    "/api/profile/",
    "/api/staff/",
    "/api/nowhere/",
    "/nowhere/",
]
# Between them, everybody comes after everybody else.
ORDERS = [("nobody", "ann", "kit"), ("kit", "ann", "nobody")]


def basic(name):
    return {"Authorization": "Basic " + b64encode(f"{name}:{PASSWORD}".encode()).decode()}


@pytest.fixture
def cache(tmp_path):
    """A client that keeps what a shared cache may keep, for everybody who asks through it."""
    transport = CacheTransport(
        httpx.HTTPTransport(),
        storage=SqliteStorage(database_path=tmp_path / "cache.db"),
        rfc=CacheOptions(shared=True, allow_stale=False),
    )
    with httpx.Client(transport=transport) as client:
        yield client


def session_of(demo, name):
    """The cookie of a browser in which somebody is logged in."""
    with httpx.Client(base_url=demo.origin) as browser:
        browser.get("/accounts/login/")
        form = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        assert browser.post("/accounts/login/", data=form).status_code == 303
        return {"Cookie": f"sessionid={browser.cookies['sessionid']}"}


def token_of(demo, name):
    form = {"username": name, "password": PASSWORD}
    return {
        "Authorization": "Bearer " + httpx.post(demo.url("/api/token/"), data=form).json()["access_token"]
    }


@pytest.fixture(scope="module", params=["basic", "bearer", "session"])
def fields(request, demo):
    """What each of the three sends."""
    make = {
        "basic": lambda _, name: basic(name),
        "bearer": token_of,
        "session": session_of,
    }[request.param]
    return {"nobody": {}} | {name: make(demo, name) for name in ("ann", "kit")}


def told(client, url, fields):
    """The status of an answer, and whose names are in it."""
    answer = client.get(url, headers=fields, follow_redirects=False)
    return answer.status_code, [
        name for name in NAMES if f"{name}@" in answer.text or f">{name}<" in answer.text
    ]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_everybody_gets_their_own_answer(demo, cache, fields, order, path):
    for name in order:
        assert told(cache, demo.url(path), fields[name]) == told(httpx, demo.url(path), fields[name]), name


def test_what_is_public_is_kept(demo, cache):
    answers = [cache.get(demo.url("/status/401/")) for _ in range(2)]
    assert [answer.extensions["caching"]["from_cache"] for answer in answers] == [False, True]


class Careless(BaseHTTPRequestHandler):
    """Tells everybody their cookie, and caches nothing of it."""

    def do_GET(self):
        body = self.headers.get("Cookie", "").encode()
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=60")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


def test_a_careless_server_is_found_out(cache):
    with ThreadingHTTPServer(("127.0.0.1", 0), Careless) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        answers = [cache.get(url, headers={"Cookie": name}).text for name in NAMES]
        server.shutdown()
        thread.join(5)
    assert answers == ["ann", "ann"]
