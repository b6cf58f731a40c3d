"""httplint, a linter of other people's making, has nothing to say against a live answer."""

import pytest
from httplint import HttpRequestLinter, HttpResponseLinter
from httplint.note import levels

from tests.wire.socket_client import exchange, request

FITTING = {
    206: [("Range", "bytes=0-9")],
    406: [("Accept", "image/png")],
    412: [("If-Match", '"other"')],
    416: [("Range", "bytes=2000-")],
}
"""Without these the request gives no reason for the status that it asks for."""
OF_THE_STATUS = {
    "STATUS_NONSTANDARD",
    "STATUS_DEPRECATED",
    "STATUS_RESERVED",
    "STATUS_BAD_REQUEST",
    "STATUS_URI_TOO_LONG",
    "STATUS_IM_A_TEAPOT",
    "STATUS_VERSION_NOT_SUPPORTED",
    "STATUS_417_WITHOUT_EXPECT",  # with one, gunicorn answers before the application
}
"""What httplint says of a status wherever it meets it."""
WRONG = {(415, "REQUEST_HDR_IN_RESPONSE")}
"""Accept in a 415 tells which types would do (RFC 9110, Sections 12.5.1 and 15.5.16)."""


def lint(demo, method, code):
    path, fields = f"/live/{code}", FITTING.get(code, [])
    answer = exchange(demo.host, demo.port, request(method, path, *map(": ".join, fields)))
    asked = HttpRequestLinter(no_content=True)
    asked.process_request_topline(method.encode(), demo.url(path).encode(), b"HTTP/1.1")
    lines = [("Host", "127.0.0.1"), *fields]
    asked.process_headers([(name.encode(), value.encode()) for name, value in lines])
    asked.finish_content(complete=True)
    linter = HttpResponseLinter(no_content=method == "HEAD", _related=asked)
    linter.base_uri = demo.url(path)
    linter.process_response_topline(b"HTTP/1.1", str(answer.status).encode(), answer.reason.encode())
    linter.process_headers([(name.encode(), value.encode("latin-1")) for name, value in answer.fields])
    linter.feed_content(answer.body)
    linter.finish_content(complete=True)
    return linter.notes


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_httplint_finds_nothing(demo, method):
    found = {
        (code, type(note).__name__)
        for code in range(200, 600)
        if not (code == 201 and method != "POST")  # nothing is created by asking
        for note in lint(demo, method, code)
        if note.level in {levels.BAD, levels.WARN} and type(note).__name__ not in OF_THE_STATUS
    }
    assert found - WRONG == set()
