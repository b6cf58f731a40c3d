"""The gate under uvicorn and gunicorn: views of every kind, called each in its own way, over a socket."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from status_ref.http.challenges import Challenge
from tests.plugins.demo import PASSWORD, Demo
from tests.wire.conftest import asking

FORM = "Content-Type: application/x-www-form-urlencoded"
SEEN = {
    "/plain/7": b"for you: 7",
    "/later": b"for you, later",
    "/class": b"for you, by a class",
    "/later-class": b"for you, by a class, later",
}


@pytest.fixture(scope="module", params=[True, False], ids=["uvicorn", "gunicorn"])
def gate(request, tmp_path_factory):
    """Give the function that asks a demo whose pages are all behind the gate."""
    running = Demo(tmp_path_factory.mktemp("gate"), settings="tests.views.gate_settings", asgi=request.param)
    yield asking(running)
    running.stop()
    assert not running.errors()


@pytest.fixture(scope="module")
def session(gate):
    """Log in as a browser does, and give the cookie."""
    token = re.search(r"csrftoken=(\w+)", " ".join(gate("GET", "/later").lines("Set-Cookie")))[1]
    content = urlencode(
        {"username": "ann", "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/later"}
    )
    answer = gate("POST", "/accounts/login/", FORM, f"Cookie: csrftoken={token}", body=content.encode())
    assert (answer.status, answer["Location"]) == (303, "/later")
    return re.search(r"sessionid=\w+", " ".join(answer.lines("Set-Cookie")))[0]


@pytest.mark.parametrize("target", SEEN)
class TestGate:
    def test_is_a_401_that_announces_only_cookies(self, gate, target):
        answer = gate("GET", target)
        assert (answer.status, Challenge.parse(answer["WWW-Authenticate"]).scheme) == (401, "Cookie")

    def test_holds_the_form_that_leads_back(self, gate, target):
        assert f'name="next" value="{target}"'.encode() in gate("GET", target).body

    def test_head_has_the_fields_and_no_content(self, gate, target):
        get, head = gate("GET", target), gate("HEAD", target)
        assert (head.status, head["WWW-Authenticate"], head.body) == (401, get["WWW-Authenticate"], b"")

    def test_names_a_session_that_has_ended_and_takes_its_cookie(self, gate, target):
        answer = gate("GET", target, "Cookie: sessionid=" + "x" * 32)
        assert b"Your session has ended" in answer.body
        assert any(line.startswith('sessionid=""') for line in answer.lines("Set-Cookie"))

    def test_lets_in_whoever_is_signed_in(self, gate, session, target):
        answer = gate("GET", target, f"Cookie: {session}")
        assert (answer.status, answer.body) == (200, SEEN[target])

    def test_keeps_what_it_shows_out_of_shared_caches(self, gate, session, target):
        assert "private" in gate("GET", target, f"Cookie: {session}")["Cache-Control"]


def test_many_at_once_are_told_apart(gate, session):
    """The user of one request never shows in another, however the event loop mixes them."""
    with ThreadPoolExecutor(8) as pool:
        fields = [[f"Cookie: {session}"], []] * 40
        answers = list(pool.map(lambda fields: gate("GET", "/later", *fields).status, fields))
    assert answers == [200, 401] * 40
