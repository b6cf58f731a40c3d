"""The collected causes of a status."""

import pytest

from status_ref.catalog.causes import CAUSES, causes
from status_ref.catalog.reader import ContentError

ENTRY = """
[[places]]
name = "On the way"

[[places.causes]]
id = "lost"
title = "Lost"
see = "Nothing arrives."
fix = "Look."
source = "RFC 9110, Section 11"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "499.toml").write_text(ENTRY)
    return tmp_path


def test_reads_places_and_causes(folder):
    (place,) = causes("499", folder)
    assert (place.name, [cause.id for cause in place.causes]) == ("On the way", ["lost"])


def test_there_are_none_where_nobody_collected_them(folder):
    assert causes("498", folder) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[[places]]", "[[places", "499.toml:2: "),
        ('fix = "Look."\n', "", "missing 1 required positional argument: 'fix'"),
        ("fix =", "mend =", "499.toml:9: a cause has id, title, see, fix, source, url: .*'mend'"),
        ('id = "lost"', 'id = "Lost!"', "499.toml:6: .*'Lost!' is no id"),
        ("[[places]]", "[[rooms]]", r"causes stand in \[\[places\]\]"),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_where(folder, old, new, told):
    (folder / "499.toml").write_text(ENTRY.replace(old, new))
    with pytest.raises(ContentError, match=told):
        causes("499", folder)


@pytest.mark.parametrize(("slug", "least"), [("401", 60), ("403", 15)])
class TestCollected:
    def test_there_are_many(self, slug, least):
        assert sum(len(place.causes) for place in causes(slug)) >= least

    def test_each_is_told_once_and_whole(self, slug, least):
        told = [cause for place in causes(slug) for cause in place.causes]
        assert len({cause.id for cause in told}) == len(told)
        assert len({cause.title for cause in told}) == len(told)
        assert [cause.id for cause in told if not (cause.see.endswith(".") and cause.fix.endswith("."))] == []

    def test_each_can_be_looked_up(self, slug, least):
        told = [cause for place in causes(slug) for cause in place.causes]
        assert [cause.id for cause in told if not cause.source] == []
        assert [cause.id for cause in told if cause.url and not cause.url.startswith("https://")] == []


def test_every_file_belongs_to_a_code():
    assert {path.stem for path in CAUSES.glob("*.toml")} == {"401", "403"}
