"""Protected resource metadata: where it stands, what it says, and who names it (RFC 9728)."""

import pytest

from status_ref.http.challenges import parse_challenges
from tests.rest.conftest import basic

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]

SERVER = "https://sign-in.example/"
WELL_KNOWN = "/.well-known/oauth-protected-resource"


@pytest.fixture(autouse=True)
def resources(settings):
    resources = {
        "/scoped": {"authorization_servers": [SERVER], "resource_name": "Scoped things", "jwks_uri": ""},
        "/scoped/deeper/": {"authorization_servers": [SERVER]},
    }
    settings.STATUS_REF = settings.STATUS_REF | {"RESOURCES": resources, "SCOPES": ("a:read", "a:write")}
    return resources


def bearer(response):
    return next(c for c in parse_challenges(response["WWW-Authenticate"]) if c.scheme == "Bearer").params


class TestDocument:
    def test_says_what_is_configured_and_what_is_known(self, client):
        assert client.get(f"{WELL_KNOWN}/scoped").json() == {
            "resource": "http://testserver/scoped",
            "authorization_servers": [SERVER],
            "scopes_supported": ["a:read", "a:write"],
            "bearer_methods_supported": ["header"],
            "resource_name": "Scoped things",
            "resource_documentation": "http://testserver/status/401/",
        }

    def test_names_the_resource_to_the_letter(self, client):
        document = client.get(f"{WELL_KNOWN}/scoped/deeper/").json()
        assert document["resource"] == "http://testserver/scoped/deeper/"

    def test_is_public_and_kept(self, client):
        response = client.get(f"{WELL_KNOWN}/scoped")
        assert response["Cache-Control"] == "public, max-age=3600"
        assert response["Content-Type"] == "application/json"
        assert response["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize("path", ["", "/", "/scoped/", "/scoped/deeper", "/elsewhere", "/Scoped"])
    def test_stands_nowhere_else(self, client, path):
        assert client.get(WELL_KNOWN + path).status_code == 404

    def test_of_a_whole_site_stands_without_a_path(self, client, resources):
        resources["/"] = {"authorization_servers": [SERVER]}
        assert client.get(WELL_KNOWN).json()["resource"] == "http://testserver/"

    def test_needs_an_origin(self, client, settings, resources):
        settings.STATUS_REF = {"RESOURCES": resources}
        assert client.get(f"{WELL_KNOWN}/scoped").status_code == 404


class TestChallenge:
    def test_names_the_document_and_the_scopes(self, client):
        params = bearer(client.get("/scoped/"))
        assert params == {
            "realm": "api",
            "resource_metadata": f"http://testserver{WELL_KNOWN}/scoped",
            "scope": "a:read a:write",
        }

    def test_names_them_on_a_403_too(self, client, access):
        response = client.get("/scoped/", headers={"authorization": f"Bearer {access}"})
        params = bearer(response)
        assert response.status_code == 403
        assert list(params)[:4] == ["realm", "resource_metadata", "scope", "error"]
        assert (params["error"], params["scope"]) == ("insufficient_scope", "a:read a:write")

    def test_names_the_document_of_the_longest_prefix(self, client, resources):
        resources["/scoped/"] = {}
        assert bearer(client.get("/scoped/"))["resource_metadata"].endswith("/scoped/")

    @pytest.mark.parametrize("path", ["/scoped-or-staff/", "/bearer/"])
    def test_is_bare_beside_the_resource(self, client, path):
        assert bearer(client.get(path)) == {"realm": "api"}

    def test_of_a_whole_site(self, client, resources):
        resources["/"] = {}
        assert bearer(client.get("/bearer/"))["resource_metadata"] == f"http://testserver{WELL_KNOWN}"

    @pytest.mark.parametrize(("path", "scope"), [("/both/", "a:read a:write"), ("/either-scope/", None)])
    def test_scopes_of_and_are_all_needed_and_of_or_none(self, client, resources, path, scope):
        resources["/"] = {}
        assert bearer(client.get(path)).get("scope") == scope

    def test_permissions_that_cannot_be_known_name_no_scope(self, client, resources):
        resources["/"] = {}
        response = client.post(
            "/by-content/", "{", content_type="application/json", headers={"authorization": basic("no")}
        )
        assert (response.status_code, list(bearer(response))) == (401, ["realm", "resource_metadata"])
