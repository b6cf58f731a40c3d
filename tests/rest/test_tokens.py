"""Every way in which a token can be refused, rightly signed ones with odd claims among them."""

import jwt
import pytest
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError

from status_ref.http.failures import SESSION_ENDED, TOKEN_REVOKED
from status_ref.rest.exceptions import TokenRefused
from status_ref.rest.tokens import find_user, read
from status_ref.signins import rotation
from status_ref.signins.keys import ring
from status_ref.signins.tokens import AccessToken
from tests import tokens
from tests.rest.claims import ODD
from tests.tokens import signed

pytestmark = pytest.mark.django_db

PLAIN = "rest_framework_simplejwt.tokens.AccessToken"
AT = {"typ": "at+jwt"}


def failure(raw):
    with pytest.raises(TokenRefused) as refusal:
        read(raw)
    return refusal.value.failure.code


@pytest.fixture
def claims(user):
    """The claims of a good token."""
    return dict(tokens.access(user, ["profile:read"]).payload) | {
        "iss": "http://testserver",
        "aud": "http://testserver/api/",
    }


def test_a_good_token_brings_its_user(claims, user):
    assert read(signed(claims)).user == user


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+JWT"])
def test_types_that_are_access_tokens(claims, typ, user):
    assert read(signed(claims, typ=typ)).user == user


@pytest.mark.parametrize("typ", ["JWT", "jwt"])
def test_a_class_that_names_no_type_takes_any_jwt(claims, typ, settings):
    settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_TOKEN_CLASSES": [PLAIN]}
    raw = jwt.encode(claims, settings.SECRET_KEY, "HS256", headers={"typ": typ})
    assert read(raw)["sub"] == claims["sub"]


@pytest.mark.parametrize("typ", ["JWT", "jwt", "rt+jwt", "dpop+jwt", "logout+jwt", "x"])
def test_types_that_are_not(claims, typ):
    assert failure(signed(claims, typ=typ)) == "token-wrong-type"


@pytest.mark.parametrize(("claim", "value", "code"), ODD.values(), ids=ODD)
def test_a_signature_does_not_make_claims_sensible(claims, claim, value, code):
    got = failure(signed(claims | {claim: value}))
    assert got == code or (not code and got.startswith("token-"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sid": "x" * 22, "sub": "999999"}, "account-unavailable"),
        ({"sid": "x" * 22}, "token-revoked"),
        ({"sid": "x"}, "token-invalid"),
        ({"sid": "x" * 21 + "\x00"}, "token-invalid"),
        ({"sid": ["x"]}, "token-invalid"),
    ],
)
def test_a_sign_in_is_named_exactly(claims, change, code):
    assert failure(signed(claims | change)) == code


@pytest.mark.parametrize(
    "name", ["exp", "iat", "jti", "aud", "iss", "sub", "sid", "client_id", "auth_time", "scope", "token_type"]
)
def test_every_claim_is_needed(claims, name):
    del claims[name]
    assert failure(signed(claims)).startswith("token-")


@pytest.mark.parametrize(("name", "code"), [("aud", "token-wrong-audience"), ("iss", "token-wrong-issuer")])
def test_a_missing_recipient_is_named(claims, name, code):
    del claims[name]
    assert failure(signed(claims)) == code


@pytest.mark.parametrize("form", ["0{}", " {}", "{} ", "+{}", "{}.0"])
def test_identities_are_exact_strings(claims, user, form):
    assert failure(signed(claims | {"sub": form.format(user.pk)})) == "account-unavailable"


def test_an_inactive_account_is_not_available(claims, user):
    user.is_active = False
    user.save()
    assert failure(signed(claims)) == "account-unavailable"


def test_another_key_is_not_trusted(claims):
    header = jwt.get_unverified_header(signed(claims))
    assert failure(jwt.encode(claims, "k" * 32, "HS256", headers=header)) == "token-invalid"


