"""The pages of the reference over a socket: first made by their view, then answered from what is kept."""

from __future__ import annotations

import gzip
from email.utils import parsedate_to_datetime

import brotli
import pytest

from tests.wire.socket_client import exchange, request

PAGE = "/status/404/"
PATHS = ["/status/", PAGE, "/status/404.md", "/status/404.txt"]
PATHS += ["/status/404/examples/", "/status/401/causes/"]
OF_EACH_ANSWER = {"Date", "Connection"}
OF_THE_DEMO = ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Permissions-Policy")
OF_A_200_ALONE = ("Content-Type", "Content-Length", "Content-Encoding", "Last-Modified", "Link")


def fields(answer):
    return sorted(field for field in answer.fields if field[0] not in OF_EACH_ANSWER)


@pytest.mark.parametrize("path", PATHS)
class TestEveryPage:
    def test_what_is_kept_is_what_was_made(self, ask, path):
        first, second = ask("GET", path), ask("GET", path)
        assert (first.status, fields(first), first.body) == (second.status, fields(second), second.body)
        assert all(second[name] for name in OF_THE_DEMO)

    def test_head_has_the_fields_of_get(self, ask, path):
        whole, head = (ask(method, path, "Accept-Encoding: gzip") for method in ("GET", "HEAD"))
        assert (fields(head), head.body) == (fields(whole), b"")
        assert int(head["Content-Length"]) == len(whole.body)

    @pytest.mark.parametrize(("coding", "decode"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
    def test_every_coding_holds_the_same(self, ask, path, coding, decode):
        plain, coded = ask("GET", path), ask("GET", path, f"Accept-Encoding: {coding}")
        assert coded["Content-Encoding"] == coding
        assert len(coded.body) < len(plain.body)
        assert (decode(coded.body), coded["ETag"] != plain["ETag"]) == (plain.body, True)

    def test_a_304_has_what_it_must_and_nothing_else_of_the_200(self, ask, path):
        """RFC 9110, Section 15.4.5."""
        whole = ask("GET", path, "Accept-Encoding: br")
        answer = ask("GET", path, "Accept-Encoding: br", f"If-None-Match: {whole['ETag']}")
        assert (answer.status, answer.body) == (304, b"")
        for name in ("ETag", "Cache-Control", "Vary", "Content-Location", "Date"):
            assert [bool(line) for line in answer.lines(name)] == [bool(line) for line in whole.lines(name)]
        assert answer["ETag"] == whole["ETag"]
        assert [name for name in OF_A_200_ALONE if answer.lines(name)] == []

    def test_the_date_makes_a_304_too(self, ask, path):
        whole = ask("GET", path)
        assert parsedate_to_datetime(whole["Last-Modified"]) <= parsedate_to_datetime(whole["Date"])
        assert ask("GET", path, f"If-Modified-Since: {whole['Last-Modified']}").status == 304


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["If-None-Match: {tag}", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT"], 304),
        (['If-None-Match: "x"', "If-Modified-Since: {date}"], 200),
        (['If-Match: "x"', "If-None-Match: {tag}"], 412),
        (["If-Match: {tag}", "If-None-Match: {tag}"], 304),
        (["If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT"], 412),
        (['If-None-Match: "x"', "If-None-Match: {tag}"], 304),
        (["If-None-Match: \xff"], 200),
    ],
)
def test_conditions_count_in_their_order(ask, lines, status):
    """RFC 9110, Section 13.2.2."""
    whole = ask("GET", PAGE)
    filled = [line.format(tag=whole["ETag"], date=whole["Last-Modified"]) for line in lines]
    assert ask("GET", PAGE, *filled).status == status


@pytest.mark.parametrize(
    ("accept", "kind", "place"),
    [
        ("*/*", "text/html; charset=utf-8", []),
        ("text/markdown", "text/markdown; charset=utf-8", ["/status/404.md"]),
        ("text/html;q=0.4, text/plain", "text/plain; charset=utf-8", ["/status/404.txt"]),
        ("image/png", "text/html; charset=utf-8", []),
    ],
)
def test_accept_chooses_the_form(ask, accept, kind, place):
    for _ in range(2):
        answer = ask("GET", PAGE, f"Accept: {accept}")
        assert (answer["Content-Type"], answer.lines("Content-Location")) == (kind, place)
        assert {"Accept", "Accept-Encoding"} <= set(answer["Vary"].split(", "))


def test_what_is_kept_is_not_for_another_host(ask, demo):
    assert ask("GET", PAGE).status == 200
    message = request("GET", PAGE).replace(b"Host: 127.0.0.1", b"Host: evil.example")
    assert exchange(demo.host, demo.port, message).status == 400


def test_a_cookie_changes_nothing(ask):
    answers = [ask("GET", PAGE), ask("GET", PAGE, "Cookie: sessionid=x", "Authorization: Bearer x")]
    assert fields(answers[0]) == fields(answers[1])
    assert not answers[1].lines("Set-Cookie")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_other_methods_are_a_405(ask, method):
    ask("GET", PAGE)
    assert ask(method, PAGE).status == 405
