"""The demo's OpenAPI document."""

import io

import pytest
from django.core.management import call_command
from django.urls import set_script_prefix
from drf_spectacular.generators import SchemaGenerator

from status_ref.catalog.model import TRAITS
from status_ref.rest.schema import with_live_answers, with_reference
from status_ref.views.live.options import MORE, OPTIONS


@pytest.fixture(scope="module")
def document():
    return SchemaGenerator().get_schema(public=True)


def test_is_valid_and_leaves_nothing_out():
    written = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=written)
    assert written.getvalue().startswith("openapi: 3.0.3")


@pytest.mark.parametrize(
    ("method", "statuses"),
    [("get", "200 400 401 403 429 503"), ("patch", "200 202 400 401 403 415 429 503")],
)
def test_the_profile_documents_its_refusals(document, method, statuses):
    assert list(document["paths"]["/api/profile/"][method]["responses"]) == statuses.split()


def test_moving_the_mail_needs_a_fresh_sign_in(document):
    patch = document["paths"]["/api/profile/"]["patch"]["responses"]
    assert "`step-up-required`" in patch["401"]["description"]
    assert "`profile:write`" in patch["403"]["description"]


@pytest.mark.parametrize("path", ["/api/sign-ins/", "/api/sign-ins/{sid}/"])
def test_ending_sign_ins_needs_a_scope_and_a_fresh_sign_in(document, path):
    refused = document["paths"][path]["delete"]["responses"]
    assert "`step-up-required`: the sign-in may be 300 seconds old" in refused["401"]["description"]
    assert "`sign-ins`" in refused["403"]["description"]


def test_seeing_them_needs_the_scope_alone(document):
    refused = document["paths"]["/api/sign-ins/"]["get"]["responses"]
    assert "`step-up-required`" not in refused["401"]["description"]
    assert "`sign-ins`" in refused["403"]["description"]


def test_signing_in_documents_its_refusals(document):
    responses = document["paths"]["/api/token/"]["post"]["responses"]
    assert list(responses) == ["200", "400", "401", "415", "429", "503"]
    assert "Basic" in responses["401"]["headers"]["WWW-Authenticate"]["examples"]


def test_refreshing_answers_with_errors_of_oauth(document):
    responses = document["paths"]["/api/token/refresh/"]["post"]["responses"]
    assert list(responses) == ["200", "400"]


def test_asking_about_a_token_documents_what_it_answers(document):
    responses = document["paths"]["/api/token/introspect/"]["post"]["responses"]
    assert list(responses) == ["200", "400", "401", "403", "429", "503"]


def test_is_served(client):
    response = client.get("/api/schema/?format=json")
    assert (response.status_code, response.json()["openapi"]) == (200, "3.0.3")


def test_the_live_answers_are_in_it(document):
    assert {"/live/{codes}", "/live/headers", "/live/digest/{user}/{password}"} <= document["paths"].keys()
    assert "LiveProblem" in document["components"]["schemas"]


def part(document, reference):
    """Give what a ``$ref`` of a document refers to."""
    kind, name = reference["$ref"].removeprefix("#/components/").split("/")
    return document["components"][kind][name]


def test_every_option_of_a_live_answer_is_described(document):
    parameters = document["paths"]["/live/{codes}"]["get"]["parameters"]
    described = {part(document, entry)["name"] for entry in parameters}
    assert described == {"codes", *OPTIONS, *MORE}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_live_answer_is_the_same_by_every_method(document, method):
    get, other = (document["paths"]["/live/{codes}"][name] for name in ("get", method))
    assert (other["parameters"], other["responses"]) == (get["parameters"], get["responses"])


def test_what_can_be_wrong_with_the_options_is_described(document):
    responses = document["paths"]["/live/{codes}"]["get"]["responses"]
    assert "`option` names which" in part(document, responses["400"])["description"]


def test_the_reference_is_in_it(document):
    described = {"/status/api/", "/status/api/{slug}/", "/status/api/search/", "/status/{slug}.json"}
    assert described <= document["paths"].keys()


def test_the_reference_has_the_parts_of_its_schema(document):
    components = document["components"]["schemas"]
    assert {"HttpStatus", "HttpStatusKnownCause", "HttpStatusProblemType"} <= components.keys()
    assert "detail" in components["HttpStatusProblem"]["properties"]
    assert components["HttpStatusAll"]["properties"]["statuses"]["items"] == {
        "$ref": "#/components/schemas/HttpStatus"
    }


def test_every_filter_of_the_reference_is_described(document):
    parameters = document["paths"]["/status/api/"]["get"]["parameters"]
    described = {entry["name"]: entry["schema"].get("items", {}).get("enum") for entry in parameters}
    assert described == {name: list(values) for name, values in TRAITS.items()} | {"q": None}


@pytest.mark.parametrize("add", [with_live_answers, with_reference])
def test_what_is_not_mounted_is_not_in_the_document(settings, add):
    settings.ROOT_URLCONF = "tests.bare_urls"
    assert add({"paths": {}}) == {"paths": {}}


@pytest.mark.parametrize(
    ("add", "path"), [(with_live_answers, "/live/{codes}"), (with_reference, "/status/api/")]
)
def test_a_prefix_of_the_script_belongs_to_the_servers(add, path):
    set_script_prefix("/app/")
    try:
        assert path in add({"paths": {}})["paths"]
    finally:
        set_script_prefix("/")
