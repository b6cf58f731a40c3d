"""What docs/api.md says of addresses and commands is so."""

import re
import shlex
from pathlib import Path

import pytest
from django.test import Client

from status_ref.__main__ import main
from status_ref.catalog.model import TRAITS
from status_ref.terminal.sections import NAMES

TEXT = (Path(__file__).parents[1] / "docs/api.md").read_text()
ADDRESSES = re.findall(r"^\| `(/\S+)` \|", TEXT, re.MULTILINE)
CURLED = re.findall(r"^\$ curl '?http://127\.0\.0\.1:8000(\S+?)'?$", TEXT, re.MULTILINE)
COMMANDS = re.findall(r"^\$ status-ref (.+)$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("address", ADDRESSES + CURLED)
def test_an_address_answers(address):
    assert Client().get(address.replace("CODE", "401")).status_code == 200


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_finds_something(command, capsys):
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out


def test_a_transcript_is_what_is_printed(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    main(["list", "--class", "1"])
    shown = TEXT.split("$ status-ref list --class 1\n")[1].split("```")[0]
    assert capsys.readouterr().out == shown


def test_every_filter_stands_with_its_values():
    rows = dict(re.findall(r"^\| `(class|kind|acts)` \| (.+) \|$", TEXT, re.MULTILINE))
    assert {name: re.findall(r"`(\w+)`", cell) for name, cell in rows.items()} == {
        name: list(values) for name, values in TRAITS.items()
    }


def test_every_section_is_named():
    line = re.search(r"^Sections: (.+)\.$", TEXT, re.MULTILINE)[1]
    assert re.findall(r"`(\w+)`", line) == list(NAMES)


@pytest.mark.parametrize("name", re.findall(r"#/components/responses/(\w+)", TEXT))
def test_a_component_is_there(name):
    assert name in Client().get("/status/openapi.json").json()["components"]["responses"]


@pytest.mark.parametrize(
    "member",
    re.findall(
        r"^\| ((?:`[\w.]+`(?:, )?)+) \| .+$",
        TEXT.split("What a document says")[1].split("## In a")[0],
        re.MULTILINE,
    ),
)
def test_a_member_is_there(member):
    told = Client().get("/status/401.json").json()
    for name in re.findall(r"`([\w.]+)`", member):
        value = told
        for step in name.split("."):
            value = value[step]
        assert value
