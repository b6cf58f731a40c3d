"""What Django's own middleware lacks."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory, override_settings

from authdemo.middleware import CommonMiddleware


@pytest.mark.parametrize(("status", "length"), [(200, "0"), (204, None), (304, None)])
def test_no_length_where_there_is_no_content(status, length):
    answer = CommonMiddleware(lambda request: HttpResponse(status=status))(RequestFactory().get("/"))
    assert answer.get("Content-Length") == length


def test_head_has_the_length_and_not_the_content():
    answer = CommonMiddleware(lambda request: HttpResponse(b"four"))(RequestFactory().head("/"))
    assert (answer["Content-Length"], answer.content) == ("4", b"")


def test_a_stream_is_left_alone():
    answer = CommonMiddleware(lambda request: StreamingHttpResponse([b"x"]))(RequestFactory().head("/"))
    assert list(answer) == [b"x"]


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^healthz$"])
def test_a_redirect_to_https_has_every_field(client):
    response = client.get("/profile/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/profile/")
    names = {"Permissions-Policy", "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"}
    assert names <= set(response.headers)
    assert client.get("/healthz").status_code == 200
