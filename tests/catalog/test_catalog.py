"""All statuses of one or more folders."""

import subprocess
import sys

import pytest

from status_ref.catalog import CONTENT, load
from status_ref.catalog.model import Example
from status_ref.catalog.reader import ContentError
from status_ref.catalog.snippets import examples


@pytest.fixture(scope="module")
def catalog():
    return load()


def test_has_every_code_in_order(catalog):
    codes = [status.code for status in catalog.every()]
    assert codes == sorted(codes)
    assert len([status for status in catalog.every() if status.kind != "vendor"]) == 64


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


def test_a_broken_file_hurts_only_whoever_asks_for_it(folder, broken):
    broken("code = 599", "code = ")
    own = load([folder])
    assert own.get("401").code == 401
    with pytest.raises(ContentError):
        own.get("599")


@pytest.mark.parametrize(
    ("text", "first"),
    [("401", 401), ("teapot", 418), ("Request Entity", 413), ("token expired", 401), ("RETRY-AFTER", 429)],
)
def test_finds_by_code_phrase_former_phrase_and_symptom(catalog, text, first):
    assert first in [status.code for status in catalog.search(text)]


@pytest.mark.parametrize("text", ["", "  ", "...", "no such thing at all"])
def test_finds_nothing_for_nothing(catalog, text):
    assert catalog.search(text) == ()


def test_examples_come_in_the_order_of_the_languages():
    assert [example.label for example in examples("401", "handle")] == [
        "curl",
        "Python, requests",
        "Python, httpx",
        "JavaScript, fetch",
    ]


def test_a_code_without_examples_has_none():
    assert list(examples("404", "send")) == []


def test_an_example_is_its_file():
    first = next(examples("401", "handle"))
    assert first == Example("curl", "bash", (CONTENT / "examples/401/handle/curl.sh").read_text())


def test_facts_alone_need_neither_django_nor_a_renderer():
    code = (
        "import sys; from status_ref.catalog import load; load().every();"
        "print(sorted({'django', 'markdown_it', 'pygments'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
