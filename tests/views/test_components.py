"""Every error as a component of OpenAPI."""

import pytest
from drf_spectacular.validation import validate_schema

from status_ref.catalog import load

ERRORS = [status for status in load().every() if status.code >= 400 and not status.vendor]


@pytest.fixture
def document(client):
    return client.get("/status/openapi.json").json()


@pytest.fixture
def responses(document):
    return document["components"]["responses"]


def test_is_valid(document):
    validate_schema(document)
    assert document["openapi"] == "3.1.0"


def test_has_each_error_that_is_no_vendors(responses):
    assert [name[-3:] for name in responses] == [status.slug for status in ERRORS]
    assert {"Unauthorized401", "URITooLong414", "HTTPVersionNotSupported505"} <= responses.keys()


@pytest.mark.parametrize(
    ("name", "field", "required"),
    [
        ("Unauthorized401", "WWW-Authenticate", True),
        ("Unauthorized401", "Cache-Control", False),
        ("MethodNotAllowed405", "Allow", True),
        ("ProxyAuthenticationRequired407", "Proxy-Authenticate", True),
        ("UpgradeRequired426", "Upgrade", True),
        ("TooManyRequests429", "Retry-After", False),
        ("ServiceUnavailable503", "Retry-After", False),
    ],
)
def test_names_the_fields(responses, name, field, required):
    assert responses[name]["headers"][field]["required"] is required


@pytest.mark.parametrize("status", ERRORS, ids=lambda status: status.slug)
def test_is_what_the_live_answer_says(client, responses, status):
    live = client.get(f"/live/{status.code}")
    described = next(told for name, told in responses.items() if name.endswith(status.slug))
    assert described["content"]["application/problem+json"]["example"] == live.json()
    told = {
        (name, example["value"])
        for name, header in described["headers"].items()
        for example in header["examples"].values()
    }
    assert {(name, value) for name, value in live.items() if name in described["headers"]} <= told
