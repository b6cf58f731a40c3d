"""What the handler makes of refusals, whatever the order of the classes."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.test import APIClient
from rest_framework.views import APIView

from status_ref.http.challenges import parse_challenges
from status_ref.http.failures import CREDENTIALS_MISSING
from tests.rest.conftest import basic, lines

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]

BEARER = 'Bearer realm="api"'
BASIC = 'Basic realm="api", charset="UTF-8"'
COOKIE = 'Cookie realm="api", form-action="/accounts/login/", cookie-name=sessionid'


class TestChallenges:
    def test_one_line_for_each_in_order(self, client):
        assert lines(client.get("/everything/")) == [BEARER, COOKIE, BASIC]

    def test_the_same_in_any_order_with_a_foreign_one(self, client):
        assert lines(client.get("/mixed/")) == [BEARER, 'ApiKey realm="keys"', COOKIE, BASIC]

    def test_401_although_a_session_of_drf_stands_first(self, client):
        response = client.get("/foreign-first/")
        assert (response.status_code, lines(response)) == (401, [BEARER, 'ApiKey realm="keys"'])

    def test_a_malformed_foreign_challenge_is_left_out_and_logged(self, client, caplog):
        assert lines(client.get("/garbled/")) == [BEARER]
        assert "Garbled announces a malformed challenge" in caplog.text

    def test_drfs_test_client_is_no_trap(self, user):
        client = APIClient()
        client.force_authenticate(user)
        assert client.get("/fresh/").status_code == 200

    def test_one_challenge_for_two_classes_of_one_scheme(self, client):
        response = client.get("/two-bearers/", headers={"authorization": "Bearer a.b.c"})
        (line,) = lines(response)
        assert 'error="invalid_token"' in line

    def test_the_error_stands_on_the_one_that_failed(self, client, expired):
        bearer, *others = lines(client.get("/everything/", headers={"authorization": f"Bearer {expired}"}))
        assert 'error="invalid_token"' in bearer
        assert others == [COOKIE, BASIC]

    def test_no_error_when_basic_failed(self, client):
        assert lines(client.get("/everything/", headers={"authorization": basic("ann", "no")})) == [
            BEARER,
            COOKIE,
            BASIC,
        ]

    def test_one_line_by_setting(self, client, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"JOIN_CHALLENGES": True}
        assert lines(client.get("/everything/")) == [f"{BEARER}, {COOKIE}, {BASIC}"]

    def test_joined_without_the_handler(self, client, settings):
        settings.REST_FRAMEWORK = {
            k: v for k, v in settings.REST_FRAMEWORK.items() if k != "EXCEPTION_HANDLER"
        }
        response = client.get("/everything/")
        assert [str(c) for c in parse_challenges(response["WWW-Authenticate"])] == [BEARER, COOKIE, BASIC]

    def test_400_without_the_handler(self, client, settings):
        settings.REST_FRAMEWORK = {
            k: v for k, v in settings.REST_FRAMEWORK.items() if k != "EXCEPTION_HANDLER"
        }
        assert client.get("/everything/", headers={"authorization": "Bearer a b"}).status_code == 400

    def test_403_where_there_is_nothing_to_ask_for(self, client):
        response = client.get("/nothing/")
        assert (response.status_code, lines(response)) == (403, [])


class TestProblem:
    def test_tells_what_happened(self, client):
        body = client.get("/everything/").json()
        instance = body.pop("instance")
        assert instance.startswith("urn:uuid:")
        assert body == {
            "type": "http://testserver/status/401/#credentials-missing",
            "title": "Credentials are missing",
            "status": 401,
            "detail": CREDENTIALS_MISSING.detail,
            "code": "credentials-missing",
            "next": "send-credentials",
            "docs": "http://testserver/status/401/",
        }

    def test_is_a_problem_and_never_stored(self, client):
        response = client.get("/everything/")
        assert (response["Content-Type"], response["Cache-Control"]) == (
            "application/problem+json",
            "no-store",
        )

    def test_varies_on_what_it_looked_at(self, client):
        assert {"Authorization", "Cookie", "Sec-Fetch-Dest"} <= set(
            client.get("/everything/")["Vary"].split(", ")
        )

    def test_names_a_scheme_that_is_not_offered(self, client):
        response = client.get("/everything/", headers={"authorization": "Digest a=b"})
        assert response.json()["code"] == "scheme-unsupported"

    def test_takes_an_empty_field_for_none(self, client):
        assert (
            client.get("/everything/", headers={"authorization": " "}).json()["code"] == "credentials-missing"
        )

    def test_is_the_same_for_head_without_content(self, client):
        response = client.head("/everything/")
        assert (response.status_code, lines(response), response.content) == (
            401,
            [BEARER, COOKIE, BASIC],
            b"",
        )

    @pytest.mark.parametrize(
        "accept", ["text/html", "image/png", "application/json", ";;", "*", "application/xml;q=0.1", "*/*"]
    )
    def test_no_accept_hides_a_401(self, client, accept):
        assert client.get("/everything/", headers={"accept": accept}).status_code == 401

    def test_no_format_hides_a_401(self, client, user):
        assert client.get("/everything/?format=xml").status_code == 401
        assert (
            client.get("/everything/?format=xml", headers={"authorization": basic("ann")}).status_code == 404
        )

    def test_no_version_hides_a_401(self, client):
        headers = {"accept": "application/json; version=9"}
        assert client.get("/versioned/", headers=headers).status_code == 401

    def test_406_for_whoever_may_see_it(self, client, user):
        response = client.get("/basic/", headers={"accept": "image/png", "authorization": basic("ann")})
        assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")

    def test_403_behind_a_406(self, client, user):
        client.force_login(user)
        assert client.get("/staff/", headers={"accept": "image/png"}).status_code == 403

    def test_403_has_no_challenge(self, client, user):
        response = client.get("/staff/", headers={"authorization": basic("ann")})
        assert (response.status_code, response.json()["code"], lines(response)) == (
            403,
            "permission-denied",
            [],
        )

    def test_405_names_the_methods(self, client, user):
        response = client.put("/basic/", headers={"authorization": basic("ann")})
        assert (response.status_code, response["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")

    def test_429_rounds_the_wait_up(self, client):
        response = client.get("/raises/throttled/")
        assert (response.status_code, response["Retry-After"]) == (429, "3")

    def test_429_of_a_limit_of_ours(self, client):
        response = client.get("/raises/later/")
        assert (response.status_code, response["Retry-After"]) == (429, "7")
        assert response.json()["code"] == "too-many-attempts"

    def test_400_names_the_fields(self, client):
        response = client.get("/raises/invalid/")
        assert (response.status_code, response.json()["errors"]) == (400, {"name": ["Too short."]})

    @pytest.mark.parametrize(("what", "code"), [("missing", "not_found"), ("coded", "order_missing")])
    def test_404_says_what_the_view_says(self, client, what, code):
        problem = client.get(f"/raises/{what}/").json()
        assert (problem["detail"], problem["code"]) == ("No such order.", code)

    def test_403_says_what_the_permission_says(self, client, user):
        problem = client.get("/by-plan/", headers={"authorization": basic("ann")}).json()
        assert (problem["detail"], problem["code"]) == ("Your plan has no exports.", "plan_too_small")
        assert problem["type"].endswith("#permission-denied")

    def test_400_of_suspicion_is_heard_by_monitors(self, client, caplog):
        assert client.get("/raises/suspicious/").status_code == 400
        assert "django.security.DisallowedRedirect" in [record.name for record in caplog.records]

    def test_404_before_negotiation_stays_one(self, client):
        assert client.get("/nested/").status_code == 404

    def test_429_is_never_stored(self, client):
        assert client.get("/raises/throttled/")["Cache-Control"] == "no-store"

    def test_pages_of_the_project_stay(self, client):
        response = client.get("/pages/", headers={"accept": "text/html"})
        assert (response.status_code, "Django REST framework" in response.content.decode()) == (401, True)

    def test_413_has_its_new_name(self, client, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        response = client.post("/api/token/", {"username": "a" * 20}, "application/json")
        assert (response.status_code, response.reason_phrase) == (413, "Content Too Large")

    def test_a_bug_stays_a_bug(self, client):
        with pytest.raises(ValueError, match="a bug"):
            client.get("/raises/value/")

    def test_a_bare_problem_has_no_link_where_there_are_no_pages(self, client, settings):
        settings.STATUS_REF = {}
        assert "docs" not in client.get("/raises/invalid/").json()

    def test_a_refusal_undoes_what_the_request_did(self, client, monkeypatch):
        monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", 1)
        assert client.get("/saves-then-fails/").status_code == 400
        assert not Group.objects.exists()

    def test_without_pages_the_type_is_blank(self, client, settings):
        settings.STATUS_REF = {}
        body = client.get("/everything/").json()
        assert (body.get("type"), body["title"], "docs" in body) == ("about:blank", "Unauthorized", False)
        assert body["code"] == "credentials-missing"


class TestPage:
    """What somebody sees who opens the address of an API in a browser."""

    BROWSER = {
        "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "sec-fetch-dest": "document",
    }

    @pytest.fixture
    def response(self, client):
        return client.get("/everything/?a=b", headers=self.BROWSER)

    def test_has_the_status(self, response):
        assert (response.status_code, response["Content-Type"]) == (401, "text/html; charset=utf-8")

    def test_says_what_happened_and_shows_the_challenges(self, response):
        html = response.content.decode()
        assert "Credentials are missing" in html
        assert "WWW-Authenticate: Bearer realm=&quot;api&quot;" in html

    def test_raises_no_dialog(self, response):
        assert not [line for line in lines(response) if line.startswith("Basic")]

    def test_shows_the_way_in_and_the_explanation(self, response):
        html = response.content.decode()
        assert 'href="/accounts/login/?next=%2Feverything%2F%3Fa%3Db"' in html
        assert 'href="http://testserver/status/401/#credentials-missing"' in html

    def test_leads_to_the_page_of_the_status_where_nothing_more_is_known(self, client):
        html = client.get("/raises/throttled/", headers=self.BROWSER).content.decode()
        assert 'href="http://testserver/status/429/"' in html
        assert "/accounts/login/" not in html

    def test_shows_no_way_in_that_leads_back(self, client):
        content = client.get("/bearer/", headers={"accept": "text/html"}).content.decode()
        assert "/accounts/login/" not in content

    def test_a_project_without_templates_gets_json(self, client, settings):
        settings.TEMPLATES = []
        response = client.get("/everything/", headers={"accept": "text/html"})
        assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")

    def test_knows_no_way_in_where_there_is_none(self, client, settings):
        settings.LOGIN_URL = "nowhere"
        assert "Log in" not in client.get("/everything/", headers=self.BROWSER).content.decode()

    def test_programs_get_json(self, client):
        headers = {"accept": "application/json, text/html;q=0.1", "sec-fetch-dest": "document"}
        assert (
            client.get("/everything/", headers={"accept": "*/*"})["Content-Type"]
            == "application/problem+json"
        )
        assert client.get("/everything/", headers=headers).status_code == 401

    def test_without_the_app_there_is_only_json(self, client, settings):
        settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "status_ref"]
        assert client.get("/bearer/", headers=self.BROWSER)["Content-Type"] == "application/problem+json"


class TestConceal:
    """RFC 9110, Section 15.5.4: a 404 hides that there is something to be forbidden."""

    def get(self, client, **headers):
        response = client.get("/concealed/", headers=headers)
        varying = {"instance": None}
        return response.status_code, dict(response.items()), response.json() | varying

    def test_one_answer_for_who_is_unknown_and_who_may_not(self, client, access):
        assert self.get(client) == self.get(client, authorization=f"Bearer {access}")

    def test_is_a_404_without_a_trace(self, client):
        status, fields, problem = self.get(client)
        assert (status, fields["Cache-Control"], problem["code"]) == (404, "no-store", "not_found")
        assert not {"WWW-Authenticate", "Allow"} & set(fields)

    def test_the_same_where_there_really_is_nothing(self, client, user):
        headers = {"authorization": basic("ann")}
        assert client.post("/concealed/", headers=headers).json()["detail"] == self.get(client)[2]["detail"]

    def test_who_may_sees_it(self, client, user):
        assert client.get("/concealed/", headers={"authorization": basic("ann")}).status_code == 200

    def test_nor_do_limits_give_it_away(self, client, user, settings):
        settings.STATUS_REF = {"ATTEMPTS": {"account-address": 0, "address": 0, "account": 0}}
        assert self.get(client, authorization=basic("ann")) == self.get(client)

    def test_a_preflight_gives_nothing_away(self, client):
        headers = {"origin": "https://a.example", "access-control-request-method": "GET"}
        assert client.options("/concealed/", headers=headers).status_code == 404


class TestRequireTls:
    """RFC 7617, Section 4 and RFC 6750, Section 5.3."""

    @pytest.fixture(autouse=True)
    def tls(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"REQUIRE_TLS": True}

    @pytest.mark.parametrize("kind", ["basic", "bearer"])
    def test_refuses_credentials_in_clear(self, client, access, kind):
        value = basic("ann") if kind == "basic" else f"Bearer {access}"
        response = client.get("/everything/", headers={"authorization": value})
        assert (response.status_code, response.json()["code"], lines(response)) == (403, "tls-required", [])

    def test_asks_for_no_password_in_clear(self, client):
        assert lines(client.get("/everything/")) == [BEARER, COOKIE]

    def test_takes_and_asks_over_tls(self, client, user):
        assert lines(client.get("/everything/", secure=True)) == [BEARER, COOKIE, BASIC]
        headers = {"authorization": basic("ann")}
        assert client.get("/everything/", headers=headers, secure=True).status_code == 200


class TestPreflight:
    def test_needs_no_credentials(self, client):
        headers = {"origin": "https://app.example", "access-control-request-method": "GET"}
        response = client.options("/everything/", headers=headers)
        assert (response.status_code, response.content, lines(response)) == (204, b"", [])

    @pytest.mark.parametrize(
        ("field", "value"), [("origin", "https://a.example"), ("access-control-request-method", "GET")]
    )
    def test_is_known_by_both_of_its_fields(self, client, field, value):
        assert client.options("/everything/", headers={field: value}).status_code == 401

    def test_does_not_hide_a_bug(self, client):
        headers = {"origin": "https://app.example", "access-control-request-method": "GET"}
        with pytest.raises(ValueError, match="a bug"):
            client.options("/raises/value/", headers=headers)

    def test_an_ordinary_options_does(self, client):
        assert client.options("/everything/").status_code == 401


class TestBadCredentialsAtAPublicView:
    BAD = ("Bearer a.b.c", "Bearer a b", "Basic !!", "Basic YTpi")

    @pytest.fixture
    def anonymous(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"BAD_CREDENTIALS": "anonymous"}

    @pytest.mark.parametrize(("value", "status"), list(zip(BAD, (401, 400, 401, 401), strict=True)))
    def test_are_refused(self, client, value, status):
        assert client.get("/public/", headers={"authorization": value}).status_code == status

    @pytest.mark.usefixtures("anonymous")
    @pytest.mark.parametrize("value", BAD)
    def test_are_nothing_by_setting(self, client, value):
        assert client.get("/public/", headers={"authorization": value}).status_code == 200

    @pytest.mark.usefixtures("anonymous")
    def test_are_still_named_where_a_user_is_needed(self, client, expired):
        response = client.get("/everything/", headers={"authorization": f"Bearer {expired}"})
        assert (response.status_code, response.json()["code"]) == (401, "token-expired")
        assert 'error="invalid_token"' in lines(response)[0]

    @pytest.mark.usefixtures("anonymous")
    def test_do_not_hinder_good_ones(self, client, user):
        client.force_login(user)
        response = client.get("/everything/", headers={"authorization": "Bearer a.b.c"})
        assert response.json()["user"] == "ann"


class OwnGarbled(APIView):
    """A view without authenticators whose own challenge is malformed."""

    authentication_classes = ()
    permission_classes = ()

    def get_authenticate_header(self, request):
        return 'ApiKey realm="keys'

    def get(self, request):
        raise AuthenticationFailed


def test_a_view_whose_own_challenge_is_malformed_has_none(rf):
    response = OwnGarbled.as_view()(rf.get("/"))
    assert response.status_code == 403
    assert "WWW-Authenticate" not in response
