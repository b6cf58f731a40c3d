"""RFC 6750, as RFC 9700 and OAuth 2.1 have it today: tokens in a field."""

from __future__ import annotations

import re

import pytest

from status_ref.http.failures import FAILURES
from tests.wire.matrix.people import newcomer
from tests.wire.matrix.places import BROWSER, JSON, bearer, challenges, lines, of_scheme, offered, problem
from tests.wire.matrix.visitor import FORM

ERRORS = {"error", "error_description", "error_uri"}
PARAMETERS = {"realm", "scope", *ERRORS}
SCOPES = re.compile(r"[!#-\[\]-~]+(?: [!#-\[\]-~]+)*")
ERROR_TEXT = re.compile(r"[ !#-\[\]-~]+")
MALFORMED = ["Bearer", "Bearer ", "Bearer a b", 'Bearer "a"', "Bearer a=b", "Bearer\ta", "Bearer a,b"]
NOT_A_TOKEN = [(), ("Authorization: Foo x",), ("Authorization: ",), ("Accept: text/html",), BROWSER]


@pytest.fixture
def asked(place):
    """Every Bearer challenge of the refusals at a place."""
    return [of_scheme(answer, "bearer") for answer in place.refusals()]


def failed(place):
    """What a place answers to tokens that do not do."""
    return [place.see("GET", "Authorization: Bearer a.b.c"), place.see("GET", place.bearer(exp=1))]


class TestBEA01:
    def test_every_401_asks_for_a_token(self, place):
        assert [answer for answer in place.refusals() if "bearer" not in offered(answer)] == []

    def test_so_does_every_400(self, place):
        for value in MALFORMED:
            answer = place.see("GET", f"Authorization: {value}")
            assert (answer.status, "bearer" in offered(answer)) == (400, True)

    def test_and_a_403_for_want_of_a_scope(self, narrow):
        assert (narrow.status, "bearer" in offered(narrow)) == (403, True)


class TestBEA02:
    def test_no_challenge_is_naked(self, asked):
        assert all(challenge.params["realm"] for challenge in asked)


class TestBEA03:
    def test_nothing_that_was_not_sent_is_complained_of(self, place):
        for fields in NOT_A_TOKEN:
            answer = place.see("GET", *fields)
            assert not ERRORS & of_scheme(answer, "bearer").params.keys()

    def test_what_another_scheme_sent_is_not_this_ones_error(self, mixed):
        for field in ("Authorization: Basic !!", "Cookie: sessionid=ended0123456789"):
            answer = mixed.see("GET", field)
            assert answer.status == 401
            assert not ERRORS & {name for challenge in challenges(answer) for name in challenge.params}


class TestBEA04:
    def test_a_token_that_failed_has_its_error_on_this_challenge_alone(self, place):
        for answer in failed(place):
            with_error = [challenge for challenge in challenges(answer) if ERRORS & challenge.params.keys()]
            assert [challenge.scheme for challenge in with_error] == ["Bearer"]


class TestBEA05:
    @pytest.mark.parametrize("value", MALFORMED, ids=repr)
    def test_a_malformed_field_is_a_400(self, home, value):
        answer = home.see("GET", f"Authorization: {value}")
        assert (answer.status, of_scheme(answer, "bearer").params["error"]) == (400, "invalid_request")

    @pytest.mark.parametrize("second", ["Bearer a.b.c", "Basic YTpi"])
    def test_so_are_two_fields(self, home, second):
        answer = home.see("GET", home.bearer(), f"Authorization: {second}")
        assert (answer.status, of_scheme(answer, "bearer").params["error"]) == (400, "invalid_request")


class TestBEA06:
    def test_a_bad_token_is_a_401(self, place):
        for answer in failed(place):
            assert (answer.status, of_scheme(answer, "bearer").params["error"]) == (401, "invalid_token")

    def test_the_description_is_one_of_a_closed_table(self, place):
        details = {failure.detail for failure in FAILURES.values()}
        for answer in failed(place):
            assert of_scheme(answer, "bearer").params["error_description"] in details


class TestBEA07:
    def test_too_little_scope_is_a_403_that_says_what_is_needed(self, narrow):
        params = of_scheme(narrow, "bearer").params
        assert (narrow.status, params["error"]) == (403, "insufficient_scope")
        assert params["scope"] == "profile:write"


class TestBEA08:
    def test_no_parameter_stands_twice(self, place):
        for line in (line for answer in [*place.refusals(), *failed(place)] for line in lines(answer)):
            counted = {name: len(re.findall(rf"\b{name}=", line)) for name in PARAMETERS}
            assert max(counted.values()) == 1, line


