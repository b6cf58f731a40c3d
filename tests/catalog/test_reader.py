"""A content file is read, or its error says which line is wrong and why."""

import datetime as dt

import pytest

from status_ref.catalog.model import Cause, Heading, Item, Reading, Related
from status_ref.catalog.reader import ContentError, read, read_heading
from tests.catalog.conftest import GOOD


class TestGood:
    @pytest.fixture
    def status(self, folder):
        return read(folder / "599.md")

    def test_has_its_facts(self, status):
        assert (status.slug, status.code, status.phrase, status.family) == ("599", 599, "Nothing Works", 5)
        assert (status.updated, status.facts) == (dt.date(2026, 11, 23), {"meaning": "Broken."})
        assert (status.former_phrases, status.fields) == (("Old Name",), (("Retry-After", "5"),))

    def test_has_its_words(self, status):
        assert status.sections == {"meaning": "Words."}
        assert status.causes == (
            Cause("too-hot", "Too hot", "smoke.", "cool it.", "the fan."),
            Cause("too-cold", "Too cold", "ice.", "warm it."),
        )
        assert status.questions == (Item("faq-why", "Why?", "Because."),)
        assert status.failures == (Item("gone", "Gone", "It went."),)

    def test_has_what_it_points_to(self, status):
        assert status.related == (Related(500, "it is broken by itself"),)
        assert status.reading == (Reading("A book", "https://example.com/"),)

    def test_is_not_short(self, status):
        assert not status.short
        assert status.registered

    def test_without_words_it_is_short(self, folder):
        path = folder / "599.md"
        path.write_text(GOOD.split("\n## ", 1)[0])
        assert read(path).short


LAST = GOOD[: GOOD.index("+++", 4)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("+++", "---", 1, "the front matter starts with +++"),
        ("\n+++\n", "\n---\n", GOOD.count("\n"), "the front matter ends with +++"),
        ("code = 599", "code = ", 2, ""),
        ('retry = "later"\n', "", LAST - 1, "retry is missing"),
        ('phrase = "Nothing Works"', '"phrase" = 5', LAST, "phrase must be of type str"),
        ('retry = "later"', "retry = 5", 9, "retry must be of type str"),
        ('retry = "later"', 'retry = "later"\nwhatever = 1', 10, "whatever is no known key"),
        (
            'kind = "registered"',
            'kind = "new"',
            4,
            "kind must be one of registered, vendor, obsolete, unused",
        ),
        ('acts = "server"', 'acts = "me"', 8, "acts must be one of client, server, both, proxy, nobody"),
        (
            'fields = [["Retry-After", "5"]]',
            'fields = ["x"]',
            LAST,
            "response.fields is a list of [name, value]",
        ),
        ('"Retry-After", "5"', '"Retry-After", 5', LAST, "response.fields is a list of [name, value]"),
        ('"Retry-After", "5"', '"Retry After", "5"', LAST, "response.fields is a list of [name, value]"),
        ('"Retry-After", "5"', '"", "5"', LAST, "response.fields is a list of [name, value]"),
        ('"Retry-After", "5"', '"Retry-After", "5\\n"', LAST, "response.fields is a list of [name, value]"),
        ('fields = [["Retry-After", "5"]]', 'header = "x"', LAST, "response.header is no known key"),
        ('fields = [["Retry-After", "5"]]', "body = 5", LAST, "response.body must be of type str"),
        ("difference =", "differs =", LAST + 0, "related or reading"),
        ("## Meaning", "## Music", LAST + 2, "music is no known section"),
        ("## FAQ", "## Meaning", None, "meaning stands twice"),
        ("\n## Meaning", "\nHello\n\n## Meaning", LAST + 2, "text before the first section"),
        ("### Too hot {#too-hot}", "### Too hot", None, "an item is written ### Title {#anchor}"),
        ("### Too hot", "Hello\n\n### Too hot", None, "text before the first item"),
        ("See: smoke.", "Smoke.", None, "too-hot: a paragraph starts with See:, Check: or Fix:"),
        ("Fix: cool it.", "Check: it.", None, "too-hot: Fix: is missing"),
    ],
)
def test_an_error_names_file_line_and_reason(broken, old, new, line, reason):
    path = broken(old, new)
    with pytest.raises(ContentError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}:{line}: " if line else f"{path}:")
    assert reason in str(error.value)


def test_a_toml_error_without_a_line_still_names_the_file(broken):
    path = broken("code = 599", "code = 599\ncode = 600")
    with pytest.raises(ContentError, match=r"599\.md:\d+: "):
        read(path)


class TestHeading:
    def test_is_the_head_of_the_page(self, folder):
        heading, whole = (function(folder / "599.md") for function in (read_heading, read))
        assert type(heading) is Heading
        fields = ("slug", "code", "phrase", "kind", "spec", "lead", "acts", "retry", "updated", "snapshot")
        for name in (*fields, "former_phrases", "family", "vendor", "registered"):
            assert getattr(heading, name) == getattr(whole, name), name

    def test_may_be_written_in_other_ways(self, broken):
        path = broken('lead = "It is', 'lead = "It \\u0069s')
        assert read_heading(path).lead == read(path).lead == "It is *broken*. Wait."

    def test_may_hold_a_line_that_looks_like_a_table(self, broken):
        path = broken('retry = "later"', 'retry = """\n[later]\n"""')
        assert read_heading(path) == read(path)

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ('retry = "later"\n', "", "retry is missing"),
            ('retry = "later"', "retry = 5", "retry must be of type str"),
            ("code = 599", "code = ", ":2: "),
            ("updated = 2026-11-23", "updated = 2026-13-23", ":5: "),
            ('former_phrases = ["Old Name"]', "former_phrases = 1", "former_phrases must be of type list"),
            ('retry = "later"', 'retry = "later"\nwhatever = 1', "whatever is no known key"),
        ],
    )
    def test_says_what_is_wrong(self, broken, old, new, reason):
        with pytest.raises(ContentError, match=reason):
            read_heading(broken(old, new))
