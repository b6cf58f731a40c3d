"""RFC 9457: what an answer that says no has in it."""

from __future__ import annotations

import json
import re

import pytest

from status_ref.http.failures import FAILURES, Next
from status_ref.http.problems import Problem, phrase
from tests.wire.matrix.places import BROWSER, JSON, basic, problem

PROBLEM = "application/problem+json"
NAME = re.compile(r"[A-Za-z]\w{2,}", re.ASCII)
PLAIN = {
    404: ("GET", "/api/nowhere/"),
    405: ("GET", "/api/token/"),
    406: ("GET", "/api/profile/", basic("ann"), "Accept: image/png"),
    415: ("POST", "/api/token/", "Content-Type: text/plain", "Content-Length: 1"),
    429: ("GET", "/api/raises/throttled/"),
    500: ("GET", "/api/raises/broken/"),
}
TRACES = ("Traceback", 'File "', "status_ref", "django", "site-packages", "sqlite", "psycopg")


def told(place):
    """The problems of the refusals at a place, each with its status on the wire."""
    return [(a.status, problem(a)) for a in place.refusals() if a.body and a["Content-Type"] == PROBLEM]


@pytest.fixture
def problems(handled_home):
    """Those of every project."""
    return told(handled_home)


@pytest.fixture(params=PLAIN)
def plain(request, site):
    """A refusal that says no more than its status."""
    question, body = PLAIN[request.param], b"x" if request.param == 415 else b""
    return site.ask(*question[:2], *(field for field in question[2:] if "Length" not in field), body=body)


class TestPD01:
    @pytest.mark.parametrize("accept", ["application/json", "*/*", "image/png", "text/csv;q=0.1", ";;"])
    def test_a_program_gets_a_problem_whatever_it_accepts(self, handled_home, accept):
        assert handled_home.see("GET", f"Accept: {accept}")["Content-Type"] == PROBLEM

    def test_a_browser_gets_a_page(self, site):
        assert site.see("GET", "/api/profile/", *BROWSER)["Content-Type"] == "text/html; charset=utf-8"


class TestPD02:
    def test_the_type_is_an_absolute_address_of_a_page(self, site):
        for answer in site.home.refusals():
            if answer.body and answer["Content-Type"] == PROBLEM:
                kind = problem(answer)["type"]
                page = site.see("GET", kind.partition("#")[0].removeprefix(site.project.origin))
                assert (page.status, page["Content-Type"]) == (200, "text/html; charset=utf-8")


class TestPD03:
    def test_the_title_of_a_blank_type_is_the_phrase_of_the_status(self, plain):
        document = problem(plain)
        assert document.get("type", "about:blank") == "about:blank"
        assert document["title"] == phrase(plain.status)

    def test_also_where_there_are_no_pages_to_link_to(self, problems):
        blank = [(status, p["title"]) for status, p in problems if p.get("type") == "about:blank"]
        assert all(title == phrase(status) for status, title in blank)


class TestPD04:
    def test_the_status_is_that_of_the_answer(self, handled):
        assert {document["status"] == status for status, document in told(handled)} == {True}

    def test_of_a_plain_refusal_too(self, plain):
        assert problem(plain)["status"] == plain.status


class TestPD05:
    def test_one_type_has_one_title(self, problems):
        titles = {(document["code"], document["title"]) for _, document in problems}
        assert len(titles) == len({code for code, _ in titles})


class TestPD06:
    def test_what_a_program_needs_has_members_of_its_own(self, problems):
        for _, document in problems:
            assert document["code"] in FAILURES
            assert document["next"] in set(Next)


class TestPD07:
    def test_every_occurrence_has_a_name_of_its_own(self, handled_home):
        server, path = handled_home.server, handled_home.path
        names = {problem(server.ask("GET", path))["instance"] for _ in range(3)}
        assert len(names) == 3
        assert all(name.startswith("urn:uuid:") for name in names)


class TestPD08:
    def test_a_reader_passes_over_what_it_does_not_know(self, handled_home):
        document = problem(handled_home.see("GET"))
        odd = document | {"title": ["x"], "detail": 7, "status": "401", "unheard-of": {"a": [1]}}
        read = Problem.parse(json.dumps(odd))
        assert (read.title, read.detail, read.status) == ("", "", 0)
        assert read.extensions["code"] == document["code"]


class TestPD09:
    def test_members_have_proper_names(self, problems):
        assert [name for _, document in problems for name in document if not NAME.fullmatch(name)] == []

    def test_also_where_fields_are_wrong(self, site):
        document = problem(site.ask("POST", "/api/token/", JSON, body=b'{"username": "x"}'))
        assert list(document["errors"]) == ["password"]
        assert [name for name in document if not NAME.fullmatch(name)] == []


class TestPD10:
    @pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
    def test_every_type_is_explained_on_the_page_of_its_status(self, site, failure):
        page = site.see("GET", f"/status/{failure.status}/").body.decode()
        assert f'id="{failure.code}"' in page


class TestPD11:
    def test_nothing_inside_shows(self, plain):
        text = plain.body.decode()
        assert [trace for trace in TRACES if trace in text] == []


class TestPD12:
    @pytest.mark.parametrize(
        "content",
        [{}, {"grant_type": "password"}, {"grant_type": "refresh_token", "refresh_token": "x"}],
        ids=["missing", "unsupported", "invalid"],
    )
    def test_refreshing_answers_as_oauth_has_it(self, site, content):
        answer = site.ask("POST", "/api/token/refresh/", JSON, body=json.dumps(content).encode())
        assert (answer.status, answer["Content-Type"]) == (400, "application/json")
        assert (
            {"error"} <= json.loads(answer.body).keys() <= {"error", "error_description", "error_uri", "code"}
        )
