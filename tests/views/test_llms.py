"""``/llms.txt``, in the form that llmstxt.org describes."""

import re

import pytest

from status_ref.catalog import load


@pytest.fixture
def text(client):
    return client.get("/llms.txt").content.decode()


def test_begins_with_a_title_and_a_quotation(text):
    assert re.match(r"# .+\n\n(> .+\n)+\n", text)
    assert text.count("\n# ") == 0


def test_lists_nothing_but_links_below_its_headings(text):
    for section in text.split("\n## ")[1:]:
        title, *lines = section.strip().split("\n")
        assert title
        assert all(re.fullmatch(r"- \[.+\]\(http://testserver/\S+\): .+", line) for line in lines if line)


def test_leads_to_every_page_as_markdown(text):
    linked = re.findall(r"\(http://testserver/status/([^)]+)\.md\)", text)
    assert sorted(linked) == sorted(status.slug for status in load().every())


def test_may_be_read_without_the_vendors(text):
    needed, _, optional = text.partition("## Optional")
    assert "499-nginx.md" in optional
    assert "499-nginx.md" not in needed


def test_leads_to_the_problem_types_of_the_site(client, settings, tmp_path):
    (tmp_path / "problems").mkdir()
    text = '+++\ntitle = "Late"\nstatus = 409\nlead = "Too\\nlate."\n+++\n'
    (tmp_path / "problems/late.md").write_text(text)
    settings.STATUS_REF = settings.STATUS_REF | {"CONTENT_DIRS": [tmp_path]}
    line = "- [409 Late](http://testserver/status/problems/late.md): Too late.\n"
    assert f"\n## Problem types of this site\n\n{line}" in client.get("/llms.txt").content.decode()


def test_leads_to_the_data(client, text):
    section = text.split("## Data")[1].split("##")[0]
    addresses = re.findall(r"\((http[^)]+)\)", section)
    assert [client.get(address).status_code for address in addresses] == [200] * 4


def test_is_text_that_can_be_kept(client):
    response = client.get("/llms.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=3600"
