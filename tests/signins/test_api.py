"""Sign in and refresh, as a client sees them."""

from base64 import b64encode
from urllib.parse import urlencode

import jwt
import pytest
from django.core.cache import cache
from django.utils import timezone
from rest_framework.test import APIClient

from status_ref.signins import rotation
from status_ref.signins.api import RefreshView
from status_ref.signins.models import SignIn
from tests import tokens
from tests.signins.conftest import PASSWORD

JSON = "application/json"

pytestmark = pytest.mark.django_db


def basic(name, password):
    return {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def lines(response):
    return [value for name, value in response.items() if name == "WWW-Authenticate"]


class TestSignIn:
    def test_gives_what_rfc_6749_asks_for(self, sign_in):
        body = sign_in().json()
        assert (body["token_type"], body["expires_in"], body["scope"]) == (
            "Bearer",
            300,
            "profile:read profile:write sign-ins",
        )
        assert set(body) == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}

    def test_grants_each_scope_once(self, sign_in, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"SCOPES": ("sign-ins", "a")}
        assert sign_in().json()["scope"] == "sign-ins a"

    @pytest.mark.parametrize("path", ["/api/token/", "/api/token/refresh/", "/api/token/revoke/"])
    def test_takes_nothing_in_clear_where_that_is_demanded(self, client, settings, path):
        settings.STATUS_REF = settings.STATUS_REF | {"REQUIRE_TLS": True}
        response = client.post(path, {"username": "ann", "password": PASSWORD}, JSON)
        assert (response.status_code, response.json()["code"]) == (403, "tls-required")

    def test_a_test_client_that_forces_a_user_is_no_trap(self, user):
        forced = APIClient()
        forced.force_authenticate(user)
        assert forced.post("/api/token/", {}, format="json").status_code == 200

    def test_is_never_stored(self, sign_in):
        response = sign_in()
        assert (response["Cache-Control"], response["Pragma"]) == ("no-store", "no-cache")

    def test_takes_a_form(self, client, user):
        response = client.post(
            "/api/token/",
            "username=ann&password=" + PASSWORD.replace(" ", "+"),
            content_type="application/x-www-form-urlencoded",
        )
        assert response.status_code == 200

    def test_takes_basic(self, client, user):
        assert (
            client.post("/api/token/", headers=basic("ann", PASSWORD), content_type=JSON).status_code == 200
        )

    def test_takes_basic_with_a_scope(self, client, user):
        response = client.post(
            "/api/token/",
            {"scope": "profile:read"},
            content_type="application/json",
            headers=basic("ann", PASSWORD),
        )
        assert response.json()["scope"] == "profile:read"

    def test_refuses_basic_and_a_body_at_once(self, client, user):
        response = client.post(
            "/api/token/",
            {"username": "ann"},
            content_type="application/json",
            headers=basic("ann", PASSWORD),
        )
        assert (response.status_code, response.json()["code"]) == (400, "credentials-repeated")

    @pytest.mark.parametrize(
        "fields", [{"password": "wrong"}, {"username": "nobody"}, {"username": "a\x01b"}]
    )
    def test_wrong_and_unknown_are_one_answer(self, sign_in, fields):
        response = sign_in(**fields)
        assert (response.status_code, response.json()["code"]) == (401, "credentials-refused")
        assert lines(response) == ['Basic realm="api", charset="UTF-8"']

    def test_inactive_is_the_same_answer(self, sign_in, user):
        user.is_active = False
        user.save()
        response = sign_in()
        assert (response.status_code, response.json()["code"]) == (401, "credentials-refused")

    @pytest.mark.parametrize("mode", ["refuse", "anonymous"])
    def test_bad_basic_is_refused_whatever_public_views_do(self, client, user, settings, mode):
        settings.STATUS_REF = settings.STATUS_REF | {"BAD_CREDENTIALS": mode}
        response = client.post("/api/token/", content_type=JSON, headers=basic("ann", "wrong"))
        assert (response.status_code, response.json()["code"]) == (401, "credentials-refused")

    def test_scripts_of_a_page_get_no_dialog(self, client):
        response = client.post(
            "/api/token/",
            {"username": "a", "password": "b"},
            content_type="application/json",
            headers={"sec-fetch-dest": "empty"},
        )
        (line,) = lines(response)
        assert line.startswith("Cookie ")

    def test_nothing_sent_is_a_401(self, client):
        response = client.post("/api/token/", content_type=JSON)
        assert (response.status_code, response.json()["code"]) == (401, "credentials-missing")

    @pytest.mark.parametrize("field", ["username", "password"])
    def test_half_of_it_is_a_400(self, client, field):
        response = client.post("/api/token/", {field: "x"}, content_type="application/json")
        assert (response.status_code, len(response.json()["errors"])) == (400, 1)

    def test_an_unknown_scope_is_a_400(self, sign_in):
        response = sign_in(scope="profile:read everything")
        assert (response.status_code, list(response.json()["errors"])) == (400, ["scope"])

    @pytest.mark.parametrize(
        "headers", [{"authorization": "Bearer stale"}, {"cookie": "sessionid=stale0123456789"}]
    )
    def test_stale_credentials_do_not_hinder(self, client, user, headers):
        body = {"username": "ann", "password": PASSWORD}
        response = client.post("/api/token/", body, content_type="application/json", headers=headers)
        assert response.status_code == 200

    @pytest.mark.parametrize(
        ("body", "kind", "status"),
        [
            (b"[" * 10_000, "application/json", 400),
            (b"{", "application/json", 400),
            (b"\xff\xfe", "application/json", 400),
            (b"[1]", "application/json", 400),
            (b'"x"', "application/json", 400),
            (b"null", "application/json", 400),
            (b'{"username": {"a": 1}, "password": []}', "application/json", 400),
            (b'{"username": "\\ud800", "password": "x"}', "application/json", 400),
            (b'{"username": "a", "password": "\\u0000"}', "application/json", 400),
            (b'{"username": "a"}', "application/json; charset=rot13", 400),
            (b"username=%FF&password=%ED%A0%80", "application/x-www-form-urlencoded", 401),
            (b"username=a&password=b", "application/x-www-form-urlencoded; charset=rot13", 401),
            (b"&" * 2000, "application/x-www-form-urlencoded", 400),
            (b"a=b&" * 2000, "application/x-www-form-urlencoded", 400),
            (b"<a/>", "application/xml", 415),
        ],
    )
    def test_no_body_is_a_500(self, client, body, kind, status):
        response = client.generic("POST", "/api/token/", body, content_type=kind)
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")

    def test_too_much_of_a_body_is_a_413(self, client, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        assert client.post("/api/token/", "{" + " " * 20, content_type=JSON).status_code == 413

    def test_get_is_a_405(self, client):
        response = client.get("/api/token/")
        assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")

    def test_is_ours_even_without_the_handler(self, client, settings):
        settings.REST_FRAMEWORK = {}
        assert client.post("/api/token/", content_type=JSON)["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/api/token/", "/api/token/refresh/"])
