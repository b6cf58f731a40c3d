"""The JSON of the reference over the wire: one field each for other origins, beside the demo's own."""

from __future__ import annotations

import pytest

ORIGIN = "Origin: https://other.example"
PREFLIGHT = (ORIGIN, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: if-none-match")
ADDRESSES = ["/status/api/401/", "/status/401.json", "/status/api/999/", "/status/api/?class=9"]


@pytest.mark.parametrize("address", ADDRESSES)
class TestOtherOrigins:
    def test_are_let_in_once(self, ask, address):
        answer = ask("GET", address, ORIGIN)
        assert answer.lines("Access-Control-Allow-Origin") == ["*"]
        assert answer.lines("Access-Control-Expose-Headers") == ["ETag, Link"]

    def test_may_ask_with_fields_of_their_own(self, ask, address):
        answer = ask("OPTIONS", address, *PREFLIGHT)
        assert (answer.status, answer.body) == (204, b"")
        assert answer.lines("Access-Control-Allow-Origin") == ["*"]
        assert answer.lines("Content-Length") == answer.lines("Content-Type") == []


def test_what_is_kept_is_asked_for_again(ask):
    etag = ask("GET", "/status/api/401/")["ETag"]
    answer = ask("GET", "/status/api/401/", ORIGIN, f"If-None-Match: {etag}")
    assert (answer.status, answer.body) == (304, b"")
    assert answer.lines("Access-Control-Allow-Origin") == ["*"]


@pytest.mark.parametrize(
    "target",
    [
        b"/status/api/\xff/",
        b"/status/api/%ff%00/causes/",
        b"/status/api/?class=%ff",
        b"/status/api/?%ff=%00",
        b"/status/api/search/?q=%ed%a0%80",
        b"/status/api/?q=" + b"a=" * 2000,
        b"/status/%0d%0a.json",
    ],
)
def test_no_input_is_an_error_of_ours(ask, demo, target):
    answer = ask("GET", target.decode("latin-1"))
    assert answer.status < 500
    assert demo.errors() == ""
