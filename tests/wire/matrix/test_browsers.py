"""WHATWG Fetch: what a browser makes of a 401, and what a script may read of it."""

from __future__ import annotations

import pytest

from tests.wire.matrix.places import BROWSER, basic, listed, offered

ORIGIN = "Origin: https://app.example"
DESTINATIONS = ["document", "iframe", "image", "script", "style", "empty", "worker", "object", "audio"]
PREFLIGHT = (ORIGIN, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization")
ERRORS = {
    400: ("/api/profile/", "Authorization: Bearer a b"),
    401: ("/api/profile/",),
    403: ("/api/staff/", basic("ann")),
    404: ("/api/nowhere/",),
    429: ("/api/raises/throttled/",),
    500: ("/api/raises/broken/",),
}


class TestBRW01:
    @pytest.mark.parametrize("destination", DESTINATIONS)
    def test_nothing_that_a_browser_asks_for_raises_its_dialog(self, site, destination):
        answer = site.see("GET", "/api/profile/", f"Sec-Fetch-Dest: {destination}")
        assert (answer.status, "basic" in offered(answer)) == (401, False)

    def test_whatever_the_order(self, mixed):
        assert "basic" not in offered(mixed.see("GET", *BROWSER))


class TestBRW02:
    @pytest.mark.parametrize("field", ["Sec-Fetch-Dest: empty", "X-Requested-With: XMLHttpRequest"])
    def test_a_script_gets_another_challenge_instead(self, site, field):
        answer = site.see("GET", "/orders/basic/", field)
        assert (answer.status, offered(answer)) == (401, {"cookie"})

    def test_what_is_no_browser_gets_basic(self, site):
        answer = site.see("GET", "/orders/basic/", "Sec-Fetch-Mode: cors")
        assert offered(answer) == {"basic"}


class TestBRW03:
    @pytest.mark.parametrize("status", ERRORS)
    def test_a_script_of_another_origin_may_read_the_challenge(self, site, status):
        target, *fields = ERRORS[status]
        answer = site.see("GET", target, ORIGIN, *fields)
        assert {"www-authenticate", "retry-after"} <= listed(answer, "Access-Control-Expose-Headers")


class TestBRW04:
    @pytest.mark.parametrize("status", ERRORS)
    def test_and_the_error_itself(self, site, status):
        target, *fields = ERRORS[status]
        answer = site.see("GET", target, ORIGIN, *fields)
        assert (answer.status, answer["Access-Control-Allow-Origin"]) == (status, "https://app.example")


class TestBRW05:
    @pytest.mark.parametrize(
        "target", ["/api/profile/", "/api/staff/", "/api/token/", "/api/nowhere/", "/orders/basic-session/"]
    )
    def test_a_preflight_needs_no_credentials(self, site, target):
        assert 200 <= site.see("OPTIONS", target, *PREFLIGHT).status <= 299


class TestBRW06:
    def test_the_field_is_allowed_by_its_name(self, site):
        answer = site.see("OPTIONS", "/api/profile/", *PREFLIGHT)
        assert "authorization" in listed(answer, "Access-Control-Allow-Headers")


class TestBRW08:
    def test_credentials_for_a_proxy_are_none_of_ours(self, home):
        answer = home.see("GET", "Proxy-Authorization: Basic YTpi")
        assert (answer.status, answer.lines("Proxy-Authenticate")) == (401, [])
