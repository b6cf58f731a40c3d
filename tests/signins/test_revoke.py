"""Revocation as RFC 7009 has it."""

from urllib.parse import urlencode

import pytest

from status_ref.signins import rotation
from status_ref.signins.models import Reason, SignIn
from status_ref.signins.tokens import AccessToken
from tests import tokens

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def made(user):
    return tokens.sign_in(user, ["profile:read"])


@pytest.fixture
def revoke(client):
    def revoke(token, **fields):
        return client.post("/api/token/revoke/", urlencode({"token": token} | fields), content_type=FORM)

    return revoke


def ended(made):
    made.refresh_from_db()
    return made.end_reason == Reason.SIGNED_OUT


@pytest.mark.parametrize("hint", ["refresh_token", "access_token", "something else", ""])
@pytest.mark.parametrize("token_of", [rotation.token_of, AccessToken.of], ids=["refresh", "access"])
def test_ends_the_sign_in_whatever_the_hint_says(revoke, made, token_of, hint):
    response = revoke(str(token_of(made)), token_type_hint=hint)
    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"", "no-store")
    assert ended(made)


def test_takes_json(client, made):
    client.post("/api/token/revoke/", {"token": rotation.token_of(made)}, content_type="application/json")
    assert ended(made)


def test_takes_an_old_refresh_token(revoke, made):
    old = rotation.token_of(made)
    rotation.rotate(old)
    revoke(old)
    assert ended(made)


def test_holds_for_access_tokens_from_the_next_request_on(client, revoke, made):
    access = AccessToken.of(made)
    revoke(rotation.token_of(made))
    response = client.get("/api/profile/", headers={"authorization": f"Bearer {access}"})
    assert (response.status_code, response.json()["code"]) == (401, "token-revoked")


@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "\x01", "eyJ.eyJ.x", "x" * 22 + ".0." + "y" * 43])
def test_a_token_of_nobody_is_as_good_as_revoked(revoke, token):
    assert revoke(token).status_code == 200


def test_twice_is_no_error(revoke, made):
    assert [revoke(rotation.token_of(made)).status_code for _ in range(2)] == [200, 200]


def test_other_sign_ins_go_on(revoke, made, user):
    other = tokens.sign_in(user)
    revoke(rotation.token_of(made))
    assert SignIn.objects.going_on(user) == [other]


@pytest.mark.parametrize("body", ["", "token=", "token=a&token=b", "token_type_hint=access_token"])
def test_without_one_token_is_an_invalid_request(client, body):
    response = client.post("/api/token/revoke/", body, content_type=FORM)
    assert (response.status_code, response.json()) == (400, {"error": "invalid_request"})


def test_get_is_a_405(client):
    assert client.get("/api/token/revoke/").status_code == 405
