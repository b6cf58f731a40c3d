"""Projects that are not like the demo: whoever is known by a mail address, and has no other name."""

import json

import pytest

from tests.people import process


@pytest.fixture(scope="module")
def said():
    """What the pages said."""
    return json.loads(process.said("register", "site"))


def test_a_form_asks_for_the_address_and_for_no_second_one(said):
    assert said["asks for"][1:] == [["email", "username"], ["password", "password"]]
    assert said["calls it"] == "E-mail"


def test_an_account_is_made_as_the_model_wants_it(said):
    assert (said["made"], said["kept as"]) == ([303], [True])


@pytest.mark.parametrize("name", ["no address", "too long", "taken"])
def test_an_address_that_will_not_do_is_a_mistake_of_that_field(said, name):
    assert said[name] == [400, "id_username"]


def test_a_password_is_not_the_name(said):
    assert said["like the name"] == [400, "id_password"]


def test_the_account_can_be_used(said):
    assert (said["fresh"], said["wrong"], said["right"]) == (200, [401], [303])
    assert (said["changed"], said["other address"]) == ([303], [303])
