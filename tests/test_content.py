"""The words: complete, true to the registry, and held together with the code."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from status_ref.catalog import CONTENT, load
from status_ref.catalog.folder import table
from status_ref.catalog.snippets import EXAMPLES
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
RARE = {102, 104, 203, 205, 207, 208, 226, 300, 305, 306, 402, 407, 411, 417, 423, 424, 506, 510}
"""Codes that few people meet: their pages are shorter."""
NEVER_ON_THE_WIRE = {f"{number}-nginx" for number in (444, 494, 495, 496, 497, 499)} | {
    "460-aws",
    "498-esri",
    "499-esri",
}
"""Codes of logs and bodies: nginx sends 400 or nothing, and ArcGIS sends 200."""
ELIDED = re.compile(r"…|\.\.\.")
RUN = 9
"""So many words in a row on two pages are boilerplate."""


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
        other = load().get(related.slug)
        assert status.kind == "vendor" or status.slug in [back.slug for back in other.related]
    assert len({related.slug for related in status.related}) == len(status.related)


@pytest.mark.parametrize("status", STATUSES, ids=slug)
def test_the_phrase_in_problems_is_the_same(status):
    assert status.kind == "vendor" or phrase(status.code) == status.phrase or status.code in {104, 306, 418}


@pytest.mark.parametrize("status", FULL, ids=slug)
class TestFullPage:
    def test_has_every_section(self, status):
        assert set(status.sections) == SECTIONS

    def test_has_the_five_likeliest_causes_and_more(self, status):
        assert len(status.causes) >= 5

    def test_has_three_to_eight_questions(self, status):
        assert [question.title for question in status.questions[:2]] == asked_first(status)
        assert 3 <= len(status.questions) <= 8

    def test_explains_every_failure_in_its_own_words(self, status):
        explained = [item.anchor for item in (*status.causes, *status.failures)]
        due = {failure.code for failure in FAILURES.values() if str(failure.status) == status.slug}
        assert due <= set(explained)
        assert {item.anchor for item in status.failures} <= due

    def test_is_long_enough_and_no_longer(self, status):
        least, most = (230, 400) if status.code in RARE or status.kind == "vendor" else (400, 900)
        told = replace(status, failures=(), setup=(), related=())
        assert least <= len(words(unlinked(prose(told)))) <= most

    def test_cites_what_defines_it(self, status):
        assert status.kind == "vendor" or "RFC" in prose(status) or status.spec.startswith("draft-")

    def test_shows_a_whole_exchange(self, status):
        exchange = status.sections["exchange"]
        assert "```http" in exchange
        seen = re.search(rf"^HTTP/[\d.]+ {status.code}\b", exchange, re.MULTILINE)
        assert seen or status.slug in NEVER_ON_THE_WIRE


@pytest.mark.parametrize("path", sorted(CONTENT.glob("en/*.md")), ids=lambda path: path.stem)
def test_content_length_counts_the_body_as_printed(path):
    whole = [(length, body) for length, body in measured(path.read_text()) if not ELIDED.search(body)]
    assert [(length, body) for length, body in whole if length != len(body.encode())] == []


def test_the_lengths_of_requests_and_responses_are_looked_at():
    request, response = "PUT /a HTTP/1.1\nContent-Length: 3\n\né", "HTTP/1.1 200 OK\nContent-Length: 9"
    assert list(measured(f"```http\n{request}\n```\n\n```http\n{response}\n```\n")) == [(3, "é")]


def measured(text):
    """Stated length and body of each message that shows both; a body ends at its last visible character."""
    for message in re.findall(r"^```http\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL):
        fields, _, body = message.partition("\n\n")
        stated = re.search(r"^Content-Length: (\d+)$", fields, re.MULTILINE)
        if stated and body:
            yield int(stated[1]), body


def asked_first(status):
    """The questions that people type; nobody fixes a success."""
    if status.code < 400:
        return [
            f"When does a server send HTTP {status.code}?",
            f"What does a client do with HTTP {status.code}?",
        ]
    return [f"What causes HTTP {status.code}?", f"How do I fix HTTP {status.code}?"]


def prose(status):
    """All that a person wrote for the page, without code blocks and headings."""
    texts = [status.lead, *status.sections.values(), *(q.body for q in status.questions)]
    texts += [text for cause in status.causes for text in (cause.title, cause.see, cause.check, cause.fix)]
    texts += [item.body for item in (*status.failures, *status.setup)]
    texts += [related.difference for related in status.related]
    return re.sub(r"```.*?```", "", "\n\n".join(texts), flags=re.DOTALL)


def unlinked(text):
    """The text of links, without where they lead."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|<https?://[^>]*>", r"\1", text)


def test_where_a_link_leads_is_no_word():
    text = "See [the page](/status/401/#token) and <https://example.com/a>."
    assert words(unlinked(text)) == ["see", "the", "page", "and"]


def words(text):
    return re.findall(r"[\w'-]+", text.lower())


def runs(status):
    """Every run of so many words in a paragraph. Links and quoted names and code may recur."""
    text = re.sub(r"`[^`]*`|\]\([^)]*\)|\([^)]*RFC[^)]*\)", " | ", prose(status))
    for paragraph in re.split(r"\n\s*\n|\|", text):
        found = words(paragraph)
        yield from (tuple(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


def test_no_run_of_nine_words_stands_on_two_pages():
    first = {}
    twice = [
        (" ".join(run), first[run], status.slug)
        for status in FULL
        for run in dict.fromkeys(runs(status))
        if first.setdefault(run, status.slug) != status.slug
    ]
    assert twice == []


LANGUAGES = table(EXAMPLES / "languages.toml")


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
