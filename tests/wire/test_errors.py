"""Every error on the wire: a problem for programs, a page for people, the status the same in both."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from tests.faulty.urls import SECRET
from tests.plugins.demo import PASSWORD

ANN = "Authorization: Basic " + b64encode(f"ann:{PASSWORD}".encode()).decode()
JSON, TEXT = "Content-Type: application/json", "Content-Type: text/plain"
FORM = "Content-Type: application/x-www-form-urlencoded"
PAGE = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TOO_MUCH = b"a=" + b"x" * 2_700_000

OF_THE_API = {
    "no JSON": (400, "POST", "/api/token/", JSON, b"{"),
    "no text": (400, "POST", "/api/token/", JSON, b"\xff"),
    "no name": (400, "POST", "/api/token/", JSON, b'{"password": "x"}'),
    "no credentials": (401, "GET", "/api/profile/"),
    "not staff": (403, "GET", "/api/staff/", ANN),
    "no route": (404, "GET", "/api/nowhere"),
    "no object": (404, "GET", "/api/objects/999999/"),
    "no method": (405, "DELETE", "/api/profile/", ANN),
    "no such method": (405, "BREW", "/api/token/"),
    "not acceptable": (406, "GET", "/api/profile/", ANN, "Accept: image/png"),
    "too much": (413, "POST", "/api/token/", JSON, TOO_MUCH),
    "no such media type": (415, "POST", "/api/token/", TEXT, b"x"),
    "too often": (429, "GET", "/api/limited/"),
    "a bug": (500, "GET", "/api/broken/"),
    "overloaded": (503, "GET", "/api/overloaded/"),
    "no database": (503, "GET", "/api/disconnected/"),
}
OF_PAGES = {
    "no multipart": (400, "POST", "/form/", "Content-Type: multipart/form-data", b"x"),
    "no token": (403, "POST", "/accounts/login/", FORM, b"a=b"),
    "no route": (404, "GET", "/nowhere"),
    "no code": (404, "GET", "/status/999/"),
    "no method": (405, "OPTIONS", "/profile/"),
    "no such method": (405, "BREW", "/status/401/"),
    "trace": (405, "TRACE", "/"),
    "too much": (413, "POST", "/form/", FORM, TOO_MUCH),
    "a bug": (500, "GET", "/broken/"),
    "no database": (503, "GET", "/disconnected/"),
}
PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


@pytest.fixture(scope="module")
def fails(ask_faulty):
    """Give ``fails(method, target, *fields, content)``."""

    def fails(method, target, *rest):
        fields = [part for part in rest if isinstance(part, str)]
        return ask_faulty(
            method, target, *fields, body=b"".join(part for part in rest if isinstance(part, bytes))
        )

    return fails


def is_problem(answer, status):
    content = json.loads(answer.body)
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status, content["status"]) == (status, status)
    assert content["instance"].startswith("urn:uuid:")
    return content


def is_page(answer, status):
    assert (answer.status, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert f"HTTP {status} {PHRASES[status]}".encode() in answer.body


@pytest.mark.parametrize("case", OF_THE_API)
class TestApi:
    def test_programs_get_a_problem(self, fails, case):
        status, *asked = OF_THE_API[case]
        is_problem(fails(*asked), status)

    def test_the_phrase_is_the_registered_one(self, fails, case):
        status, *asked = OF_THE_API[case]
        assert fails(*asked).reason == PHRASES[status]

    def test_says_nothing_of_its_insides(self, fails, case):
        _, *asked = OF_THE_API[case]
        assert SECRET.encode() not in fails(*asked).body + fails(*asked, PAGE).body

    def test_caches_tell_problem_and_page_apart(self, fails, case):
        _, *asked = OF_THE_API[case]
        assert "Accept" in fails(*asked)["Vary"].split(", ")


# Whoever takes pages finds nothing unacceptable.
@pytest.mark.parametrize("case", [case for case in OF_THE_API if case != "not acceptable"])
def test_people_get_a_page_from_the_api(fails, case):
    status, *asked = OF_THE_API[case]
    is_page(fails(*asked, PAGE), status)


@pytest.mark.parametrize("case", OF_PAGES)
class TestPages:
    def test_people_get_a_page(self, fails, case):
        status, *asked = OF_PAGES[case]
        is_page(fails(*asked), status)

    def test_programs_get_a_problem(self, fails, case):
        status, *asked = OF_PAGES[case]
        assert is_problem(fails(*asked, "Accept: application/json"), status)["title"] == PHRASES[status]

    def test_the_phrase_is_the_registered_one(self, fails, case):
        status, *asked = OF_PAGES[case]
        assert fails(*asked).reason == PHRASES[status]

    def test_says_nothing_of_its_insides(self, fails, case):
        _, *asked = OF_PAGES[case]
        assert SECRET.encode() not in fails(*asked).body

    def test_is_never_stored(self, fails, case):
        _, *asked = OF_PAGES[case]
        assert "no-store" in fails(*asked)["Cache-Control"]


class TestFields:
    @pytest.mark.parametrize(
        ("method", "target", "allowed"),
        [
            ("DELETE", "/api/profile/", "GET, PATCH, HEAD, OPTIONS"),
            ("GET", "/api/token/", "POST, OPTIONS"),
            ("OPTIONS", "/profile/", "GET, HEAD"),
            ("POST", "/status/", "GET, HEAD"),
            ("POST", "/status/401/", "GET, HEAD"),
            ("DELETE", "/healthz", "GET, HEAD"),
            ("POST", "/", "GET, HEAD"),
        ],
    )
    def test_405_names_the_methods(self, fails, method, target, allowed):
        """RFC 9110, Section 15.5.6."""
        answer = fails(method, target, ANN)
        assert (answer.status, answer["Allow"]) == (405, allowed)

    @pytest.mark.parametrize(
        ("target", "seconds"),
        [
            ("/api/limited/", "3"),
            ("/api/overloaded/", "7"),
            ("/api/disconnected/", "10"),
            ("/disconnected/", "10"),
        ],
    )
    @pytest.mark.parametrize("accept", [PAGE, "Accept: */*"])
    def test_whoever_should_wait_is_told_how_long(self, fails, target, seconds, accept):
        """RFC 9110, Section 10.2.3 and RFC 6585, Section 4."""
        assert fails("GET", target, accept)["Retry-After"] == seconds

    @pytest.mark.parametrize(
        "target", ["/api/nowhere", "/api/broken/", "/api/limited/", "/nowhere", "/broken/"]
    )
    @pytest.mark.parametrize("accept", [PAGE, "Accept: */*"])
    def test_head_has_the_fields_and_no_content(self, fails, target, accept):
        """RFC 9110, Section 9.3.2."""
        get, head = fails("GET", target, accept), fails("HEAD", target, accept)
        assert (head.status, head["Content-Type"], head["Content-Length"]) == (
            get.status,
            get["Content-Type"],
            get["Content-Length"],
        )

    def test_trace_sends_nothing_back(self, fails):
        """RFC 9110, Section 9.3.8: a field may hold credentials."""
        assert b"b3BlbiBzZXNhbWU" not in fails("TRACE", "/", "Authorization: Basic b3BlbiBzZXNhbWU").body
