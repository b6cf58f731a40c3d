"""What browsers ask for without their user: preflights, and challenges that raise no dialog."""

from __future__ import annotations

import pytest

from tests.wire.test_errors import PAGE


class TestPreflight:
    FIELDS = (
        "Access-Control-Request-Method: PATCH",
        "Access-Control-Request-Headers: authorization,content-type",
    )

    def test_of_the_api_allows_what_its_clients_send(self, ask_faulty, stub):
        """BRW05, BRW06: without credentials, and Authorization by its name."""
        answer = ask_faulty("OPTIONS", "/api/profile/", f"Origin: {stub.origin}", *self.FIELDS)
        allowed = answer["access-control-allow-headers"].split(", ")
        assert answer.status == 200
        assert answer["access-control-allow-origin"] == stub.origin
        assert {"authorization", "content-type", "x-requested-with"} <= set(allowed)
        assert "PATCH" in answer["access-control-allow-methods"].split(", ")

    def test_is_a_204_where_no_middleware_answers(self, ask_faulty, stub):
        answer = ask_faulty("OPTIONS", "/outside/", f"Origin: {stub.origin}", *self.FIELDS)
        assert (answer.status, answer.body, answer.lines("WWW-Authenticate")) == (204, b"", [])


class TestBasicForBrowsers:
    """Over plain http, beyond loopback, a browser sends no Sec-Fetch field (Fetch Metadata, Section 3)."""

    def schemes(self, answer):
        return [line.split()[0] for line in answer.lines("WWW-Authenticate")]

    @pytest.mark.parametrize("field", ["Sec-Fetch-Dest: empty", "X-Requested-With: XMLHttpRequest"])
    def test_is_left_out_where_one_shows(self, ask_faulty, field):
        assert self.schemes(ask_faulty("GET", "/api/profile/", field)) == ["Bearer", "Cookie"]

    @pytest.mark.parametrize("accept", [PAGE, "Accept: */*"])
    def test_is_announced_where_nothing_shows_it(self, ask_faulty, accept):
        assert self.schemes(ask_faulty("GET", "/api/profile/", accept)) == ["Bearer", "Cookie", "Basic"]
