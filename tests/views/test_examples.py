"""The page of a code's examples, as a browser gets it."""

import re
from html import unescape

import pytest


def page(client, slug, **extra):
    return client.get(f"/status/{slug}/examples/", **extra).content.decode()


def words(html):
    """Give the text without the colours of the code."""
    return unescape(re.sub(r"</?span[^>]*>", "", html))


@pytest.fixture
def html(client):
    return page(client, "404")


def test_has_a_title_that_counts(html):
    assert "<title>HTTP 404 Not Found: code examples in 19 languages</title>" in html


def test_has_a_section_for_every_language_and_a_way_to_it(html):
    headings = re.findall(r'<section aria-labelledby="([^"]+)"><h2 id="\1">', html)
    assert headings == re.findall(r'<li><a href="#([^"]+)"', html)
    assert len(headings) == 20


def test_leads_back_to_the_page_of_the_code(html):
    assert 'href="/status/404/"' in html


def test_asks_the_live_answer_of_this_site(html):
    assert 'requests.get("http://testserver/live/404"' in words(html)


def test_names_no_host_that_it_does_not_know(client, settings):
    settings.STATUS_REF, settings.DEBUG = {}, False
    assert 'requests.get("https://example.com/live/410"' in words(page(client, "410"))


def test_says_what_was_not_run(html):
    assert html.count("Not run:") == 3


def test_says_what_was_made_for_the_code(client):
    assert page(client, "429").count("Made for 429.") == 3


def test_shows_how_to_send_an_error_only(client, html):
    assert ('id="send-drf-py"' in html, 'id="send"' in page(client, "200")) == (True, False)


def test_the_page_of_the_code_shows_the_main_ones(client):
    html = client.get("/status/404/").content.decode()
    shown = re.findall(r"<summary>([^<]+)", html)
    assert '<a href="/status/404/examples/">' in html
    assert {"curl", "Python, requests", "JavaScript, fetch"} <= set(shown)
    assert "PHP, curl" not in shown


@pytest.mark.parametrize("slug", ["100", "103", "600", "abc", "499"])
def test_where_there_are_none_there_is_no_page(client, slug):
    assert client.get(f"/status/{slug}/examples/").status_code == 404


def test_an_interim_response_has_no_section_of_examples(client):
    assert 'id="examples"' not in client.get("/status/100/").content.decode()


class TestCaching:
    def test_is_public(self, client):
        response = client.get("/status/404/examples/")
        assert (response["Cache-Control"], response["Vary"]) == ("public, max-age=3600", "Accept-Encoding")

    def test_an_unchanged_page_is_a_304(self, client):
        tag = client.get("/status/404/examples/")["ETag"]
        again = client.get("/status/404/examples/", headers={"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")

    def test_post_is_a_405(self, client):
        assert client.post("/status/404/examples/").status_code == 405
