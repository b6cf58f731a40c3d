"""Pages as Markdown and as plain text."""

import pytest

from status_ref.catalog import load, markdown, prose, text

STATUSES = load().every()


def slug(status):
    return status.slug


@pytest.mark.parametrize("status", STATUSES, ids=slug)
class TestMarkdown:
    def test_leaves_nothing_out(self, status):
        written = markdown.write(status)
        told = [status.lead, status.phrase, status.spec, *status.sections.values()]
        told += [text for cause in status.causes for text in (cause.title, cause.see, cause.check, cause.fix)]
        told += [item.body for item in (*status.failures, *status.setup, *status.questions)]
        told += [related.difference for related in status.related]
        told += [entry.note for entry in status.reading]
        assert [part for part in told if part not in written] == []

    def test_has_one_title(self, status):
        headings = [
            token.tag for token in prose.tokens(markdown.write(status)) if token.type == "heading_open"
        ]
        assert (headings[0], headings.count("h1")) == ("h1", 1)


@pytest.mark.parametrize("status", STATUSES, ids=slug)
class TestText:
    def test_fits_a_terminal(self, status):
        lines = text.write(markdown.write(status)).splitlines()
        wide = [
            line for line in lines if len(line) > 80 and not line.startswith("    ") and " " in line.strip()
        ]
        assert [line for line in wide if "://" not in line and "  " not in line.strip()] == []


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("# A\n\nb", "A\n=\n\nb\n"),
        ("## Two words", "Two words\n---------\n"),
        ("### x", "x\n"),
        ("a *b* **c** `d`", "a b c d\n"),
        ("[a](https://b.example/)", "a <https://b.example/>\n"),
        ("[a](#b)", "a\n"),
        ("a\nb", "a b\n"),
        ("1. a\n2. b", "1. a\n2. b\n"),
        ("- a\n\n  b\n- c", "- a\n  b\n- c\n"),
        ("> a\n\n---\n\nb", "a\n\nb\n"),
        ("```http\nGET /\n```", "    GET /\n"),
        ("| a | b |\n|---|---|\n| long | c |", "a     b\nlong  c\n"),
        ("x " * 60, ("x " * 39).strip() + "\n" + ("x " * 21).strip() + "\n"),
    ],
)
def test_text(source, written):
    assert text.write(source) == written
