"""A status as plain data, and the schema that describes it."""

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from status_ref.catalog import load
from status_ref.catalog.causes import causes
from status_ref.catalog.document import causes_document, document, item
from status_ref.catalog.model import ACTORS, KINDS
from status_ref.catalog.reader import SECTIONS
from tests.catalog.conforming import SCHEMA, conforms

STATUSES = load().every()


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
def test_every_document_fits(status):
    conforms(document(status))


def test_a_member_that_the_schema_does_not_know_does_not_fit():
    with pytest.raises(ValidationError, match="novel"):
        conforms(document(STATUSES[0]) | {"novel": 1})


def test_the_enumerations_are_those_of_the_reader():
    assert SCHEMA["$defs"]["kind"]["enum"] == list(KINDS)
    assert SCHEMA["$defs"]["acts"]["enum"] == list(ACTORS)


class TestDocument:
    @pytest.fixture
    def told(self):
        return document(load().get("401"))

    def test_names_the_specification(self, told):
        address = "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2"
        assert told["spec"] == {"name": "RFC 9110, Section 15.5.2", "url": address}

    def test_holds_every_section_of_the_file(self, told):
        elsewhere = {"causes", "faq", "failures", "setup"}
        assert set(told["sections"]) == set(SECTIONS) - elsewhere
        assert all(told[name] for name in ("causes", "questions", "failures", "setup"))

    def test_leaves_out_what_is_empty(self, told):
        assert "vendor" not in told
        assert "url" not in document(load().get("499-nginx"))["spec"]
        assert document(load().get("499-nginx"))["vendor"] == "nginx"

    def test_brings_the_examples_of_the_page(self, told):
        assert {example["purpose"] for example in told["examples"]} == {"handle", "send"}

    def test_puts_the_code_into_examples_that_are_for_any(self):
        told = document(load().get("410"))
        assert any("https://example.com/live/410" in example["code"] for example in told["examples"])

    def test_takes_the_codes_of_error_bodies(self):
        code = {"code": "a-b", "status": 401, "title": "T", "detail": "D", "next": "none"}
        told = document(load().get("401"), [code | {"error": None}])
        assert told["error_codes"] == [code]
        conforms(told)


def test_an_item_says_what_the_code_means_in_a_line():
    assert item(load().get("401"))["meaning"] == "Valid credentials are missing."


def test_causes_stand_by_their_place():
    told = causes_document(load().get("401"), causes("401"))
    assert told["places"][0]["name"] == "In the request"
    assert told["places"][0]["causes"][0]["id"] == "no-credentials"
