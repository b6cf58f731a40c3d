"""Requests that nobody means well: whatever their bytes are, they are the mistake of whoever sent them."""

from __future__ import annotations

import pytest


class TestContentTypeOfARequestWithoutContent:
    @pytest.mark.parametrize("charset", ["rot13", "hex", "undefined", "idna", "punycode"])
    def test_brings_no_query_down(self, ask, charset):
        line = f"Content-Type: text/html; charset={charset}"
        assert ask("GET", f"/status/?q=teapot%ff{'a' * 70}", line).status == 200

    def test_may_name_a_charset_with_nul(self, ask):
        assert ask("GET", "/status/?q=a", "Content-Type: a/b; charset*=utf-8''a%00b").status == 200


def test_a_condition_that_fails_is_told_to_every_origin_that_may_ask(ask):
    """Fetch, "CORS check": without the field a script learns nothing of the 412."""
    for _ in range(2):
        answer = ask("GET", "/status/404.json", 'If-Match: "x"')
        assert (answer.status, answer["Access-Control-Allow-Origin"]) == (412, "*")
        ask("GET", "/status/404.json")


@pytest.mark.parametrize("path", ["/status/404/", "/status/404.json", "/status/openapi.json", "/llms.txt"])
def test_a_query_that_nobody_reads_changes_nothing(ask, path):
    """Whoever adds one to an address must not have the answer made anew each time."""
    plain, queried = ask("GET", path), ask("GET", f"{path}?utm_source=x&q=401&class=5")
    assert (queried["ETag"], queried.body) == (plain["ETag"], plain.body)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/status/", "q=401", 302),
        ("/status/", "class=9", 400),
        ("/status/api/", "class=9", 400),
        ("/status/try/", "code=1", 400),
    ],
)
def test_what_is_kept_without_a_query_is_no_answer_to_one(ask, path, query, status):
    assert [ask("GET", address).status for address in (path, f"{path}?{query}", path)] == [200, status, 200]
