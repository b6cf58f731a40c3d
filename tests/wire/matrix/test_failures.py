"""What can be wrong with credentials: each case has its failure, status, and error on one challenge."""

from __future__ import annotations

import time
from base64 import b64encode

import pytest

from tests.rest.claims import ODD
from tests.wire.matrix.forging import HUGE
from tests.wire.matrix.people import REVOKE, dead_cookies, shell, tokens_of_the_departed
from tests.wire.matrix.places import JSON, basic, bearer, in_error, lines, problem

PORTABLE = {"exp", "nbf", "iat", "jti", "token_type", "sub"}
NOW = int(time.time())

TOKENS = {
    "expired": (lambda server: server.token.changed(exp=NOW - 600), "token-expired"),
    "not yet valid": (lambda server: server.token.changed(nbf=NOW + 600), "token-not-yet-valid"),
    "signed by another": (
        lambda server: server.token.changed(key="somebody else's key " * 3),
        "token-invalid",
    ),
    "signed by another, who is named": (
        lambda server: server.token.changed(header={"kid": "other"}, key="x" * 32),
        "token-invalid",
    ),
    "cut short": (lambda server: server.token.raw[:-3], "token-invalid"),
    "for somebody else": (lambda server: server.token.changed(aud="http://other/"), "token-wrong-audience"),
    "of a deleted user": (lambda server: tokens_of_the_departed(server)["leaver"], "account-unavailable"),
    "of an inactive user": (lambda server: tokens_of_the_departed(server)["sleeper"], "account-unavailable"),
    "of another type": (lambda server: server.token.changed(header={"typ": "dpop+jwt"}), "token-wrong-type"),
    "no JWT": (lambda server: "undefined", "token-malformed"),
    "with a subject of five thousand digits": (
        lambda server: server.token.changed(**{server.subject: HUGE}),
        "token-malformed",
    ),
    "with an expiry of five thousand digits": (
        lambda server: server.token.changed(exp=HUGE),
        "token-malformed",
    ),
    "nested ten thousand deep": (
        lambda server: server.token.raw.replace(server.token.raw.split(".")[1], "W1tb" * 1800),
        "token-invalid",
    ),
}
OURS = {
    "from another issuer": (lambda server: server.token.changed(iss="http://other"), "token-wrong-issuer"),
    "a refresh token": (lambda server: server.sign_in("ann")["refresh_token"], "token-wrong-type"),
    "an id token": (
        lambda server: server.token.changed("token_type", header={"typ": "JWT"}),
        "token-wrong-type",
    ),
}
MALFORMED = {
    "no token": b"Bearer",
    "two words": b"Bearer a b",
    "quoted": b'Bearer "a.b.c"',
    "bytes that are no ASCII": b"Bearer \xff\xfe\xc3\xa9",
    "illegal characters": b"Bearer a.b.c%20",
    "parameters": b"Bearer token=a.b.c",
    "a tab": b"Bearer\ta.b.c",
}
CONTROL = [byte for byte in range(1, 32) if byte not in b"\t\n\r"] + [0x7F]
REFUSED_BY_SERVERS = {"NUL": b"\x00", "carriage return": b"\r", "line feed": b"\n"}
BASIC = {
    "wrong Base64": b"Basic !!",
    "no padding": b"Basic YTpi" + b"YQ",
    "no colon": b"Basic " + b64encode(b"annb"),
    "NUL": b"Basic " + b64encode(b"an\x00n:b"),
    "a control character": b"Basic " + b64encode(b"ann:b\x1b"),
    "no UTF-8": b"Basic " + b64encode(b"ann:\xff"),
    "bytes that are no ASCII": b"Basic \xff\xfe",
    "nothing": b"Basic",
    "over-long": b"Basic " + b64encode(b"ann:" + b"x" * 9000),
    "repeated in one value": b"Basic YTpi, Basic YTpi",
}


def verdict(place, answer):
    """Status, failure (where there is a problem to tell it) and the schemes with an error."""
    return answer.status, problem(answer)["code"] if place.handler else None, in_error(answer)


def expected(place, status, code, scheme="bearer"):
    return status, code if place.handler else None, {scheme} if scheme else set()


class TestToken:
    @pytest.mark.parametrize("case", TOKENS)
    def test_is_refused_for_what_is_wrong_with_it(self, home, case):
        make, code = TOKENS[case]
        answer = home.see("GET", bearer(make(home.server)))
        assert verdict(home, answer) == expected(home, 401, code)

    @pytest.mark.parametrize("case", OURS)
    def test_that_only_the_demo_could_have_issued(self, site, case):
        make, code = OURS[case]
        answer = site.see("GET", "/api/profile/", bearer(make(site)))
        assert verdict(site.home, answer) == expected(site.home, 401, code)

    def test_was_revoked(self, production):
        answer = production.see("GET", "/api/profile/", bearer(shell(production, REVOKE).strip()))
        assert verdict(production.home, answer) == (401, "token-revoked", {"bearer"})

    @pytest.mark.parametrize("case", [case for case, (claim, _, _) in ODD.items() if claim in PORTABLE])
    def test_with_odd_claims_is_refused_although_the_signature_is_right(self, home, case):
        claim, value, code = ODD[case]
        name = home.server.subject if claim == "sub" else claim
        status, got, schemes = verdict(home, home.see("GET", home.bearer(**{name: value})))
        assert (status, schemes) == (401, {"bearer"})
        assert got is None or got == code or (not code and got.startswith("token-"))

    @pytest.mark.parametrize("form", ["0{}", " {}", "{} ", "+{}", "{}.0"])
    def test_of_a_subject_in_another_spelling_is_nobodys(self, home, form):
        name = home.server.subject
        answer = home.see("GET", home.bearer(**{name: form.format(home.server.token.claims[name])}))
        assert verdict(home, answer) == expected(home, 401, "account-unavailable")


