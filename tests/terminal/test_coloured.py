"""What a terminal with colours shows."""

import re

import pytest

from status_ref.catalog import load
from status_ref.catalog.search import Hit
from status_ref.terminal import coloured
from status_ref.terminal.sections import chosen

CODES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;.*?\x1b\\")
STATUSES = load().every()


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


def seen(text):
    return CODES.sub("", text)


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
def test_a_page_begins_with_its_numeral_and_fits(status):
    lines = seen(coloured.page(status, chosen(status, []), 60)).splitlines()
    assert len(lines[0]) <= 11
    assert lines[3].startswith(f"HTTP {status.code} {status.phrase}"[:60])
    assert max(map(len, lines)) <= 60


def test_a_section_stands_without_the_lead():
    status = load().get("401")
    assert status.lead[:30] in seen(coloured.page(status, {}, 78))
    assert status.lead[:30] not in seen(coloured.page(status, {}, 78, whole=False))


def test_a_vendor_is_named():
    assert "Client Closed Request  nginx" in seen(coloured.page(load().get("499-nginx"), {}, 78))


def test_each_class_has_a_hue_of_its_own_and_what_is_obsolete_none():
    statuses = [load().get(slug) for slug in ("100", "200", "300", "400", "500")]
    assert len({coloured.hue(status) for status in statuses}) == 5
    red, green, blue = re.findall("..", coloured.hue(load().get("306"))[1:])
    assert red == green == blue


def test_a_list_has_a_row_for_each():
    lines = seen(coloured.listing(STATUSES, 200)).splitlines()
    assert [line.split()[0] for line in lines] == [status.slug for status in STATUSES]


def test_hits_name_their_section():
    hits = [Hit(STATUSES[0], anchor, "A title", "Its `exp`.", 1) for anchor in ("an-anchor", "")]
    assert (
        seen(coloured.hits(hits, 78))
        == "100  A title  #an-anchor\n  Its exp.\n\n100  A title\n  Its exp.\n\n"
    )
