"""Introspection as RFC 7662 has it."""

import time
from base64 import b64encode

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from status_ref.signins import rotation
from status_ref.signins.models import SignIn
from status_ref.signins.tokens import AccessToken
from tests import tokens
from tests.signins.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(django_user_model):
    """A resource server's account."""
    account = django_user_model.objects.create_user("server", password=PASSWORD)
    account.user_permissions.add(Permission.objects.get(codename="introspect"))
    return account


@pytest.fixture
def ask(client, server):
    headers = {"authorization": f"Bearer {tokens.access(server, ['introspect'])}"}

    def ask(token, **fields):
        body = {"token": str(token)} | fields
        return client.post("/api/token/introspect/", body, "application/json", headers=headers)

    return ask


def test_content_of_another_type_is_an_error_of_oauth(client, server):
    headers = {"authorization": f"Bearer {tokens.access(server, ['introspect'])}"}
    response = client.post("/api/token/introspect/", b"<a/>", "application/xml", headers=headers)
    assert (response.status_code, response.json()) == (400, {"error": "invalid_request"})


@pytest.fixture
def made(user):
    return tokens.sign_in(user, ["profile:read"])


class TestActive:
    def test_an_access_token(self, ask, made, user):
        body = ask(AccessToken.of(made)).json()
        assert {name: body[name] for name in ("active", "token_type", "username", "sub", "scope", "sid")} == {
            "active": True,
            "token_type": "Bearer",
            "username": "ann",
            "sub": str(user.pk),
            "scope": "profile:read",
            "sid": made.sid,
        }
        assert (body["iss"], body["aud"]) == ("http://testserver", "http://testserver/api/")
        assert 0 < body["exp"] - time.time() <= 300

    def test_a_refresh_token(self, ask, made, user):
        body = ask(rotation.token_of(made)).json()
        assert (body["active"], body["username"], body["sub"], "token_type" in body) == (
            True,
            "ann",
            str(user.pk),
            False,
        )
        assert body["auth_time"] == made.auth_epoch

    def test_asking_uses_nothing_up(self, ask, made):
        token = rotation.token_of(made)
        ask(token)
        assert rotation.rotate(token).generation == 1

    @pytest.mark.parametrize("hint", ["refresh_token", "access_token", "x"])
    def test_a_wrong_hint_does_not_matter(self, ask, made, hint):
        assert ask(AccessToken.of(made), token_type_hint=hint).json()["active"]

    def test_is_never_stored(self, ask, made):
        assert ask(AccessToken.of(made))["Cache-Control"] == "no-store"


class TestInactiveSaysNothingElse:
    @pytest.mark.parametrize("token", ["x", "a.b.c", "é", "\x01", "x" * 22 + ".0." + "y" * 43])
    def test_unknown(self, ask, token):
        assert ask(token).json() == {"active": False}

    @pytest.mark.parametrize("token_of", [rotation.token_of, AccessToken.of], ids=["refresh", "access"])
    @pytest.mark.parametrize("name", ["ended_at", "idle_until"])
    def test_over(self, ask, made, token_of, name):
        token = token_of(made)
        SignIn.objects.filter(pk=made.pk).update(**{name: timezone.now()})
        assert ask(token).json() == {"active": False}

    def test_expired(self, ask, made):
        token = AccessToken.of(made)
        token["exp"] = int(time.time()) - 1
        assert ask(token).json() == {"active": False}

    def test_not_yet_valid(self, ask, made):
        token = AccessToken.of(made)
        token["nbf"] = int(time.time()) + 100
        assert ask(token).json() == {"active": False}

    def test_for_somebody_else(self, ask, made, settings):
        token = str(AccessToken.of(made))
        settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUDIENCE": "http://other/"}
        assert rotation.token_of(made) != token
        assert ask(token).status_code == 401  # the asking token was for the old audience, too

    def test_tampered(self, ask, made):
        assert ask(f"{AccessToken.of(made)}"[:-8] + "AAAAAAAA").json() == {"active": False}

    def test_of_another_type(self, ask, made):
        claims = AccessToken.of(made).payload | {"iss": "http://testserver", "aud": "http://testserver/api/"}
        assert ask(tokens.signed(claims)).json()["active"]
        assert ask(tokens.signed(claims, typ="JWT")).json() == {"active": False}

    def test_an_old_refresh_token_and_it_ends_nothing(self, ask, made):
        old = rotation.token_of(made)
        following = rotation.token_of(rotation.rotate(old))
        assert ask(old).json() == {"active": False}
        assert ask(following).json()["active"]


class TestWhoMayAsk:
    def post(self, client, **headers):
        return client.post(
            "/api/token/introspect/", {"token": "x"}, content_type="application/json", headers=headers
        )

    def test_not_everybody(self, client):
        response = self.post(client)
        assert (response.status_code, response.json()["code"]) == (401, "credentials-missing")
        assert response["WWW-Authenticate"].startswith("Bearer ")

    def test_not_a_token_without_the_scope(self, client, server):
        response = self.post(client, authorization=f"Bearer {tokens.access(server, ['profile:read'])}")
        assert (response.status_code, response.json()["code"]) == (403, "scope-insufficient")
        assert 'scope="introspect"' in response["WWW-Authenticate"]

    def test_not_an_account_without_the_permission(self, client, user):
        response = self.post(client, authorization=f"Bearer {tokens.access(user, ['introspect'])}")
        assert (response.status_code, response.json()["code"]) == (403, "permission-denied")

    def test_a_name_with_a_password(self, client, server):
        pair = b64encode(f"server:{PASSWORD}".encode()).decode()
        assert self.post(client, authorization=f"Basic {pair}").json() == {"active": False}

    def test_another_scope_by_setting(self, client, server, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"INTROSPECTION_SCOPE": "tokens:ask"}
        response = self.post(client, authorization=f"Bearer {tokens.access(server, ['tokens:ask'])}")
        assert response.json() == {"active": False}


def test_without_a_token_is_an_invalid_request(ask):
    response = ask("")
    assert (response.status_code, response.json()) == (400, {"error": "invalid_request"})
