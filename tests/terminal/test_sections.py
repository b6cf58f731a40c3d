"""The sections of a page have names on the command line."""

import pytest

from status_ref.catalog import load, markdown
from status_ref.terminal.sections import NAMES, chosen, parts

STATUSES = load().every()


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
def test_each_section_of_each_page_has_exactly_one_name(status):
    titles = [title for title in parts(status) if title]
    named = [[name for name, begin in NAMES.items() if title.startswith(begin)] for title in titles]
    assert [len(names) for names in named] == [1] * len(titles)


def test_each_name_has_a_section_somewhere():
    titles = {title for status in STATUSES for title in parts(status)}
    assert [
        begin for starts in NAMES.values() for begin in starts if not any(t.startswith(begin) for t in titles)
    ] == []


def test_nothing_of_the_page_is_lost():
    status = load().get("401")
    written = "\n\n".join(f"## {title}\n\n{text}" if title else text for title, text in parts(status).items())
    assert written + "\n" == markdown.write(status)


def test_a_heading_within_code_is_none(monkeypatch):
    monkeypatch.setattr(markdown, "write", lambda status: "# T\n\n## Meaning\n\n```\n## no\n```\n")
    assert parts(STATUSES[0]) == {"": "# T", "Meaning": "```\n## no\n```"}


def test_they_come_in_the_order_of_the_page():
    assert list(chosen(load().get("401"), ["fixes", "causes"])) == ["Likeliest causes", "How to fix it"]
    assert list(chosen(load().get("301"), ["fixes"])) == ["What to do"]
