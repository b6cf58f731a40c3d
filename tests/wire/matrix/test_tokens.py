"""RFC 7519, 8725 and 9068: which tokens are good."""

from __future__ import annotations

import json
import socket
import time

import pytest

from tests.wire.matrix.forging import Token, encoded, sign
from tests.wire.matrix.places import bearer, in_error, of_scheme, problem

NOW = int(time.time())
GUESSES = ["", "secret", "changeme", "password", "django-insecure-", "0" * 32, "your-256-bit-secret"]
CLAIMS = {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"}
JWE = ".".join([encoded(b'{"alg":"dir","enc":"A256GCM"}'), "", *(encoded(b"x" * 16) for _ in range(3))])
BOMB = ".".join(
    [encoded(b'{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2c":2147483647,"p2s":"eA"}'), "e", "e", "e", "e"]
)


def verdict(place, token):
    """The status and the schemes with an error."""
    answer = place.see("GET", bearer(token))
    return answer.status, in_error(answer)


REFUSED = 401, {"bearer"}
ACCEPTED = 200, set()


class TestJWT01:
    def test_is_over_at_exp(self, home):
        assert verdict(home, home.server.token.changed(exp=int(time.time()))) == REFUSED

    def test_and_not_before(self, home):
        assert verdict(home, home.server.token.changed(exp=int(time.time()) + 60)) == ACCEPTED


class TestJWT02:
    def test_is_not_good_before_nbf(self, home):
        assert verdict(home, home.server.token.changed(nbf=NOW + 600)) == REFUSED

    def test_is_good_after_it(self, home):
        assert verdict(home, home.server.token.changed(nbf=NOW - 600)) == ACCEPTED


class TestJWT03:
    @pytest.mark.parametrize("audience", ["https://other.example/", ["https://other.example/", "x"]], ids=str)
    def test_is_refused_by_whom_it_does_not_name(self, home, audience):
        assert verdict(home, home.server.token.changed(aud=audience)) == REFUSED

    def test_is_taken_where_one_of_several_names_is_ours(self, site):
        audience = ["https://other.example/", site.token.claims["aud"]]
        assert verdict(site.home, site.token.changed(aud=audience)) == ACCEPTED


class TestJWT04:
    @pytest.mark.parametrize(
        "algorithm", ["none", "nOnE", "hs256", "HS384", "HS512", "RS256", "ES256", "", None, 1]
    )
    def test_no_other_algorithm_is_taken(self, home, algorithm):
        assert verdict(home, home.server.token.changed(header={"alg": algorithm})) == REFUSED

    @pytest.mark.parametrize("algorithm", ["none", "NONE", "HS256"])
    def test_no_signature_is_none(self, home, algorithm):
        content = home.server.token.changed(header={"alg": algorithm}).rpartition(".")[0]
        assert verdict(home, f"{content}.")[0] in {400, 401}
        assert verdict(home, f"{content}.AA") == REFUSED


class TestJWT05:
    def test_a_changed_character_anywhere_spoils_it(self, home):
        raw = home.server.token.raw
        # The last character of a part has bits that mean nothing.
        ends = {index for index, character in enumerate(f"{raw}.") if character == "."}
        places = set(range(0, len(raw), 7)) - ends - {end - 1 for end in ends}
        for place in places:
            other = "A" if raw[place] != "A" else "Q"
            assert verdict(home, raw[:place] + other + raw[place + 1 :]) == REFUSED, place


class TestJWT06:
    @pytest.mark.parametrize("key", GUESSES, ids=repr)
    def test_no_guessed_key_opens(self, home, key):
        assert verdict(home, home.server.token.changed(key=key)) == REFUSED


class TestJWT07:
    @pytest.mark.parametrize("issuer", ["https://other.example", "", None])
    def test_another_issuer_is_refused(self, site, issuer):
        assert verdict(site.home, site.token.changed(iss=issuer)) == REFUSED

    @pytest.mark.parametrize("subject", ["999999", "nobody", "", "0"])
    def test_so_is_a_subject_that_nobody_is(self, home, subject):
        assert verdict(home, home.server.token.changed(**{home.server.subject: subject})) == REFUSED


class TestJWT08:
    def test_a_token_without_an_audience_is_refused(self, site):
        assert verdict(site.home, site.token.changed("aud")) == REFUSED


class TestJWT09:
    @pytest.mark.parametrize(
        "kid", ["/dev/null", "../../../dev/null", "' OR 1=1 --", "|id", "\x00", "a" * 2000, 1, {}]
    )
    def test_the_name_of_a_key_leads_to_no_other_key(self, home, kid):
        for key in ("", "x" * 32):
            assert verdict(home, home.server.token.changed(header={"kid": kid}, key=key)) == REFUSED

    @pytest.mark.parametrize("name", ["jku", "x5u"])
    def test_no_address_is_asked_for_keys(self, home, name):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/keys"
            home.see("GET", bearer(home.server.token.changed(header={name: address})))
            assert verdict(home, home.server.token.changed(header={name: address}, key="x" * 32)) == REFUSED
            listener.settimeout(0.05)
            with pytest.raises(TimeoutError):
                listener.accept()

    def test_a_key_that_the_token_brings_is_not_taken(self, home):
        jwk = {"kty": "oct", "k": encoded(b"x" * 32), "alg": "HS256"}
        assert verdict(home, home.server.token.changed(header={"jwk": jwk}, key="x" * 32)) == REFUSED


class TestJWT10:
    @pytest.mark.parametrize("typ", ["dpop+jwt", "rt+jwt", "logout+jwt", "secevent+jwt", "JWS", "", 1])
    def test_no_other_type_is_an_access_token(self, home, typ):
        assert verdict(home, home.server.token.changed(header={"typ": typ})) == REFUSED

    def test_a_refresh_token_is_none(self, home):
        member = "refresh_token" if home.server.member == "access_token" else "refresh"
        answer = home.see("GET", bearer(home.server.sign_in("ann")[member]))
        assert (answer.status, in_error(answer)) == REFUSED

    def test_an_id_token_is_none(self, site):
        kept = {name: site.token.claims[name] for name in ("iss", "sub", "aud", "exp", "iat", "auth_time")}
        header = site.token.header | {"typ": "JWT"}
        assert verdict(site.home, sign(header, kept | {"nonce": "n"}, site.key)) == REFUSED


class TestJWT11:
    @pytest.mark.parametrize("token", [JWE, BOMB, "e30.e30", "e30", "e30.e30.e30.e30"])
    def test_another_form_is_refused(self, home, token):
        assert verdict(home, token) == REFUSED

    def test_so_is_the_json_form(self, home):
        protected, payload, signature = home.server.token.raw.split(".")
        form = json.dumps({"protected": protected, "payload": payload, "signature": signature})
        assert home.see("GET", f"Authorization: Bearer {form}").status == 400
        assert verdict(home, encoded(form.encode())) == REFUSED

    def test_names_in_the_header_are_read_with_their_case(self, home):
        header = {"ALG": "HS256", "alg": "none"}
        assert verdict(home, home.server.token.changed(header=header)) == REFUSED


class TestAT01:
    @pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+jwt"])
    def test_the_registered_type_is_taken(self, site, typ):
        assert verdict(site.home, site.token.changed(header={"typ": typ})) == ACCEPTED

    @pytest.mark.parametrize(
        "typ", ["JWT", "jwt", "jwt+at", "application/jwt", "application/application/at+jwt"]
    )
    def test_no_other_is(self, site, typ):
        assert verdict(site.home, site.token.changed(header={"typ": typ})) == REFUSED

    def test_ours_have_it(self, site):
        assert site.token.header["typ"] == "at+jwt"


class TestAT02:
    def test_every_claim_is_there(self, site):
        assert site.token.claims.keys() >= CLAIMS

    @pytest.mark.parametrize("name", sorted(CLAIMS))
    def test_and_demanded(self, site, name):
        assert verdict(site.home, site.token.changed(name)) == REFUSED


class TestAT03:
    @pytest.mark.parametrize("change", [str.upper, "{}/".format, " {}".format, lambda text: text[:-1]])
    def test_the_issuer_is_compared_to_the_letter(self, site, change):
        assert verdict(site.home, site.token.changed(iss=change(site.token.claims["iss"]))) == REFUSED

    @pytest.mark.parametrize("change", [str.upper, "{}x".format, lambda text: text[:-1]])
    def test_so_is_the_audience(self, site, change):
        assert verdict(site.home, site.token.changed(aud=change(site.token.claims["aud"]))) == REFUSED


class TestAT04:
    @pytest.mark.parametrize(
        "change",
        [{"iss": "x"}, {"aud": "x"}, {"exp": 1}, {"nbf": NOW + 600}, {"key": "x" * 32}, {"sub": "0"}],
        ids=" ".join,
    )
    def test_every_check_that_fails_is_an_invalid_token(self, site, change):
        answer = site.see("GET", "/api/profile/", bearer(site.token.changed(**change)))
        assert (answer.status, of_scheme(answer, "bearer").params["error"]) == (401, "invalid_token")
        assert problem(answer)["code"]


class TestAT06:
    def test_the_time_of_signing_in_is_that_of_the_log_in(self, site):
        signed_in = site.sign_in("ann")
        claims = Token(signed_in["access_token"], site.key).claims
        assert abs(claims["auth_time"] - time.time()) < 60

    def test_it_does_not_move(self, site):
        signed_in = site.sign_in("ann")
        first = Token(signed_in["access_token"], site.key).claims
        for _ in range(2):
            signed_in = json.loads(site.refresh(signed_in["refresh_token"]).body)
        assert Token(signed_in["access_token"], site.key).claims["auth_time"] == first["auth_time"]