class TestField:
    @pytest.mark.parametrize("case", MALFORMED)
    def test_is_malformed(self, home, case):
        answer = home.see("GET", b"Authorization: " + MALFORMED[case])
        assert verdict(home, answer) == expected(home, 400, "authorization-malformed")

    @pytest.mark.parametrize("second", ["Bearer a.b.c", "bearer a.b.c", "Basic YTpi", 'Digest username="a"'])
    def test_stands_twice(self, home, second):
        answer = home.see("GET", home.bearer(), f"Authorization: {second}")
        assert verdict(home, answer) == expected(home, 400, "credentials-repeated")

    def test_is_longer_than_any_token(self, home):
        answer = home.see("GET", f"Authorization: Bearer {'a' * 9000}")
        assert verdict(home, answer) == expected(home, 400, "authorization-too-long")

    def test_has_a_control_character(self, home):
        for byte in CONTROL:
            answer = home.see("GET", b"Authorization: Bearer a.b" + bytes([byte]) + b".c")
            assert (answer.status, in_error(answer) <= {"bearer"}) == (400, True), byte

    @pytest.mark.parametrize("case", REFUSED_BY_SERVERS)
    def test_has_what_no_field_may_have(self, home, case):
        token = home.server.token.raw.encode()
        answer = home.see("GET", b"Authorization: Bearer " + token[:9] + REFUSED_BY_SERVERS[case] + token[9:])
        assert answer.status in {400, 401}

    def test_is_of_a_scheme_that_is_not_offered(self, home):
        answer = home.see("GET", 'Authorization: Digest username="ann"')
        assert verdict(home, answer) == expected(home, 401, "scheme-unsupported", "")

    def test_is_empty(self, home):
        assert verdict(home, home.see("GET", "Authorization: ")) == expected(
            home, 401, "credentials-missing", ""
        )


class TestPassword:
    @pytest.mark.parametrize("case", BASIC)
    def test_is_sent_in_no_way_that_basic_has(self, site, case):
        answer = site.see("GET", "/api/profile/", b"Authorization: " + BASIC[case])
        assert verdict(site.home, answer) == (401, "basic-malformed", set())

    @pytest.mark.parametrize("name", ["ann", "gone", "nobody"])
    def test_is_wrong_or_its_user_inactive_or_unknown(self, site, name):
        answer = site.see("GET", "/api/profile/", basic(name, "wrong"))
        assert verdict(site.home, answer) == (401, "credentials-refused", set())

    def test_is_sent_twice(self, site):
        answer = site.see("GET", "/api/profile/", basic("ann"), basic("ann"))
        assert verdict(site.home, answer) == (401, "basic-malformed", set())


class TestSession:
    @pytest.mark.parametrize(
        ("kind", "code"),
        [("expired", "session-expired"), ("ended", "session-ended"), ("foreign", "session-ended")],
    )
    def test_is_dead(self, site, kind, code):
        answer = site.see("GET", "/api/profile/", dead_cookies(site)[kind])
        assert verdict(site.home, answer) == (401, code, set())
        assert "Max-Age=0" in answer["Set-Cookie"]

    @pytest.mark.parametrize("kind", ["expired", "ended", "foreign"])
    def test_is_not_to_blame_where_a_token_failed(self, site, kind):
        answer = site.see("GET", "/api/profile/", dead_cookies(site)[kind], "Authorization: Bearer a.b.c")
        assert verdict(site.home, answer) == (401, "token-malformed", {"bearer"})


class TestContent:
    @pytest.mark.parametrize("target", ["/api/token/", "/api/token/refresh/", "/api/profile/"])
    @pytest.mark.parametrize("content", [b"[" * 10_000, b'{"a":' * 10_000, b"[" * 10_000 + b"]" * 10_000])
    def test_of_ten_thousand_brackets_is_a_400(self, site, target, content):
        method = "PATCH" if target == "/api/profile/" else "POST"
        fields = [basic("ann")] if target == "/api/profile/" else []
        assert site.ask(method, target, JSON, *fields, body=content).status == 400

    def test_of_ten_thousand_brackets_is_not_read_before_somebody_is_known(self, site):
        answer = site.ask("PATCH", "/api/profile/", JSON, body=b"[" * 10_000)
        assert (answer.status, bool(lines(answer))) == (401, True)
