"""BearerAuthentication stands where simplejwt's class stood, its hooks and exceptions included."""

import pytest
from rest_framework_simplejwt.exceptions import AuthenticationFailed, InvalidToken

from status_ref.http.challenges import parse_challenges
from status_ref.http.failures import TOKEN_EXPIRED
from status_ref.rest import BearerAuthentication
from status_ref.rest import exceptions as ours
from tests.rest.conftest import lines

pytestmark = [pytest.mark.urls("tests.rest.drop_in_api"), pytest.mark.django_db]


class TestHooks:
    def test_authenticate(self, client, access):
        client.cookies["access"] = str(access)
        assert client.get("/cookie/").json() == {"user": "ann"}

    def test_authenticate_with_a_bad_token(self, client):
        client.cookies["access"] = "a.b.c"
        response = client.get("/cookie/")
        assert (response.status_code, response.json()["code"]) == (401, "token-malformed")

    def test_get_header(self, client, access):
        assert client.get("/field/", headers={"x-token": f"Bearer {access}"}).json() == {"user": "ann"}

    def test_www_authenticate_realm(self, client):
        assert lines(client.get("/realm/")) == ['Bearer realm="shop"']

    def test_get_user(self, client, access):
        response = client.get("/tenant/", headers={"authorization": f"Bearer {access}"})
        assert (response.status_code, response.json()["code"], response.json()["detail"]) == (
            401,
            "wrong_tenant",
            "This account belongs to another tenant.",
        )

    @pytest.mark.parametrize("path", ["/tenant/", "/distrustful/"])
    def test_a_refusal_without_a_failure_is_an_invalid_token(self, client, access, path):
        (line,) = lines(client.get(path, headers={"authorization": f"Bearer {access}"}))
        assert parse_challenges(line)[0].params["error"] == "invalid_token"


class TestExceptions:
    @pytest.mark.parametrize("kind", [InvalidToken, AuthenticationFailed, ours.AuthenticationFailed])
    def test_whoever_expects_simplejwts_catches_ours(self, kind):
        with pytest.raises(kind):
            BearerAuthentication().get_validated_token(b"a.b.c")

    def test_get_user_raises_them_too(self, plain, user):
        from rest_framework_simplejwt.tokens import AccessToken

        token = AccessToken(plain)
        user.delete()
        with pytest.raises(InvalidToken):
            BearerAuthentication().get_user(token)

    def test_tell_the_failure(self):
        refusal = ours.InvalidToken(TOKEN_EXPIRED)
        assert (refusal.failure, refusal.status_code) == (TOKEN_EXPIRED, 401)
        assert refusal.detail == {"detail": TOKEN_EXPIRED.detail, "code": "token-expired"}


class TestSchemes:
    @pytest.fixture(autouse=True)
    def jwt(self, settings):
        settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_HEADER_TYPES": ("JWT", "Bearer")}

    def test_announces_the_word_that_is_asked_for(self, client):
        assert lines(client.get("/bearer/")) == ['JWT realm="api"']

    @pytest.mark.parametrize("word", ["JWT", "jwt", "Bearer"])
    def test_takes_each(self, client, access, word):
        assert client.get("/bearer/", headers={"authorization": f"{word} {access}"}).status_code == 200


def test_another_field_decides_the_answer(client, settings, access):
    settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_HEADER_NAME": "HTTP_X_ACCESS_TOKEN"}
    response = client.get("/bearer/", headers={"x-access-token": f"Bearer {access}"})
    assert (response.status_code, "X-Access-Token" in response["Vary"]) == (200, True)


class TestSimplejwtsViews:
    """They have no authenticators, and a challenge all the same."""

    @pytest.mark.parametrize(
        ("path", "sent"),
        [("/obtain/", {"username": "ann", "password": "wrong"}), ("/refresh/", {"refresh": "a.b.c"})],
    )
    def test_still_answer_401_with_it(self, client, user, path, sent):
        response = client.post(path, sent, "application/json")
        assert (response.status_code, lines(response)) == (401, ['Bearer realm="api"'])
