"""What clients do by themselves, as data and in every form of a page."""

import tomllib

import pytest

from status_ref.catalog import load, markdown, text
from status_ref.catalog.clients import CLIENTS, measured

DATA = tomllib.loads(CLIENTS.read_text())


@pytest.mark.parametrize("slug", DATA["codes"])
def test_every_measurement_is_told(slug):
    assert [row.client for row in measured(slug)] == list(DATA["codes"][slug])


def test_says_what_a_client_does_and_its_version():
    prompts = measured("401")[0]
    version = DATA["clients"]["Chromium"]["version"]
    assert (prompts.client, prompts.version, prompts.does) == ("Chromium", version, DATA["words"]["prompts"])


def test_says_when_a_client_follows():
    does = {row.client: row.does for row in measured("301")}
    assert does["curl"] == "goes to the address in `Location`, with --location"


@pytest.mark.parametrize("slug", ["200", "401-iis", "999"])
def test_there_is_nothing_to_say_of_others(slug):
    assert measured(slug) == ()


def test_stands_in_the_document_and_in_the_text():
    written = markdown.write(load().get("301"))
    curl = f"curl {DATA['clients']['curl']['version']}"
    assert f"| {curl} | goes to the address in `Location`, with --location |" in written
    assert curl in text.write(written)


def test_a_document_without_measurements_has_no_empty_table():
    assert "Measured |" not in markdown.write(load().get("200"))