def test_another_algorithm_is_not_trusted(claims):
    key = ring().signer
    raw = jwt.encode(claims, key.signing + bytes(32), "HS512", {"typ": "at+jwt", "kid": key.kid})
    assert failure(raw) == "token-invalid"


def test_no_algorithm_is_not_trusted(claims):
    raw = jwt.encode(claims, None, "none", headers={"typ": "at+jwt", "kid": ring().signer.kid})
    assert failure(raw + "eHh4") == "token-invalid"


@pytest.mark.parametrize("name", ["jku", "x5u", "jwk"])
def test_keys_of_the_header_are_not_read(claims, name, user):
    assert read(signed(claims, **{name: "http://127.0.0.1:1/keys"})).user == user


def test_critical_extensions_are_not_understood(claims):
    raw = signed(claims, b64=True, crit=["b64"])
    assert failure(raw) == "token-invalid"


@pytest.mark.parametrize("raw", ["", ".", "..", "a.b", "a.b.c.d", "a.b.c.d.e", "W10.e30.x", "e30.e30.x"])
def test_what_is_no_token_at_all(raw):
    assert failure(raw) in {"token-malformed", "token-invalid", "token-wrong-type"}


def test_a_header_nested_a_thousand_deep():
    from base64 import urlsafe_b64encode

    assert failure(urlsafe_b64encode(b"[" * 3000).decode().rstrip("=") + ".e30.x") == "token-malformed"


def test_a_refresh_token_is_no_access_token(user):
    assert failure(rotation.token_of(tokens.sign_in(user))) == "token-wrong-type"


class Revoking(AccessToken):
    def verify(self):
        raise TokenRefused(TOKEN_REVOKED)


class Blunt(AccessToken):
    def verify(self):
        raise TokenError("no reason given")


class Late(AccessToken):
    def verify(self):
        raise ExpiredTokenError("it ran out while it was read")


class FromFarAway(AccessToken):
    """Its keys stand at an address where nobody answers."""

    def get_token_backend(self):
        return TokenBackend("RS256", jwk_url="http://127.0.0.1:1/jwks.json")


class ForAnybody(AccessToken):
    """Its backend was never told who it is."""

    def get_token_backend(self):
        return TokenBackend("HS256", ring().signer.signing)


class WithoutKey(AccessToken):
    def get_token_backend(self):
        return TokenBackend("RS256", verifying_key="no key at all")


class Unnamed(AccessToken):
    def verify(self):
        raise TokenRefused(SESSION_ENDED)


class Careless(AccessToken):
    def verify(self):
        raise KeyError("jti")


@pytest.mark.parametrize(
    ("classes", "code"),
    [
        (["tests.rest.test_tokens.WithoutKey"], "service-unavailable"),
        (["tests.rest.test_tokens.Unnamed"], "session-ended"),
        (["tests.rest.test_tokens.Careless"], "token-invalid"),
        (["tests.rest.test_tokens.FromFarAway"], "service-unavailable"),
        (["tests.rest.test_tokens.ForAnybody"], "token-wrong-audience"),
        (["tests.rest.test_tokens.Late"], "token-expired"),
        (["tests.rest.test_tokens.Revoking"], "token-revoked"),
        (["tests.rest.test_tokens.Blunt"], "token-invalid"),
        (["tests.rest.test_tokens.Blunt", "tests.rest.test_tokens.Revoking"], "token-revoked"),
        ([], "token-invalid"),
    ],
)
def test_the_most_telling_failure_wins(claims, classes, code, settings):
    settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_TOKEN_CLASSES": classes}
    assert failure(signed(claims)) == code


class TestFindUser:
    def test_by_another_field(self, user):
        assert find_user("ann", "username") == user

    @pytest.mark.parametrize("identity", [None, 1, 1.0, True, ["1"], {}, "a\x00"])
    def test_takes_only_strings(self, identity):
        with pytest.raises(TokenRefused):
            find_user(identity)
