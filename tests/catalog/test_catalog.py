"""All statuses of one or more folders."""

import subprocess
import sys

import pytest

from status_ref.catalog import CONTENT, Catalog, load
from status_ref.catalog.reader import ContentError
from status_ref.catalog.snippets import examples, filled


@pytest.fixture(scope="module")
def catalog():
    return load()


def test_has_every_code_in_order(catalog):
    codes = [status.code for status in catalog.every()]
    assert codes == sorted(codes)
    assert len([status for status in catalog.every() if status.kind != "vendor"]) == 64


def test_has_the_heading_of_every_page_without_reading_the_rest():
    own = load()
    assert len(own.headings()) == len(own.files)
    assert own._read == {}
    assert [(one.slug, one.lead) for one in own.headings()] == [(one.slug, one.lead) for one in own.every()]


def test_gives_one(catalog):
    assert catalog.get("401").phrase == "Unauthorized"


@pytest.mark.parametrize("slug", ["", "499", "../401", "401.md", "x" * 5000])
def test_gives_nothing_for_what_is_not_there(catalog, slug):
    assert catalog.get(slug) is None


def test_reads_a_file_once(catalog):
    assert catalog.get("404") is catalog.get("404")


def test_a_later_folder_takes_the_place(folder):
    (folder / "404.md").write_text((folder / "599.md").read_text().replace("599", "404"))
    own = load([folder])
    assert (own.get("404").phrase, own.get("599").phrase) == ("Nothing Works", "Nothing Works")


def test_a_broken_file_of_ours_hurts_only_whoever_asks_for_it(folder, broken):
    broken("code = 599", "code = ")
    ours = Catalog([folder])
    assert ours.get("404") is None
    with pytest.raises(ContentError):
        ours.get("599")


def labels(slug, purpose="handle"):
    return [example.label for example in examples(slug, purpose)]


class TestExamples:
    def test_those_of_the_code_come_first_in_the_order_of_the_languages(self):
        assert labels("401")[:5] == ["curl", "Python, requests", "Python, httpx", "JavaScript, fetch", "wget"]

    def test_those_for_any_code_fill_up_what_is_left(self):
        assert len(labels("401")) == len(set(labels("401"))) == len(labels("404")) == 19

    @pytest.mark.parametrize(
        ("slug", "purpose", "count"),
        [
            ("100", "handle", 0),
            ("499-nginx", "handle", 0),
            ("600", "handle", 0),
            ("nginx", "handle", 0),
            ("401", "send", 5),
            ("404", "send", 7),
            ("425", "send", 6),
            ("429", "send", 7),
            ("405", "send", 0),
            ("301", "send", 0),
        ],
    )
    def test_stand_where_they_are_right(self, slug, purpose, count):
        assert len(labels(slug, purpose)) == count

    def test_a_program_is_left_out_where_it_cannot_send_the_code(self):
        assert "Apache httpd" not in labels("418", "send")
        assert labels("418", "send")[-1] == "nginx"

    def test_is_its_file(self):
        first = next(examples("401", "handle"))
        assert first.code == (CONTENT / "examples/401/handle/curl.sh").read_text()
        assert (first.label, first.lexer, first.anchor, first.own) == ("curl", "bash", "curl-sh", True)

    def test_like_codes_share_their_files(self):
        assert next(examples("503", "handle")) == next(examples("429", "handle"))

    def test_a_folder_without_any_has_what_a_code_has(self, tmp_path):
        (tmp_path / "languages.toml").write_text('[[send]]\nfile = "a.py"\nlabel = "A"\nlexer = "python"\n')
        (tmp_path / "404/send").mkdir(parents=True)
        (tmp_path / "404/send/a.py").write_text("pass")
        assert [example.code for example in examples("404", "send", tmp_path)] == ["pass"]


class TestFilled:
    @staticmethod
    def code(slug, label, address="http://h.example/live/404s"):
        example = next(example for example in examples(slug, "handle") if example.label == label)
        return filled(example, load().get(slug), address).code

    def test_says_code_phrase_and_address(self):
        code = self.code("410", "Python, requests")
        assert '"""Ask, and tell 410 Gone from success.' in code
        assert 'get("http://h.example/live/404s"' in code
        assert "404 " not in code

    def test_keeps_the_host_where_no_address_is_known(self):
        assert '"https://example.com/live/410"' in self.code("410", "Python, requests", None)

    def test_leaves_the_codes_alone_that_an_example_of_a_code_tells_of(self):
        code = self.code("503", "Python, requests")
        assert ("(429, 503)" in code, 'URL = "http://h.example/live/404s"' in code) == (True, True)


def test_facts_alone_need_neither_django_nor_a_renderer():
    code = (
        "import sys; from status_ref.catalog import load; load().every();"
        "print(sorted({'django', 'markdown_it', 'pygments'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
