"""What each authenticator accepts, refuses, and leaves to others."""

import pytest
from django.test import Client
from rest_framework_simplejwt.tokens import AccessToken as PlainToken
from rest_framework_simplejwt.utils import get_md5_hash_password

from tests.rest.conftest import PASSWORD, basic, lines
from tests.tokens import signed

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]

PLAIN = "rest_framework_simplejwt.tokens.AccessToken"


class TestBearer:
    def get(self, client, value):
        return client.get("/bearer/", headers={"authorization": value})

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "bEaReR"])
    def test_takes_the_scheme_in_any_case(self, client, access, scheme):
        assert self.get(client, f"{scheme} {access}").status_code == 200

    def test_takes_several_spaces(self, client, access):
        assert self.get(client, f"Bearer   {access}").status_code == 200

    def test_takes_a_plain_simplejwt_token(self, client, plain, settings):
        settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_TOKEN_CLASSES": (PLAIN,)}
        assert self.get(client, f"Bearer {plain}").json() == {"user": "ann", "via": "BearerAuthentication"}

    @pytest.mark.parametrize(
        ("value", "status", "code"),
        [
            ("Bearer", 400, "authorization-malformed"),
            ("Bearer ", 400, "authorization-malformed"),
            ("Bearer a b", 400, "authorization-malformed"),
            ("Bearer\ta", 400, "authorization-malformed"),
            ('Bearer "a"', 400, "authorization-malformed"),
            ("Bearer a=b", 400, "authorization-malformed"),
            ("Bearer a.b.c,Bearer a.b.c", 400, "credentials-repeated"),
            ("Bearer a.b.c, Basic YTpi", 400, "credentials-repeated"),
            ("Bearer " + "a" * 9000, 400, "authorization-too-long"),
            ("Bearer undefined", 401, "token-malformed"),
            ("Bearer a.b.c", 401, "token-malformed"),
            ("Bearer eyJ0eXAiOiJKV1QifQ..x", 401, "token-malformed"),
            ("Bearer WzFd.e30.x", 401, "token-malformed"),
        ],
    )
    def test_names_what_is_wrong_with_the_field(self, client, value, status, code):
        response = self.get(client, value)
        assert (response.status_code, response.json()["code"]) == (status, code)

    def test_tells_an_expired_token(self, client, expired):
        assert self.get(client, f"Bearer {expired}").json()["code"] == "token-expired"

    def test_tells_a_cut_signature(self, client, access):
        assert self.get(client, f"Bearer {str(access)[:-39]}").json()["code"] == "token-invalid"

    def test_says_invalid_token_in_the_challenge(self, client, expired):
        (line,) = lines(self.get(client, f"Bearer {expired}"))
        assert line == (
            'Bearer realm="api", error="invalid_token", '
            'error_description="The token was valid and has run out.", '
            'error_uri="http://testserver/status/401/#token-expired"'
        )

    def test_says_invalid_request_in_the_challenge_of_a_400(self, client):
        assert 'error="invalid_request"' in self.get(client, "Bearer a b")["WWW-Authenticate"]

    @pytest.mark.parametrize("value", ["Foo x", "Basic YTpi", "", "Token abc", "B\xe9arer x", ","])
    def test_leaves_other_schemes_alone(self, client, value):
        response = self.get(client, value)
        assert (response.status_code, lines(response)) == (401, ['Bearer realm="api"'])

    def test_loads_the_user_once(self, client, access, django_assert_num_queries):
        with django_assert_num_queries(1):
            response = self.get(client, f"Bearer {access}")
        assert response.status_code == 200

    def test_follows_auth_header_types(self, client, access, settings):
        settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_HEADER_TYPES": ("JWT",)}
        assert self.get(client, f"jwt {access}").status_code == 200

    def test_follows_auth_header_types_given_as_text(self, client, access, settings):
        settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_HEADER_TYPES": "Bearer"}
        assert self.get(client, f"Bearer {access}").status_code == 200


class TestPlainTokens:
    def get(self, client, token):
        return client.get("/bearer/", headers={"authorization": f"Bearer {token}"})

    @pytest.fixture
    def jwt_settings(self, settings):
        def change(**values):
            settings.SIMPLE_JWT = settings.SIMPLE_JWT | {"AUTH_TOKEN_CLASSES": (PLAIN,)} | values

        return change

    @pytest.mark.parametrize(("change", "status"), [(False, 200), (True, 401)])
    def test_a_changed_password_revokes(self, client, user, jwt_settings, change, status):
        jwt_settings(CHECK_REVOKE_TOKEN=True)
        token = PlainToken.for_user(user)
        token["hash_password"] = get_md5_hash_password(user.password)
        if change:
            user.set_password("another password")
            user.save()
        response = self.get(client, token)
        assert (response.status_code, response.json().get("code")) == (
            status,
            "token-revoked" if change else None,
        )

    @pytest.mark.parametrize(("allowed", "status"), [(True, 200), (False, 401)])
    def test_integer_ids_only_by_setting(self, client, user, settings, jwt_settings, allowed, status):
        jwt_settings()
        settings.STATUS_REF = settings.STATUS_REF | {"INTEGER_USER_IDS": allowed}
        token = PlainToken.for_user(user)
        token["user_id"] = user.pk
        assert self.get(client, token).status_code == status


