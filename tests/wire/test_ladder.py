"""The ladder on the page is what the demo answers over a socket, and its tokens can do nothing more."""

from __future__ import annotations

import json

import pytest

from status_ref.catalog.ladder import RECORDED
from tools.ladder import record, written

PATH = "/api/try/"


@pytest.fixture
def tokens(ask):
    return json.loads(ask("POST", PATH).body)


def test_what_was_recorded_is_what_is_answered(ask, demo):
    assert written(record(ask, demo.origin)) == RECORDED.read_text(), "python -m tools.ladder"


def test_nobody_keeps_the_tokens(ask):
    answer = ask("POST", PATH)
    assert (answer.status, answer["Cache-Control"]) == (200, "no-store")


def test_no_other_site_reads_them(ask):
    assert ask("POST", PATH, "Origin: https://evil.example").lines("Access-Control-Allow-Origin") == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_they_are_given_for_a_post_alone(ask, method):
    assert ask(method, PATH).status == 405


@pytest.mark.parametrize(
    ("method", "path"), [("PATCH", "/api/profile/"), ("GET", "/api/sign-ins/"), ("GET", "/api/staff/")]
)
def test_the_good_one_may_do_nothing_but_read(ask, tokens, method, path):
    answer = ask(
        method, path, f"Authorization: Bearer {tokens['good']}", "Content-Type: application/json", body=b"{}"
    )
    assert answer.status == 403


def test_the_account_owns_nothing(ask, tokens):
    seen = json.loads(ask("GET", "/api/profile/", f"Authorization: Bearer {tokens['good']}").body)
    assert (seen["username"], seen["email"], seen["first_name"]) == ("(try it)", "", "")
