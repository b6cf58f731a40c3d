"""RFC 9728 and the Model Context Protocol: where the tokens for a resource come from."""

from __future__ import annotations

import json

import pytest

from tests.wire.matrix.places import basic, bearer, lines, listed, of_scheme, offered, problem
from tests.wire.matrix.settings import AUTHORIZATION_SERVER

WELL_KNOWN = "/.well-known/oauth-protected-resource"
NAMES = ["/api/", "/api/strong"]
BELOW = {"/api/": "/api/profile/", "/api/strong": "/api/strong/bearer/"}
ARRAYS = {"authorization_servers", "scopes_supported", "bearer_methods_supported"}
MEMBERS = {
    "resource", "authorization_servers", "jwks_uri", "scopes_supported", "bearer_methods_supported",
    "resource_signing_alg_values_supported", "resource_name", "resource_documentation", "resource_policy_uri",
    "resource_tos_uri", "tls_client_certificate_bound_access_tokens", "authorization_details_types_supported",
    "dpop_signing_alg_values_supported", "dpop_bound_access_tokens_required", "signed_metadata",
}  # fmt: skip


@pytest.fixture(params=NAMES)
def name(request):
    """The path of a resource."""
    return request.param


@pytest.fixture
def answer(site, name):
    """What stands where the document of the resource belongs."""
    return site.see("GET", WELL_KNOWN + name)


@pytest.fixture
def document(answer):
    """The document."""
    return json.loads(answer.body)


@pytest.fixture
def refused(site):
    """Everything that is refused below ``/api/`` for want of a good token."""
    narrow = bearer(site.token.changed(scope="profile:read"))
    return [
        site.see("GET", "/api/profile/"),
        site.see("GET", "/api/profile/"),
        site.see("GET", "/api/profile/", "Authorization: Bearer a.b.c"),
        site.see("GET", "/api/profile/", "Authorization: Bearer a b"),
        site.see("PATCH", "/api/profile/", narrow),
    ]


def announced(answer):
    """The address that a challenge names."""
    return of_scheme(answer, "bearer").params["resource_metadata"]


class TestPRM01:
    def test_the_document_stands_between_host_and_path(self, answer):
        assert answer.status == 200

    def test_of_a_whole_site_it_stands_at_the_well_known_address_alone(self, production):
        assert json.loads(production.see("GET", WELL_KNOWN).body)["resource"] == "https://demo.example/"
        assert announced(production.see("GET", "/api/profile/")) == f"https://demo.example{WELL_KNOWN}"


class TestPRM02:
    def test_is_a_json_object(self, answer, document):
        assert (answer["Content-Type"], type(document)) == ("application/json", dict)

    def test_what_can_have_several_values_is_an_array(self, document):
        assert {name for name, value in document.items() if isinstance(value, list)} == ARRAYS

    def test_nothing_is_empty(self, document):
        assert [name for name, value in document.items() if not value] == []


class TestPRM03:
    def test_names_the_resource_to_the_letter(self, site, name, document):
        assert document["resource"] == site.project.origin + name


class TestPRM04:
    def test_the_name_leads_back_to_the_document(self, site, name, document):
        path = document["resource"].removeprefix(site.project.origin)
        assert announced(site.see("GET", BELOW[name])) == site.project.origin + WELL_KNOWN + path


class TestPRM05:
    def test_the_challenge_has_an_absolute_quoted_url(self, site, name):
        (line,) = [line for line in lines(site.see("GET", BELOW[name])) if line.startswith("Bearer")]
        assert f'resource_metadata="{site.project.origin}{WELL_KNOWN}{name}"' in line

    def test_with_https_in_production(self, production):
        assert announced(production.see("GET", "/api/profile/")).startswith("https://")


class TestPRM06:
    def test_every_member_is_a_registered_one(self, document):
        assert document.keys() <= MEMBERS

    def test_tokens_come_from_somewhere_and_travel_in_the_field(self, document):
        assert document["authorization_servers"] == [AUTHORIZATION_SERVER]
        assert document["bearer_methods_supported"] == ["header"]

    def test_scopes_and_documentation_are_named(self, site, document):
        assert document["scopes_supported"] == ["profile:read", "profile:write"]
        path = document["resource_documentation"].removeprefix(site.project.origin)
        assert site.see("GET", path).status == 200


class TestPRM07:
    def test_every_challenge_names_it_anew(self, site, refused):
        assert {announced(answer) for answer in refused} == {f"{site.project.origin}{WELL_KNOWN}/api/"}


