"""Scopes and fresh sign-ins: who may pass, and what everybody else is told."""

import pytest

from status_ref.rest import HasScope
from status_ref.sessions import AUTH_TIME
from tests import tokens
from tests.rest.conftest import basic, lines

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]

BOTH = ["a:read", "a:write"]


@pytest.fixture
def bearer(user):
    """Headers with a token of these scopes, whose user signed in some seconds ago."""

    def bearer(*scope, age=0, **claims):
        token = tokens.access(user, scope, age)
        token.payload |= claims
        return {"authorization": f"Bearer {token}"}

    return bearer


class TestHasScope:
    def test_lets_pass_who_has_them_all(self, client, bearer):
        assert client.get("/scoped/", headers=bearer(*BOTH)).status_code == 200

    @pytest.mark.parametrize("scope", [(), ("a:read",), ("a:readx", "a:write")])
    def test_refuses_who_lacks_one_and_says_which_are_needed(self, client, bearer, scope):
        response = client.get("/scoped/", headers=bearer(*scope))
        bearer_line, *others = lines(response)
        assert (response.status_code, response.json()["code"]) == (403, "scope-insufficient")
        assert 'scope="a:read a:write", error="insufficient_scope"' in bearer_line
        assert not any("error" in line for line in others)

    def test_a_name_and_a_password_hold_every_scope(self, client, user):
        assert client.get("/scoped/", headers={"authorization": basic("ann")}).status_code == 200

    def test_a_session_holds_every_scope(self, client, user):
        client.force_login(user)
        assert client.get("/scoped/").status_code == 200

    def test_credentials_of_others_hold_none(self, client, user):
        response = client.get("/scoped-foreign/")
        assert (response.status_code, response.json()["code"]) == (403, "scope-insufficient")

    def test_a_key_of_another_package_holds_none(self, client, user):
        response = client.get("/scope-by-key/")
        assert (response.status_code, response.json()["code"]) == (403, "scope-insufficient")

    @pytest.mark.parametrize("scope", [(), ("a:read",)])
    def test_is_not_blamed_where_another_permission_let_pass(self, client, bearer, scope):
        response = client.get("/scope-or-anybody/", headers=bearer(*scope))
        assert (response.json()["code"], lines(response)) == ("permission-denied", [])

    def test_is_not_asked_for_where_it_is_forbidden(self, client, bearer):
        response = client.get("/not-with-scope/", headers=bearer())
        assert (response.json()["code"], lines(response)) == ("permission-denied", [])

    def test_nobody_at_all_holds_none(self, client, settings):
        settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"UNAUTHENTICATED_USER": None}
        assert client.get("/scoped/").status_code == 401

    def test_a_permission_that_breaks_when_asked_again_is_a_plain_403(self, client, user):
        response = client.get("/asked-once/", headers={"authorization": basic("ann")})
        assert (response.status_code, response.json()["code"]) == (403, "permission-denied")

    def test_asks_for_credentials_first(self, client):
        response = client.get("/scoped/")
        assert (response.status_code, response.json()["code"]) == (401, "credentials-missing")
        assert lines(response)[0] == 'Bearer realm="api"'

    @pytest.mark.parametrize(("staff", "status"), [(True, 200), (False, 403)])
    def test_combines_with_others(self, client, bearer, user, staff, status):
        user.is_staff = staff
        user.save()
        assert client.get("/scoped-or-staff/", headers=bearer()).status_code == status

    def test_an_alternative_that_is_met_is_not_complained_of(self, client, bearer):
        response = client.get("/either-scope/", headers=bearer("a:write"))
        assert (response.status_code, response.json()["code"]) == (403, "permission-denied")


class TestRecentSignIn:
    @pytest.mark.parametrize("age", [0, 290])
    def test_lets_pass_who_signed_in_a_short_time_ago(self, client, bearer, age):
        assert client.get("/fresh/", headers=bearer(age=age)).status_code == 200

    def test_asks_for_a_new_sign_in(self, client, bearer):
        response = client.get("/fresh/", headers=bearer(age=301))
        assert (response.status_code, response.json()["code"]) == (401, "step-up-required")
        assert response.json()["next"] == "step-up"
        assert 'error="insufficient_user_authentication"' in lines(response)[0]
        assert lines(response)[0].endswith('max_age="300"')

    def test_a_name_and_a_password_count_as_now(self, client, user):
        assert client.get("/fresh/", headers={"authorization": basic("ann")}).status_code == 200

    @pytest.mark.parametrize(("age", "status"), [(0, 200), (301, 401)])
    def test_a_session_counts_from_its_log_in(self, client, user, age, status):
        client.force_login(user)
        session = client.session
        session[AUTH_TIME] -= age
        session.save()
        assert client.get("/fresh/").status_code == status

    def test_a_session_without_a_time_is_too_old(self, client, user):
        client.force_login(user)
        session = client.session
        del session[AUTH_TIME]
        session.save()
        assert client.get("/fresh/").json()["code"] == "step-up-required"

    @pytest.mark.parametrize(("acr", "status"), [("silver", 200), ("bronze", 401), (None, 401)])
    def test_wants_one_of_the_classes(self, client, bearer, acr, status):
        response = client.get("/strong/", headers=bearer(age=9999, **({"acr": acr} if acr else {})))
        assert response.status_code == status

    def test_names_the_classes(self, client, bearer):
        assert 'acr_values="gold silver"' in lines(client.get("/strong/", headers=bearer()))[0]


@pytest.mark.parametrize("scope", ["a b", "", 'a"b', "\u00e9"])
def test_a_scope_is_one_word(scope):
    with pytest.raises(ValueError, match="is no scope"):
        HasScope(scope)


def test_a_session_of_drf_has_its_time_of_signing_in(client, user):
    client.force_login(user)
    assert client.get("/fresh-for-drf/").status_code == 200
