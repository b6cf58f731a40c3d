"""Access tokens: what they say, what they cost, and what they are without their sign-in."""

import time

import jwt
import pytest
from django.utils import timezone
from rest_framework_simplejwt.exceptions import TokenError

from status_ref.rest.exceptions import TokenRefused
from status_ref.rest.tokens import read
from status_ref.signins.keys import ring
from status_ref.signins.models import SignIn
from status_ref.signins.tokens import AccessToken
from tests import tokens

pytestmark = pytest.mark.django_db


def code(raw):
    with pytest.raises(TokenRefused) as refusal:
        read(str(raw))
    return refusal.value.failure.code


def test_a_project_without_an_origin_still_names_itself(settings, user):
    settings.SIMPLE_JWT = {}
    settings.STATUS_REF = {}
    raw = str(tokens.access(user))
    claims = jwt.decode(raw, ring().signer.verifying, ["HS256"], audience="django-status-ref")
    assert (claims["iss"], claims["sub"], claims["scope"]) == ("django-status-ref", str(user.pk), "")


def test_names_its_key(user):
    assert jwt.get_unverified_header(str(tokens.access(user)))["kid"] == ring().signer.kid


def test_is_read_from_bytes_too(user):
    raw = str(tokens.access(user))
    assert AccessToken(raw.encode()).payload == AccessToken(raw).payload


def test_bytes_that_are_no_token_are_refused():
    with pytest.raises(TokenRefused):
        AccessToken("\u2713".encode())


def test_verifying_takes_one_query(user, django_assert_num_queries):
    raw = str(tokens.access(user))
    with django_assert_num_queries(1):
        assert read(raw).user == user


def test_a_request_takes_one_query(client, user, django_assert_num_queries):
    headers = {"authorization": f"Bearer {tokens.access(user, ['profile:read'])}"}
    with django_assert_num_queries(1):
        assert client.get("/api/profile/", headers=headers).status_code == 200


def test_does_not_outlive_its_sign_in(user):
    soon = timezone.now() + timezone.timedelta(seconds=60)
    token = AccessToken.of(tokens.sign_in(user, expires=soon))
    assert token["exp"] == int(soon.timestamp())
    assert 55 <= token.expires_in <= 60


def test_has_fewer_scopes_where_asked(user):
    made = tokens.sign_in(user, ["a", "b"])
    assert (AccessToken.of(made).scope, AccessToken.of(made, ["a"]).scope) == (("a", "b"), ("a",))


class TestIsRefusedOnce:
    def test_its_sign_in_ended(self, user):
        token = tokens.access(user)
        SignIn.objects.update(ended_at=timezone.now())
        assert code(token) == "token-revoked"

    def test_its_sign_in_is_gone(self, user):
        token = tokens.access(user)
        SignIn.objects.all().delete()
        assert code(token) == "token-revoked"

    def test_its_sign_in_ran_out(self, user):
        token = tokens.access(user)
        SignIn.objects.update(idle_until=timezone.now())
        assert code(token) == "token-expired"

    def test_its_user_is_gone(self, user):
        token = str(tokens.access(user))
        user.delete()
        assert code(token) == "account-unavailable"

    def test_its_user_is_gone_and_the_name_is_taken_again(self, user, django_user_model):
        token = str(tokens.access(user))
        user.delete()
        django_user_model.objects.create_user("ann")
        assert code(token) in {"account-unavailable", "token-revoked"}

    @pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
    def test_the_account_was_changed_behind_our_back(self, django_user_model, user, change):
        token = tokens.access(user)
        django_user_model.objects.update(**change)
        assert code(token) == ("token-revoked" if "password" in change else "account-unavailable")

    def test_it_says_of_itself_that_it_is_another_users(self, user, django_user_model):
        token = tokens.access(user)
        token["sub"] = str(django_user_model.objects.create_user("bob").pk)
        assert code(token) == "token-invalid"


class TestSecretKey:
    def test_the_next_one_takes_tokens_of_the_last(self, user, settings):
        token = str(tokens.access(user))
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "n" * 50
        assert read(token).user == user

    def test_another_one_takes_none(self, user, settings):
        token = str(tokens.access(user))
        settings.SECRET_KEY = "n" * 50
        assert code(token) == "token-invalid"


@pytest.mark.parametrize(
    "change",
    [
        {"exp": str(int(time.time()) + 10**6)},
        {"exp": time.time() + 10**6 + 0.5},
        {"iat": 1.5},
        {"auth_time": True},
    ],
)
def test_times_are_whole_numbers(user, change):
    token = tokens.access(user)
    claims = token.payload | {"iss": "http://testserver", "aud": "http://testserver/api/"} | change
    assert code(tokens.signed(claims)) == "token-invalid"


def test_an_expired_token_says_so(user):
    token = tokens.access(user)
    token["exp"] = int(time.time()) - 10
    assert code(token) == "token-expired"


def test_there_are_no_claims_without_a_signature(user):
    raw = str(tokens.access(user))
    with pytest.raises(TokenError):
        AccessToken(raw[:-4], verify=False)


def test_a_padded_signature_is_refused(db, django_user_model):
    raw = f"{tokens.access(django_user_model.objects.create_user('padded'))}="
    with pytest.raises(TokenRefused):
        AccessToken(raw)