class TestStaleSession:
    def test_is_forgotten_in_the_same_answer(self, client, path):
        client.cookies["sessionid"] = "unknown0123456789"
        assert client.post(path, {}, "application/json").cookies["sessionid"]["max-age"] == 0

    def test_a_live_one_stays(self, client, user, path):
        client.force_login(user)
        assert "sessionid" not in client.post(path, {}, "application/json").cookies


class TestSignInRow:
    def test_is_one_for_each_sign_in(self, sign_in, user):
        sign_in()
        sign_in()
        assert [each.user for each in SignIn.objects.all()] == [user, user]

    @pytest.mark.parametrize(
        ("wanted", "agent", "label"),
        [("kitchen tablet", "curl/8.5.0", "kitchen tablet"), ("", "curl/8.5.0", "curl"), ("", "", "")],
    )
    def test_says_which_client_it_was(self, client, sign_in, wanted, agent, label):
        client.defaults["HTTP_USER_AGENT"] = agent
        sign_in(client=wanted)
        assert SignIn.objects.get().client == label

    def test_none_without_a_right_password(self, sign_in):
        sign_in(password="wrong")
        assert not SignIn.objects.exists()

    def test_a_repeated_parameter_is_a_400(self, client):
        body = "username=a&username=b&password=c"
        response = client.post("/api/token/", body, content_type="application/x-www-form-urlencoded")
        assert (response.status_code, list(response.json()["errors"])) == (400, ["username"])

    def test_an_introspection_scope_is_given_only_to_who_asks(self, sign_in):
        assert sign_in(scope="introspect").json()["scope"] == "introspect"
        assert "introspect" not in sign_in().json()["scope"]


