"""What cannot become a request is a 400."""

from io import BytesIO

import pytest

from authdemo.asgi import application as asgi

UNREADABLE = "x/y; a*=foo''%41"


@pytest.mark.parametrize(("content_type", "refused"), [(UNREADABLE, True), ("x/y", False)])
def test_asgi(content_type, refused):
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"content-type", content_type.encode())],
    }
    request, response = asgi.create_request(scope, BytesIO())
    assert (request is None, getattr(response, "status_code", None) == 400) == (refused, refused)
