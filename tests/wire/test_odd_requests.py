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