class TestAccessToken:
    def test_has_the_claims_of_rfc_9068(self, sign_in, user):
        claims = jwt.decode(sign_in().json()["access_token"], options={"verify_signature": False})
        assert claims["sub"] == str(user.pk)
        assert {"iss", "aud", "sub", "client_id", "iat", "exp", "jti", "sid", "scope", "auth_time"} <= set(
            claims
        )
        assert (claims["iss"], claims["aud"]) == ("http://testserver", "http://testserver/api/")

    def test_has_its_type_in_the_header(self, sign_in):
        assert jwt.get_unverified_header(sign_in().json()["access_token"])["typ"] == "at+jwt"

    def test_opens_the_profile(self, client, sign_in):
        token = sign_in().json()["access_token"]
        assert client.get("/api/profile/", headers={"authorization": f"Bearer {token}"}).status_code == 200


class TestRefresh:
    @pytest.fixture
    def token(self, sign_in):
        return sign_in().json()["refresh_token"]

    def form(self, client, *pairs, **fields):
        body = urlencode([*pairs, *fields.items()])
        return client.post("/api/token/refresh/", body, content_type="application/x-www-form-urlencoded")

    def grant(self, client, token, **fields):
        return self.form(client, grant_type="refresh_token", refresh_token=token, **fields)

    def test_gives_a_new_pair(self, client, token):
        body = self.grant(client, token).json()
        assert set(body) == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
        assert body["refresh_token"] != token

    def test_takes_json(self, client, token):
        body = {"grant_type": "refresh_token", "refresh_token": token}
        assert client.post("/api/token/refresh/", body, content_type="application/json").status_code == 200

    def test_does_not_move_the_time_of_signing_in(self, client, user):
        old = tokens.sign_in(user, age=1000)
        access = self.grant(client, rotation.token_of(old)).json()["access_token"]
        assert jwt.decode(access, options={"verify_signature": False})["auth_time"] == old.auth_epoch

    def test_may_narrow_the_scope_of_the_access_token_only(self, client, token):
        body = self.grant(client, token, scope="profile:read").json()
        again = self.grant(client, body["refresh_token"]).json()
        assert (body["scope"], again["scope"]) == ("profile:read", "profile:read profile:write sign-ins")

    def test_never_widens_the_scope(self, client, user):
        narrow = tokens.sign_in(user, ["profile:read"])
        response = self.grant(client, rotation.token_of(narrow), scope="profile:write")
        assert (response.status_code, response.json()) == (400, {"error": "invalid_scope"})
        narrow.refresh_from_db()
        assert narrow.generation == 0

    @pytest.mark.parametrize(
        ("fields", "error"),
        [
            ({}, "invalid_request"),
            ({"grant_type": "refresh_token"}, "invalid_request"),
            ({"refresh_token": "x"}, "invalid_request"),
            ({"grant_type": "password", "refresh_token": "x"}, "unsupported_grant_type"),
        ],
    )
    def test_errors_are_oauths(self, client, fields, error):
        response = self.form(client, **fields)
        assert (response.status_code, response.json(), response["Cache-Control"]) == (
            400,
            {"error": error},
            "no-store",
        )

    def test_an_access_token_does_not_refresh(self, client, user):
        body = self.grant(client, str(tokens.access(user))).json()
        assert body == {"error": "invalid_grant", "code": "token-wrong-type"}

    @pytest.mark.parametrize("cut", ["x", "a.b.c", ""])
    def test_garbage_does_not_refresh(self, client, cut):
        assert self.grant(client, cut).status_code == 400

    def test_tells_an_expired_one(self, client, user):
        old = tokens.sign_in(user, idle_until=timezone.now())
        answer = self.grant(client, rotation.token_of(old)).json()
        assert answer == {"error": "invalid_grant", "code": "token-expired"}

    def test_a_deleted_user_is_no_500(self, client, token, user):
        user.delete()
        assert self.grant(client, token).json() == {"error": "invalid_grant", "code": "token-invalid"}

    @pytest.fixture
    def few(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {
            "ATTEMPTS": {"account-address": 2, "address": 2, "account": 2}
        }
        cache.clear()

    def test_guesses_are_counted(self, client, token, few):
        guessed = f"{token.rpartition('.')[0]}.{'A' * 43}"
        assert [self.grant(client, guessed).status_code for _ in range(3)] == [400, 400, 429]

    def test_is_put_off_in_the_words_of_oauth(self, client, token, few):
        for _ in range(2):
            self.grant(client, f"{token.rpartition('.')[0]}.{'A' * 43}")
        response = self.grant(client, token)
        assert response.json() == {"error": "temporarily_unavailable", "code": "too-many-attempts"}
        assert int(response["Retry-After"]) > 0

    def test_tokens_that_have_had_their_day_are_no_guesses(self, client, user, few):
        old = rotation.token_of(tokens.sign_in(user, idle_until=timezone.now()))
        assert {self.grant(client, old).status_code for _ in range(4)} == {400}

    def test_a_scope_too_many_is_no_guess(self, client, user, few):
        narrow = rotation.token_of(tokens.sign_in(user, ["profile:read"]))
        answers = [self.grant(client, narrow, scope="profile:write") for _ in range(4)]
        assert {answer.status_code for answer in answers} == {400}

    @pytest.mark.parametrize("name", ["refresh_token", "grant_type", "unknown"])
    def test_no_parameter_is_repeated(self, client, token, name):
        fields = [("grant_type", "refresh_token"), ("refresh_token", token), (name, "x"), (name, "x")]
        response = self.form(client, *fields)
        assert (response.status_code, response.json()) == (400, {"error": "invalid_request"})

    def test_unknown_parameters_are_ignored(self, client, token):
        assert self.grant(client, token, audience="x").status_code == 200

    def test_what_it_decides_is_written_whatever_the_project_wraps_requests_in(self):
        assert getattr(RefreshView.as_view(), "_non_atomic_requests", None) == {"default"}

    @pytest.mark.parametrize(
        ("body", "kind"),
        [(b"[" * 10_000, "application/json"), (b"[1]", "application/json"), (b"x", "text/plain")],
    )
    def test_no_body_is_a_500(self, client, body, kind):
        response = client.post("/api/token/refresh/", body, content_type=kind)
        assert (response.status_code, response.json()) == (400, {"error": "invalid_request"})


class TestWithoutAKey:
    """The folder of the keys went away while the server ran."""

    @pytest.fixture(autouse=True)
    def keys(self, settings, user, tmp_path):
        self.token = str(tokens.access(user))
        settings.STATUS_REF = settings.STATUS_REF | {"KEYS": (str(tmp_path / "gone.pem"),)}

    def test_nobody_signs_in(self, client):
        response = client.post("/api/token/", {"username": "ann", "password": PASSWORD}, JSON)
        assert (response.status_code, response.json()["code"]) == (503, "service-unavailable")
        assert int(response["Retry-After"]) > 0
        assert SignIn.objects.count() == 1

    @pytest.mark.parametrize("path", ["refresh", "revoke"])
    def test_the_rest_is_put_off_in_the_words_of_oauth(self, client, path):
        sent = {"grant_type": "refresh_token", "refresh_token": "x", "token": "x"}
        response = client.post(f"/api/token/{path}/", sent, JSON)
        assert (response.status_code, response.json()["error"]) == (503, "temporarily_unavailable")

    def test_a_token_is_not_blamed(self, client):
        response = client.get("/api/profile/", headers={"authorization": f"Bearer {self.token}"})
        assert (response.status_code, response.json()["code"]) == (503, "service-unavailable")