class TestBEA09:
    def test_scopes_are_words_with_single_spaces_between(self, narrow):
        assert SCOPES.fullmatch(of_scheme(narrow, "bearer").params["scope"])


class TestBEA10:
    def test_errors_have_no_other_characters(self, place):
        for answer in failed(place):
            params = of_scheme(answer, "bearer").params
            assert all(ERROR_TEXT.fullmatch(params[name]) for name in ("error", "error_description"))

    @pytest.mark.parametrize("language", ["fr", "ja", "ar"])
    def test_they_are_not_translated(self, home, language):
        plain, other = (
            home.see("GET", "Authorization: Bearer a.b.c", *fields)
            for fields in ((), (f"Accept-Language: {language}",))
        )
        assert lines(plain) == lines(other)


class TestBEA11:
    def test_the_error_leads_to_the_section_that_explains_it(self, site):
        for answer in failed(site.home):
            uri = of_scheme(answer, "bearer").params["error_uri"]
            address, _, anchor = uri.removeprefix(site.project.origin).partition("#")
            assert uri.startswith(f"{site.project.origin}/")
            assert f'id="{anchor}"'.encode() in site.see("GET", address).body


class TestBEA13:
    def test_a_token_in_the_field_opens(self, place):
        assert place.see("GET", place.bearer()).status == 200


class TestBEA14:
    def test_several_spaces_will_do(self, home):
        assert home.see("GET", home.bearer().replace("Bearer ", "Bearer   ")).status == 200

    @pytest.mark.parametrize("between", ["\t", ",", " ,", " \t"], ids=repr)
    def test_nothing_else_will(self, home, between):
        assert home.see("GET", home.bearer().replace("Bearer ", f"Bearer{between}")).status in {400, 401}


class TestBEA15:
    @pytest.mark.parametrize("kind", [FORM, JSON, "Content-Type: multipart/form-data; boundary=x"])
    def test_a_token_in_the_content_is_none(self, home, kind):
        raw = home.server.token.raw
        content = {FORM: f"access_token={raw}", JSON: f'{{"access_token": "{raw}"}}'}.get(
            kind, f'--x\r\nContent-Disposition: form-data; name="access_token"\r\n\r\n{raw}\r\n--x--\r\n'
        )
        for method in ("POST", "GET"):
            answer = home.server.ask(method, home.path, kind, body=content.encode())
            assert (answer.status, lines(answer)) == (401, lines(home.see("GET")))


class TestBEA16:
    def test_a_token_in_the_address_is_none(self, home):
        answer = home.server.see("GET", f"{home.path}?access_token={home.server.token.raw}")
        assert (answer.status, lines(answer)) == (401, lines(home.see("GET")))


class TestBEA17:
    @pytest.mark.parametrize("token", ["x", "a.b.c", "%00", ""])
    def test_it_makes_no_difference_beside_the_field(self, home, token):
        good = home.server.see("GET", f"{home.path}?access_token={token}", home.bearer())
        bad = home.server.see("GET", f"{home.path}?access_token={token}", "Authorization: Bearer a.b.c")
        assert (good.status, bad.status) == (200, 401)


class TestBEA19:
    def test_a_token_lives_for_an_hour_at_most(self, site):
        assert 0 < site.sign_in("ann")["expires_in"] <= 3600

    def test_and_is_limited_in_audience_and_scope(self, site):
        claims = site.token.claims
        assert (claims["aud"], claims["scope"]) == (
            f"{site.project.origin}/api/",
            "profile:read profile:write sign-ins",
        )


class TestBEA20:
    @pytest.mark.parametrize("name", ["access_token", "access", "jwt", "token", "Authorization", "sessionid"])
    def test_a_token_in_a_cookie_is_none(self, home, name):
        assert home.see("GET", f"Cookie: {name}={home.server.token.raw}").status == 401


class TestBEA21:
    def test_a_token_in_clear_is_refused(self, in_clear, production):
        token = access_token(production)
        answer = in_clear.see("GET", "/api/profile/", bearer(token))
        assert (answer.status, problem(answer)["code"], lines(answer)) == (403, "tls-required", [])

    def test_over_tls_it_opens(self, production):
        assert production.see("GET", "/api/profile/", bearer(access_token(production))).status == 200


class TestBEA22:
    def test_time_is_checked(self, home):
        assert home.see("GET", home.bearer(exp=1)).status == 401

    def test_scope_is_checked(self, narrow):
        assert problem(narrow)["code"] == "scope-insufficient"


@pytest.fixture
def narrow(site):
    """What a token that may only read is answered when it writes."""
    token = site.token.changed(scope="profile:read")
    return site.see("PATCH", "/api/profile/", bearer(token))


def access_token(server):
    """A token of somebody who registered there."""
    return server.sign_in(newcomer(server))["access_token"]