class TestPRM08:
    def test_other_schemes_stand_beside_it(self, site):
        assert offered(site.see("GET", "/api/profile/")) == {"bearer", "basic", "cookie"}


class TestPRM09:
    @pytest.mark.parametrize("path", ["/api", "/API/", "/api//", "/api/strong/", "/api/\u0301"])
    def test_another_spelling_is_another_resource(self, site, path):
        assert site.see("GET", WELL_KNOWN + path.replace("\u0301", "%CC%81")).status == 404


class TestPRM10:
    def test_is_kept_by_everybody_for_a_while(self, answer):
        assert listed(answer, "Cache-Control") == {"public", "max-age=3600"}
        assert not {"cookie", "authorization"} & listed(answer, "Vary")

    def test_any_origin_may_read_it(self, answer):
        assert answer["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize(
        "field", ["Authorization: Bearer x", "Authorization: Basic !!", "Cookie: sessionid=x"]
    )
    def test_no_credentials_spoil_it(self, site, name, field):
        assert site.see("GET", WELL_KNOWN + name, field).status == 200


class TestMCP01:
    def test_there_is_an_authorization_server(self, document):
        assert len(document["authorization_servers"]) >= 1


class TestMCP02:
    def test_the_challenge_and_the_well_known_address_lead_to_one_document(self, site):
        path = announced(site.see("GET", "/api/profile/")).removeprefix(site.project.origin)
        assert site.see("GET", path).body == site.see("GET", f"{WELL_KNOWN}/api/").body


class TestMCP03:
    @pytest.mark.parametrize(("method", "scope"), [("GET", "profile:read"), ("PATCH", "profile:write")])
    def test_a_401_names_the_scope_of_the_operation(self, site, method, scope):
        answer = site.see(method, "/api/profile/")
        assert (answer.status, of_scheme(answer, "bearer").params["scope"]) == (401, scope)


class TestMCP04:
    @pytest.mark.parametrize("audience", ["https://other.example/", ["https://other.example/"], [], ""])
    def test_a_token_for_somebody_else_is_a_401(self, site, audience):
        answer = site.see("GET", "/api/profile/", bearer(site.token.changed(aud=audience)))
        assert (answer.status, of_scheme(answer, "bearer").params["error"]) == (401, "invalid_token")


class TestMCP05:
    @pytest.mark.parametrize(
        ("status", "question"),
        [
            (401, lambda site: ("GET", "/api/profile/")),
            (401, lambda site: ("GET", "/api/profile/", "Authorization: Bearer a.b.c")),
            (401, lambda site: ("GET", "/api/profile/", bearer(site.token.changed(exp=1)))),
            (403, lambda site: ("GET", "/api/profile/", bearer(site.token.changed(scope="")))),
            (403, lambda site: ("GET", "/api/staff/", bearer(site.token.raw))),
            (400, lambda site: ("GET", "/api/profile/", "Authorization: Bearer a b")),
            (200, lambda site: ("GET", "/api/profile/", bearer(site.token.raw))),
        ],
        ids=["missing", "garbage", "expired", "scope", "permission", "malformed", "good"],
    )
    def test_each_refusal_has_its_status(self, site, status, question):
        assert site.see(*question(site)).status == status


class TestMCP06:
    def test_a_403_says_all_that_a_client_needs(self, refused):
        params = of_scheme(refused[-1], "bearer").params
        assert {"error", "error_description", "scope", "resource_metadata"} <= params.keys()
        assert (params["error"], params["scope"]) == ("insufficient_scope", "profile:write")


class TestMCP07:
    def test_a_token_in_the_address_opens_nothing(self, site):
        answer = site.see("GET", f"/api/profile/?access_token={site.token.raw}")
        assert (answer.status, problem(answer)["code"]) == (401, "credentials-missing")

    def test_every_request_brings_its_own(self, site):
        questions = ((bearer(site.token.raw),), ())
        assert [site.ask("GET", "/api/profile/", *fields).status for fields in questions] == [200, 401]


class TestMCP08:
    def test_no_refresh_token_is_offered(self, refused, document):
        assert "offline_access" not in document["scopes_supported"]
        assert [answer for answer in refused if "offline_access" in str(answer.fields)] == []


def test_basic_is_no_token(site):
    """Where a resource is configured, a name and a password still hold every scope."""
    assert site.see("GET", "/api/profile/", basic("ann")).status == 200
