"""What fields mean, and what a client does next."""

import pytest

from status_ref.catalog.fields import fields, next_steps
from status_ref.http.failures import Next
from tests.plugins.lines import of_every_answer


def test_are_found_by_their_names_in_lower_case():
    assert fields()["www-authenticate"].name == "WWW-Authenticate"


@pytest.mark.parametrize("field", fields().values(), ids=lambda field: field.name)
def test_a_meaning_is_one_sentence_that_fits_on_a_line(field):
    assert 20 < len(field.meaning) < 120
    assert field.meaning.endswith(".")
    assert field.spec


def test_every_next_step_of_a_failure_has_a_sentence():
    assert set(next_steps()) == {step.value for step in Next}


@pytest.mark.django_db
def test_every_field_of_every_answer_has_a_meaning(client):
    assert of_every_answer(client) - fields().keys() == set()
