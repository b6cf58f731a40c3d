"""What the handler makes of refusals, whatever the order of the classes."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from rest_framework.test import APIClient

from status_ref.http.challenges import parse_challenges
from status_ref.http.failures import CREDENTIALS_MISSING
from tests.rest.conftest import basic, lines

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]

BEARER = 'Bearer realm="api"'
BASIC = 'Basic realm="api", charset="UTF-8"'
COOKIE = 'Cookie realm="api", form-action="/accounts/login/", cookie-name=sessionid'


class TestChallenges:
    def test_one_line_for_each_in_order(self, client):
        assert lines(client.get("/everything/")) == [BEARER, BASIC, COOKIE]

    def test_the_same_in_any_order_with_a_foreign_one(self, client):
        assert lines(client.get("/mixed/")) == [BEARER, BASIC, 'ApiKey realm="keys"', COOKIE]

    def test_401_although_a_session_of_drf_stands_first(self, client):
        response = client.get("/foreign-first/")
        assert (response.status_code, lines(response)) == (401, [BEARER, 'ApiKey realm="keys"'])

    def test_a_malformed_foreign_challenge_is_left_out_and_logged(self, client, caplog):
        assert lines(client.get("/garbled/")) == [BEARER]
        assert "Garbled announces a malformed challenge" in caplog.text

    def test_drfs_test_client_is_no_trap(self, user):
        client = APIClient()
        client.force_authenticate(user)
        assert client.get("/fresh/").status_code == 403

    def test_one_challenge_for_two_classes_of_one_scheme(self, client):
        response = client.get("/two-bearers/", headers={"authorization": "Bearer a.b.c"})
        (line,) = lines(response)
        assert 'error="invalid_token"' in line

    def test_the_error_stands_on_the_one_that_failed(self, client, expired):
        bearer, *others = lines(client.get("/everything/", headers={"authorization": f"Bearer {expired}"}))
        assert 'error="invalid_token"' in bearer
        assert others == [BASIC, COOKIE]

    def test_no_error_when_basic_failed(self, client):
        assert lines(client.get("/everything/", headers={"authorization": basic("ann", "no")})) == [
            BEARER,
            BASIC,
            COOKIE,
        ]

    def test_one_line_by_setting(self, client, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"JOIN_CHALLENGES": True}
        assert lines(client.get("/everything/")) == [f"{BEARER}, {BASIC}, {COOKIE}"]

    def test_joined_without_the_handler(self, client, settings):
        settings.REST_FRAMEWORK = {
            k: v for k, v in settings.REST_FRAMEWORK.items() if k != "EXCEPTION_HANDLER"
        }
        response = client.get("/everything/")
        assert [str(c) for c in parse_challenges(response["WWW-Authenticate"])] == [BEARER, BASIC, COOKIE]

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
            [BEARER, BASIC, COOKIE],
            b"",
        )

    @pytest.mark.parametrize("accept", ["text/html", "image/png", "application/xml;q=0.1", "*/*"])
    def test_no_accept_hides_a_401(self, client, accept):
        assert client.get("/everything/", headers={"accept": accept}).status_code == 401

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

    def test_400_names_the_fields(self, client):
        response = client.get("/raises/invalid/")
        assert (response.status_code, response.json()["errors"]) == (400, {"name": ["Too short."]})

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