class TestBasic:
    def get(self, client, value, **headers):
        return client.get("/basic/", headers={"authorization": value} | headers)

    def test_takes_name_and_password(self, client, user):
        assert self.get(client, basic("ann")).json() == {"user": "ann", "via": "BasicAuthentication"}

    def test_takes_the_scheme_in_any_case(self, client, user):
        assert self.get(client, basic("ann").replace("Basic", "bAsIc")).status_code == 200

    def test_normalises_the_name_as_registration_does(self, client, django_user_model):
        django_user_model.objects.create_user("\xe9mile", password=PASSWORD)
        assert self.get(client, basic("e\u0301mile")).status_code == 200

    @pytest.mark.parametrize("name", ["ann", "nobody"])
    def test_gives_one_answer_for_wrong_and_unknown(self, client, user, name):
        body = self.get(client, basic(name, "wrong")).json()
        assert (body["code"], body["status"]) == ("credentials-refused", 401)

    def test_gives_the_same_answer_for_inactive(self, client, user):
        user.is_active = False
        user.save()
        assert self.get(client, basic("ann")).json()["code"] == "credentials-refused"

    @pytest.mark.parametrize(
        "value",
        [
            "Basic",
            "Basic    " + "YTpi" * 3000,
            "Basic YWxwdw==",
            "Basic YQBsOnB3",
            "Basic !!",
            "Basic YTpi,Basic YTpi",
        ],
    )
    def test_answers_401_to_what_is_malformed(self, client, value):
        response = self.get(client, value)
        assert (response.status_code, response.json()["code"]) == (401, "basic-malformed")

    def test_has_no_error_in_its_challenge(self, client):
        assert lines(self.get(client, "Basic !!")) == ['Basic realm="api", charset="UTF-8"']

    @pytest.mark.parametrize("header", ["sec-fetch-dest", "x-requested-with"])
    def test_hints_at_the_cookie_where_a_browser_would_prompt(self, client, header):
        (line,) = lines(self.get(client, "", **{header: "empty"}))
        assert line == 'Cookie realm="api", form-action="/accounts/login/", cookie-name=sessionid'

    def test_stays_where_the_hint_is_switched_off(self, client, settings):
        settings.STATUS_REF = {"COOKIE_CHALLENGE": False}
        (line,) = lines(self.get(client, "", **{"sec-fetch-dest": "empty"}))
        assert line.startswith("Basic")

    def test_stays_where_the_view_wants_the_prompt(self, client):
        response = client.get("/prompting/", headers={"sec-fetch-dest": "document"})
        assert lines(response) == ['Basic realm="api", charset="UTF-8"']


class TestSession:
    def test_takes_a_live_session(self, client, user):
        client.force_login(user)
        assert client.get("/session/").json()["user"] == "ann"

    def test_answers_401_with_a_hint(self, client):
        response = client.get("/session/")
        assert (response.status_code, lines(response)) == (
            401,
            ['Cookie realm="api", form-action="/accounts/login/", cookie-name=sessionid'],
        )

    def test_names_no_form_where_there_is_none(self, client, settings):
        settings.LOGIN_URL = "nowhere"
        assert lines(client.get("/session/")) == ['Cookie realm="api", cookie-name=sessionid']

    def test_answers_403_where_the_hint_is_switched_off(self, client, settings):
        settings.STATUS_REF = {"COOKIE_CHALLENGE": False}
        response = client.get("/session/")
        assert (response.status_code, response.json()["status"], lines(response)) == (403, 403, [])

    def test_demands_the_csrf_token(self, user):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        response = client.post("/session/", {})
        assert (response.status_code, response.json()["code"]) == (403, "csrf-failed")

    def test_takes_the_csrf_token(self, user):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        client.cookies["csrftoken"] = "a" * 32
        assert (
            client.post(
                "/session/", headers={"x-csrftoken": "a" * 32}, content_type="application/json"
            ).status_code
            == 200
        )

    def test_says_that_a_session_has_ended(self, client):
        client.cookies["sessionid"] = "unknown0123456789"
        response = client.get("/session/")
        assert response.json()["code"] == "session-ended"
        assert response.cookies["sessionid"]["max-age"] == 0

    def test_a_dead_cookie_does_not_hinder_a_token(self, client, access):
        client.cookies["sessionid"] = "unknown0123456789"
        assert client.get("/mixed/", headers={"authorization": f"Bearer {access}"}).status_code == 200


def test_a_signature_is_not_enough(client, user):
    token = signed({"sub": str(user.pk)})
    response = client.get("/bearer/", headers={"authorization": f"Bearer {token}"})
    assert response.status_code == 401
