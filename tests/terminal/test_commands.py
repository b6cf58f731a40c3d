"""The commands show, list and search."""

import io
import json
import re
from contextlib import redirect_stdout

import pytest

from status_ref.__main__ import main
from status_ref.catalog import load
from status_ref.catalog.search import Hit
from status_ref.http.failures import FAILURES
from status_ref.terminal import commands, output
from tests.catalog.conforming import conforms

STATUSES = load().every()
COLOUR = "\x1b["
READING = [["show", "401"], ["list"], ["search", "teapot"]]


@pytest.fixture
def told(capsys, wide):
    def told(*arguments):
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return told


class TestShow:
    def test_prints_the_page(self, told):
        code, out, _ = told("show", "401")
        assert code == 0
        assert out.startswith("HTTP 401 Unauthorized\n=====================\n\nThe server does not know who")
        assert "Likeliest causes\n----------------" in out
        assert COLOUR not in out

    def test_prints_sections(self, told):
        _, out, _ = told("show", "401", "--section", "fixes", "--section", "tip")
        assert re.findall(r"^(.+)\n-+$", out, re.MULTILINE) == ["How to fix it", "Developer tip"]
        assert "Retry:" not in out

    def test_prints_data(self, told):
        document = json.loads(told("show", "401", "--json")[1])
        conforms(document)
        assert len(document["error_codes"]) == len([f for f in FAILURES.values() if f.status == 401])

    def test_prints_sections_as_data(self, told):
        sections = json.loads(told("show", "401", "--json", "--section", "fixes")[1])
        assert sections["How to fix it"].startswith("1. **Is the header there")

    def test_finds_the_only_vendor(self, told):
        assert told("show", "520")[1].startswith("HTTP 520 ")

    def test_names_several(self, told):
        assert told("show", "499") == (1, "", "There is no page for 499. There are 499-esri and 499-nginx.\n")

    def test_says_where_all_are(self, told):
        assert told("show", "999")[2] == "There is no page for 999. status-ref list names all.\n"

    @pytest.mark.parametrize("code", ["999", "", "../401", "\x00", "\udcff"])
    def test_says_what_is_not_there(self, told, code):
        status, out, err = told("show", code)
        assert (status, out) == (1, "")
        assert err.startswith("There is no page for ")

    def test_says_that_a_page_has_no_such_section(self, told):
        assert told("show", "404", "--section", "setup") == (1, "", "The page of 404 has no such section.\n")

    @pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
    def test_every_page_fits_the_terminal_but_for_code_and_addresses(self, told, status):
        lines = told("show", status.slug)[1].splitlines()
        prose = [line for line in lines if not re.match(r" {4}|.+  |\S+$| *<", line)]
        assert [line for line in prose if len(line) > 78] == []


class TestList:
    def test_prints_a_line_for_each(self, told):
        code, out, _ = told("list")
        assert (code, len(out.splitlines())) == (0, len(STATUSES))
        assert re.search(r"^401 +Unauthorized +Valid credentials are", out, re.MULTILINE)
        assert max(map(len, out.splitlines())) <= 78

    @pytest.mark.parametrize(
        ("arguments", "fits"),
        [
            (["--class", "4"], lambda status: status.family == 4),
            (
                ["--kind", "vendor", "--class", "5"],
                lambda status: (status.kind, status.family) == ("vendor", 5),
            ),
            (["--acts", "proxy"], lambda status: status.acts == "proxy"),
        ],
    )
    def test_filters(self, told, arguments, fits):
        slugs = [line.split()[0] for line in told("list", *arguments)[1].splitlines()]
        assert slugs == [status.slug for status in STATUSES if fits(status)] != []

    def test_prints_data(self, told):
        listed = json.loads(told("list", "--kind", "unused", "--json")[1])
        assert [entry["slug"] for entry in listed["statuses"]] == ["306", "418"]
        assert listed["count"] == 2

    def test_says_that_nothing_fits(self, told):
        assert told("list", "--class", "1", "--kind", "vendor") == (1, "", "No code fits.\n")
        assert json.loads(told("list", "--class", "1", "--kind", "vendor", "--json")[1])["count"] == 0

    def test_leaves_out_what_has_no_room(self, told, monkeypatch):
        monkeypatch.setenv("COLUMNS", "1")
        assert "Valid credentials" not in told("list")[1]


class TestSearch:
    def test_prints_what_fits(self, told):
        code, out, _ = told("search", "teapot")
        assert code == 0
        assert out.startswith("418  ")
        assert "\n  A teapot was asked to brew coffee" in out

    def test_names_the_section(self, told, monkeypatch):
        hit = Hit(load().get("401"), "token-expired", "The token has expired", "Its `exp` has passed.", 1)
        monkeypatch.setattr(commands, "search", lambda catalog, words: [hit] * (words == "token expired"))
        assert told("search", "token", "expired")[1] == (
            "401  The token has expired  #token-expired\n  Its exp has passed.\n"
        )

    def test_prints_data(self, told):
        found = json.loads(told("search", "teapot", "--json")[1])
        assert (found["query"], found["hits"][0]["slug"]) == ("teapot", "418")

    @pytest.mark.parametrize("more", [[], ["--json"]])
    def test_says_that_nothing_fits(self, told, more):
        code, _, err = told("search", "zzzzqqq", *more)
        assert (code, err) == (1, "Nothing fits zzzzqqq.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["show"],
        ["show", "401", "--section", "nothing"],
        ["show", "401", "--nothing"],
        ["list", "--class", "9"],
        ["list", "--class", "x"],
        ["search"],
        ["dance"],
    ],
)
def test_wrong_use_is_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: status-ref" in capsys.readouterr().err


class TestColours:
    def test_stand_where_the_terminal_has_them(self, terminal):
        shown = terminal("show", "401")
        assert shown.startswith("\x1b[38;2;217;122;38m█ █ █▀█ ▀█")
        assert "You see:" in shown

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_are_left_out_where_nobody_wants_them(self, terminal, monkeypatch, name, value):
        monkeypatch.setenv(name, value)
        assert COLOUR not in terminal("show", "401")

    @pytest.mark.parametrize("command", READING)
    def test_are_left_out_by_an_option(self, terminal, command):
        assert COLOUR in terminal(*command)
        assert COLOUR not in terminal(*command, "--no-color")

    def test_are_wanted_where_the_variable_is_empty(self, terminal, monkeypatch):
        monkeypatch.setenv("NO_COLOR", "")
        assert COLOUR in terminal("show", "401")

    def test_are_left_out_where_there_is_no_rich(self, terminal, monkeypatch):
        monkeypatch.setattr(output, "COLOURED", None)
        assert COLOUR not in terminal("show", "401")

    @pytest.mark.parametrize("encoding", ["ascii", "iso8859-1", None])
    def test_are_left_out_where_the_numeral_cannot_be_drawn(self, terminal, encoding):
        assert COLOUR not in terminal("show", "401", encoding=encoding)

    @pytest.mark.parametrize("command", READING)
    def test_never_stand_in_data(self, terminal, command):
        assert json.loads(terminal(*command, "--json"))


def test_output_may_be_no_file():
    with redirect_stdout(io.StringIO()) as printed:
        assert main(["show", "418"]) == 0
    assert "A teapot" in printed.getvalue()
