"""Content-Type fields that Django cannot read."""

import pytest
from asgiref.sync import async_to_sync

from authdemo.content_type import readable, readable_asgi, readable_wsgi

GOOD = ["", "text/plain", "multipart/form-data; boundary=x", "text/plain; charset*=utf-8''utf-8"]
GOOD += ["text/plain; charset=latin-1"]
ODD = ["c*=d;c*0=e", "charset*=none''x", "c*1" + "0" * 5000 + "=d", "charset*=undefined''x"]
ODD += [f"charset={name}" for name in ("rot13", "undefined", "idna", "punycode", "no-such")]
ODD += ["charset*=utf-8''a%00b"]


def sent_on(*lines):
    """Give the content types that reach an ASGI application."""
    reached = []

    async def application(scope, receive, send):
        reached.extend(scope["headers"])

    scope = {"headers": [(b"host", b"x"), *((b"content-type", line) for line in lines)]}
    async_to_sync(readable_asgi(application))(scope, None, None)
    return [value for name, value in reached if name == b"content-type"]


@pytest.mark.parametrize("value", GOOD)
def test_what_can_be_read_stays_as_it_is(value):
    assert readable(value) == value


@pytest.mark.parametrize("parameters", ODD)
def test_else_the_media_type_remains(parameters):
    assert readable(f"text/plain; {parameters}") == "text/plain"


def test_the_boundary_of_parts_remains_too():
    assert readable("a/b; charset=idna; boundary=x") == 'a/b; boundary="x"'


def test_wsgi_without_the_field():
    assert readable_wsgi(lambda environ, start_response: [str(environ)])({}, None) == ["{}"]


def test_wsgi_with_an_odd_one():
    environ = {"CONTENT_TYPE": f"a/b;{ODD[0]}"}
    assert readable_wsgi(lambda environ, start_response: [environ["CONTENT_TYPE"]])(environ, None) == ["a/b"]


def test_asgi_without_the_field():
    assert sent_on() == []


def test_asgi_with_an_odd_one():
    assert sent_on(b"a/b;c*=d;c*0=e") == [b"a/b"]


def test_asgi_with_two_that_are_odd_together():
    assert sent_on(b"a/b;c*=d", b";c*0=e") == [b"a/b"]
