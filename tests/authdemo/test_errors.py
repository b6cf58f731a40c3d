"""The demo's own error pages."""

import sys

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, override_settings
from django.urls import include, path
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from authdemo import urls


def broken(request):
    raise RuntimeError("a secret of ours")


def forbidden(request):
    raise PermissionDenied


def bad(request):
    raise BadRequest


def suspicious(request):
    raise SuspiciousOperation


def disconnected(request):
    raise OperationalError("a secret of ours")


def empty(request):
    return HttpResponseNotAllowed(["PUT"], headers={"X-Own": "kept", "Cache-Control": "private"})


class BrokenView(APIView):
    permission_classes = (AllowAny,)

    def get(self, request):
        raise RuntimeError("a secret of ours")


urlpatterns = [
    path("disconnected", disconnected),
    path("api/disconnected", disconnected),
    path("api/view", BrokenView.as_view()),
    path("empty", empty),
    path("full", lambda request: HttpResponse(b"enough said", status=404)),
    path("teapot", lambda request: HttpResponse(status=418)),
    path("broken", broken),
    path("api/broken", broken),
    path("forbidden", forbidden),
    path("bad", bad),
    path("suspicious", suspicious),
    path("plain", lambda request: HttpResponse()),
    path("", include(urls)),
]
handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser():
    """A client that gets the page of a 500 instead of the exception, and has no database."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("address", "status", "phrase"),
    [
        ("/bad", 400, "Bad Request"),
        ("/suspicious", 400, "Bad Request"),
        ("/forbidden", 403, "Forbidden"),
        ("/nowhere", 404, "Not Found"),
        ("/broken", 500, "Internal Server Error"),
    ],
)
def test_each_has_a_page_that_needs_no_database(browser, address, status, phrase):
    response = browser.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{phrase}</h1>" in page
    assert f"/status/{status}/" in page
    assert response["Cache-Control"] == "no-store"
    assert "a secret of ours" not in page


def test_a_session_cookie_makes_a_500_no_worse(browser):
    browser.cookies["sessionid"] = "some-session-0123456789"
    assert browser.get("/broken").status_code == 500


@pytest.mark.parametrize(
    ("address", "status"), [("/api/broken", 500), ("/api/view", 500), ("/api/nowhere", 404)]
)
def test_a_program_gets_a_problem(browser, address, status):
    response = browser.get(address)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code == status


def test_a_strangers_host_is_refused_without_a_traceback(browser, caplog):
    assert browser.get("/", headers={"host": "evil.example"}).status_code == 400
    assert not [record for record in caplog.records if record.exc_info]


def test_a_form_without_its_token(browser):
    response = browser.post("/plain")
    assert response.status_code == 403
    assert "Load its page again" in response.content.decode()


class TestBug:
    """A bug stays a bug: the answer says nothing, and everybody who has to know hears of it."""

    @pytest.fixture(params=["/broken", "/api/broken", "/api/view"])
    def address(self, request):
        return request.param

    def test_is_logged_with_its_traceback(self, browser, caplog, address):
        browser.get(address)
        (record,) = [record for record in caplog.records if record.name == "django.request"]
        assert record.exc_info[0] is RuntimeError

    def test_is_signalled_to_trackers_of_errors(self, browser, address):
        heard = []
        receiver = lambda **kwargs: heard.append(sys.exception())  # noqa: E731
        got_request_exception.connect(receiver, weak=False)
        browser.get(address)
        got_request_exception.disconnect(receiver)
        assert [type(exception) for exception in heard] == [RuntimeError]

    @override_settings(DEBUG=True)
    def test_is_shown_to_developers(self, browser, address):
        response = browser.get(address, headers={"accept": "text/html, */*;q=0.8"})
        assert response.status_code == 500
        assert "a secret of ours" in response.content.decode()
        assert "Traceback" in response.content.decode()


@pytest.mark.parametrize("address", ["/disconnected", "/api/disconnected"])
def test_a_database_that_does_not_answer_is_a_503(browser, address):
    response = browser.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "10")


class TestExplained:
    def test_keeps_the_fields_of_an_empty_error(self, browser):
        response = browser.get("/empty")
        assert (response["Allow"], response["X-Own"], response["Cache-Control"]) == ("PUT", "kept", "private")
        assert "This address takes PUT." in response.content.decode()

    def test_leaves_an_error_with_content_alone(self, browser):
        assert browser.get("/full").content == b"enough said"

    def test_knows_what_to_say_of_any_status(self, browser):
        assert "HTTP 418 I&#x27;m a Teapot" in browser.get("/teapot").content.decode()
