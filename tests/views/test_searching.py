"""The index through its filters, what a search shows, and the same for scripts."""

import re

import pytest

from status_ref.catalog import load
from status_ref.catalog.search import _INDEXES
from status_ref.views.reference import catalog
from tests.catalog.test_search import HOSTILE

STATUSES = load().every()


def get(client, **asked):
    return client.get("/status/", asked)


def codes(response):
    return re.findall(r'class="code [a-z]+" href="/status/([^/]+)/"', response.content.decode())


class TestFilters:
    @pytest.mark.parametrize(
        ("asked", "fits"),
        [
            ({"class": "1"}, lambda status: status.family == 1),
            ({"kind": "vendor"}, lambda status: status.kind == "vendor"),
            ({"acts": "proxy"}, lambda status: status.acts == "proxy"),
            (
                {"class": "4", "kind": "registered", "acts": "client"},
                lambda status: (status.family, status.kind, status.acts) == (4, "registered", "client"),
            ),
            ({"class": "", "kind": "", "acts": ""}, lambda status: True),
        ],
    )
    def test_leave_what_fits_all_of_them(self, client, asked, fits):
        assert codes(get(client, **asked)) == [status.slug for status in STATUSES if fits(status)]

    def test_stay_in_the_form_and_with_the_search(self, client):
        html = get(client, **{"class": "4"}).content.decode()
        assert '<option value="4" selected>' in html
        assert '<input type="hidden" name="class" value="4">' in html

    def test_count_what_each_would_leave(self, client):
        html = get(client, **{"class": "5"}).content.decode()
        vendors = [status for status in STATUSES if status.family == 5 and status.kind == "vendor"]
        assert f"of a vendor ({len(vendors)})" in html
        assert f"4xx ({sum(status.family == 4 for status in STATUSES)})" in html
        assert "reserved, unused" not in html

    def test_can_be_reset(self, client):
        assert '<a href="/status/">Reset the filters</a>' in get(client, acts="client").content.decode()
        assert "Reset the filters" not in get(client).content.decode()

    def test_say_so_where_nothing_passes(self, client):
        response = get(client, **{"class": "1", "kind": "vendor"})
        assert (response.status_code, codes(response)) == (200, [])
        assert "No code passes all of these filters" in response.content.decode()

    @pytest.mark.parametrize("value", ["9", "vendor", "<script>", "a" * 5000, "\x00"])
    def test_say_what_they_do_not_know_and_show_the_rest(self, client, value):
        response = get(client, **{"class": value, "kind": "obsolete"})
        assert (response.status_code, response.has_header("Cache-Control")) == (400, False)
        assert codes(response) == ["305", "510"]
        html = response.content.decode()
        assert "is not known, so it was left out. Known are 1, 2, 3, 4, 5." in html
        assert "<script>" not in html

    def test_work_on_what_was_found(self, client):
        response = get(client, q="unauthorized", kind="vendor")
        html = response.content.decode()
        assert 'href="/status/401-iis/"' in html
        assert not re.search(r'<h2><a href="/status/401/', html)
        assert '<a href="/status/?q=unauthorized">Reset the filters</a>' in html

    def test_tell_that_there_would_be_more_without_them(self, client):
        html = get(client, q="teapot", kind="vendor").content.decode()
        assert "passes the filters" in html
        assert re.search(r'Without the filters \d+ places? fits?: <a href="\?q=teapot">', html)


