"""Pages in other languages."""

import pytest

from status_ref.catalog import load
from status_ref.catalog.translations import digest, missing, stale
from status_ref.views import reference
from tests.catalog.conftest import GOOD
from tools import translations


@pytest.fixture
def content(tmp_path):
    """A small reference of two pages, one of them in German, too."""
    for language, slug in (("en", "599"), ("en", "598"), ("de", "599")):
        path = tmp_path / language / f"{slug}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(GOOD.replace("599", slug))
    translate(tmp_path, digest(tmp_path / "en/599.md"))
    return tmp_path


def translate(content, source, slug="599"):
    german = GOOD.replace("It is *broken*. Wait.", "Es ist *kaputt*. Warten.").replace("599", slug)
    (content / f"de/{slug}.md").write_text(german.replace("code =", f'source = "{source}"\ncode =', 1))


def test_a_translation_takes_the_place(content):
    german = load(language="de", content=content)
    assert german.get("599").lead.startswith("Es ist")
    assert not german.is_fallback("599")


def test_what_is_not_translated_stays_in_english_and_says_so(content):
    german = load(language="de", content=content)
    assert german.get("598").lead.startswith("It is")
    assert german.is_fallback("598")


def test_where_nothing_is_translated_nothing_is_said(content):
    assert not load(language="fr", content=content).is_fallback("599")
    assert not load(content=content).is_fallback("599")


def test_a_folder_of_the_site_is_no_translation(content, folder):
    assert not load([folder], content=content).is_fallback("598")


def test_a_translation_of_the_present_version_is_fresh(content):
    assert stale("de", content) == []


def test_a_change_of_the_source_makes_it_stale(content):
    (content / "en/599.md").write_text(GOOD.replace("Words.", "Other words."))
    assert stale("de", content) == ["599"]


def test_a_translation_of_what_is_gone_is_stale(content):
    translate(content, "0" * 16, "597")
    assert stale("de", content) == ["597"]


def test_what_is_missing_is_known(content):
    assert missing("de", content) == ["598"]


def test_the_tool_tells_what_is_to_do(capsys):
    assert translations.main("xx") == 1
    assert "404: missing" in capsys.readouterr().out


def test_a_page_says_that_it_is_not_translated(client, content, monkeypatch):
    german = load(language="de", content=content)
    for module in ("pages", "shown"):
        monkeypatch.setattr(f"status_ref.views.{module}.catalog", lambda: german)
    assert "not translated yet" in client.get("/status/598/").content.decode()
    assert "not translated yet" not in client.get("/status/599/").content.decode()


def test_the_language_of_the_site_decides(settings):
    settings.LANGUAGE_CODE = "de-at"
    assert reference.catalog.__wrapped__().get("404").code == 404
