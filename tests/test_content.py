"""The words: complete, true to the registry, and held together with the code."""

import csv
import re
from pathlib import Path

import pytest

from status_ref.catalog import CONTENT, load
from status_ref.catalog.snippets import EXAMPLES, _languages
from status_ref.http.failures import FAILURES
from status_ref.http.problems import phrase

STATUSES = load().every()
FULL = [status for status in STATUSES if not status.short]
ROWS = list(csv.DictReader((Path(__file__).parent / "vectors/status-codes.csv").read_text().splitlines()))
COLUMNS = (
    "registry_note",
    "heuristically_cacheable",
    "response_content",
    "required_response_fields",
    "recommended_response_fields",
    "applies_to_methods",
    "retry_semantics",
    "meaning",
)
ANY = EXAMPLES / "any"
SECTIONS = {"meaning", "fix", "send", "exchange", "clients", "tip"}


def slug(status):
    return status.slug


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_facts_are_those_of_the_registry(row):
    status = load().get(row["code"])
    assert (status.code, status.phrase, status.spec) == (
        int(row["code"]),
        row["phrase"],
        row["defining_spec"],
    )
    assert dict(status.facts) == {name: row[name] for name in COLUMNS if row[name]}


@pytest.mark.parametrize("status", STATUSES, ids=slug)
def test_a_lead_answers_in_a_few_plain_words(status):
    assert 3 < len(status.lead.split()) < 45
    assert status.lead.endswith(".")


@pytest.mark.parametrize("status", STATUSES, ids=slug)
def test_related_codes_exist_and_point_back(status):
    for related in status.related:
        other = load().get(str(related.code))
        assert status.code in [back.code for back in other.related]


@pytest.mark.parametrize("status", STATUSES, ids=slug)
def test_the_phrase_in_problems_is_the_same(status):
    assert phrase(status.code) == status.phrase or status.code in {104, 306, 418}


@pytest.mark.parametrize("status", FULL, ids=slug)
class TestFullPage:
    def test_has_every_section(self, status):
        assert set(status.sections) == SECTIONS

    def test_has_the_five_likeliest_causes_and_more(self, status):
        assert len(status.causes) >= 5

    def test_has_three_to_eight_questions(self, status):
        first = [f"What causes HTTP {status.code}?", f"How do I fix HTTP {status.code}?"]
        assert [question.title for question in status.questions[:2]] == first
        assert 3 <= len(status.questions) <= 8

    def test_explains_every_failure_in_its_own_words(self, status):
        explained = [item.anchor for item in (*status.causes, *status.failures)]
        due = {failure.code for failure in FAILURES.values() if failure.status == status.code}
        assert due <= set(explained)
        assert {item.anchor for item in status.failures} <= due

    def test_is_long_enough_and_no_longer(self, status):
        texts = [status.lead, *status.sections.values(), *(q.title + " " + q.body for q in status.questions)]
        texts += [f"{c.title} {c.see} {c.check} {c.fix}" for c in status.causes]
        prose = re.sub(r"```.*?```", "", " ".join(texts), flags=re.DOTALL)
        assert 400 <= len(prose.split()) <= 1300


LANGUAGES = _languages(EXAMPLES)


def test_every_example_file_has_a_language_and_every_language_a_file():
    listed = {(purpose, one["file"]) for purpose in ("handle", "send") for one in LANGUAGES[purpose]}
    assert {(path.parent.name, path.name) for path in EXAMPLES.glob("*/*/*")} == listed


def test_every_language_can_handle_any_code():
    assert [one["file"] for one in LANGUAGES["handle"] if not (ANY / "handle" / one["file"]).is_file()] == []


def test_codes_with_a_field_that_nobody_can_guess_have_no_example_for_any_code():
    due = {status.code for status in STATUSES if "required_response_fields" in status.facts}
    assert {code for code in due if code >= 400} <= set(LANGUAGES["any"]["send"]["except"])


@pytest.mark.parametrize("slug", LANGUAGES["like"])
def test_a_code_that_is_handled_like_another_has_no_files_of_its_own(slug):
    assert not (EXAMPLES / slug).exists()
    assert (EXAMPLES / LANGUAGES["like"][slug]).is_dir()


@pytest.mark.parametrize("path", sorted(ANY.glob("*/*")), ids=lambda path: path.name)
def test_an_example_for_any_code_is_short_and_says_what_it_stands_for(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 30
    assert "404 Not Found" in text


@pytest.mark.parametrize("path", sorted(CONTENT.glob("en/*.md")), ids=lambda path: path.stem)
def test_no_line_is_left_over(path):
    assert not re.search(r"TODO|FIXME|XXX|Lorem", path.read_text())