class TestFound:
    def test_shows_where_it_stands_and_marks_the_words(self, client):
        html = get(client, q="tokn expird").content.decode()
        assert (
            '<a href="/status/401/#token-expired">The <mark>token</mark> has <mark>expired</mark></a>' in html
        )
        assert "401#token-expired, Unauthorized" in html

    def test_leads_to_collected_causes(self, client):
        assert 'href="/status/403/causes/#jenkins-crumb"' in get(client, q="crumb jenkins").content.decode()

    def test_counts_for_whoever_does_not_see_it(self, client):
        html = get(client, q="cookie").content.decode()
        assert re.search(r'role="status">\d+ places fit “cookie”; here are the best 20\.', html)
        assert 'role="status">Nothing fits “zzzz”.' in get(client, q="zzzz").content.decode()

    def test_shows_all_of_a_class(self, client):
        html = get(client, q="4xx").content.decode()
        assert html.count("<h2>") == sum(status.family == 4 for status in STATUSES)

    def test_is_kept_by_caches_and_not_by_search_engines(self, client):
        response = get(client, q="cookie")
        assert response["Cache-Control"] == "public, max-age=3600"
        assert b'content="noindex"' in response.content
        assert b'content="noindex"' not in get(client).content

    @pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
    def test_answers_everything(self, client, query):
        response = get(client, q=query.encode("utf-8", "replace"))
        assert response.status_code in {200, 302}
        assert b"<script>alert" not in response.content
        assert b"\x00" not in response.content


class TestJump:
    @pytest.mark.parametrize(
        ("query", "there"),
        [
            ("401", "/status/401/"),
            ("http 404", "/status/404/"),
            ("522", "/status/522-cloudflare/"),
            ("499 nginx", "/status/499-nginx/"),
            ("token-expired", "/status/401/#token-expired"),
            ("jenkins-crumb", "/status/403/causes/#jenkins-crumb"),
        ],
    )
    def test_leads_to_the_one_place(self, client, query, there):
        response = get(client, q=query)
        assert (response.status_code, response["Location"]) == (302, there)
        assert response["Cache-Control"] == "public, max-age=3600"

    @pytest.mark.parametrize(
        "query", ["499", "4xx", "token expired", "//evil.example", "https://evil.example/401"]
    )
    def test_shows_a_list_where_there_are_several(self, client, query):
        assert get(client, q=query).status_code == 200

    def test_shows_a_list_where_filters_are_set(self, client):
        assert get(client, q="401", kind="vendor").status_code == 200
        assert get(client, q="401", kind="nonsense").status_code == 400


class TestEmpty:
    def test_suggests_what_is_like_it(self, client):
        html = get(client, q="xgatewayxbadx").content.decode()
        assert re.search(r'Did you mean <a href="\?q=[^"]+">', html)

    def test_leads_to_the_class_of_a_code_without_a_page(self, client):
        assert '<a href="?q=400">400</a>?' in get(client, q="488").content.decode()

    def test_leads_to_what_is_asked_for_most(self, client):
        html = get(client, q="zzzz").content.decode()
        assert 'href="/status/401/"' in html
        assert "Did you mean" not in html


class TestPlainIndex:
    def test_pays_nothing_for_the_search(self, client):
        _INDEXES.pop(catalog(), None)
        get(client)
        get(client, **{"class": "4"})
        assert catalog() not in _INDEXES


class TestForScripts:
    @pytest.fixture
    def answer(self, client):
        return client.get("/status/api/search/", {"q": "tokn expird"})

    def test_tells_what_fits(self, answer):
        told = answer.json()
        assert (told["query"], set(told)) == ("tokn expird", {"query", "count", "hits"})
        first = told["hits"][0]
        assert first.pop("excerpt").startswith("See: ")
        assert first.pop("score") > 0
        assert first == {
            "code": 401,
            "slug": "401",
            "phrase": "Unauthorized",
            "anchor": "token-expired",
            "title": "The token has expired",
            "url": "/status/401/#token-expired",
        }

    def test_is_open_to_every_site(self, client, answer):
        again = client.get(
            "/status/api/search/", {"q": "tokn expird"}, headers={"If-None-Match": answer["ETag"]}
        )
        assert (answer["Access-Control-Allow-Origin"], again["Access-Control-Allow-Origin"]) == ("*", "*")
        assert (answer.status_code, again.status_code) == (200, 304)

    @pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
    def test_answers_everything(self, client, query):
        answer = client.get("/status/api/search/", {"q": query.encode("utf-8", "replace")})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
        assert len(answer.json()["query"]) <= 100

    def test_takes_no_other_method(self, client):
        assert client.post("/status/api/search/").status_code == 405

    def test_is_named_by_the_form(self, client):
        assert 'data-search="/status/api/search/"' in client.get("/status/401/").content.decode()
