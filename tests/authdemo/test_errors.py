"""The demo's own error pages."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from authdemo import urls


def broken(request):
    raise RuntimeError("a secret of ours")


def forbidden(request):
    raise PermissionDenied


def bad(request):
    raise BadRequest


def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [
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


@pytest.mark.parametrize(("address", "status"), [("/api/broken", 500), ("/api/nowhere", 404)])
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
