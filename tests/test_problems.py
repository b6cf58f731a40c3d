"""Problems of a site's own types, in plain Django."""

import json

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path

from status_ref.problems import Problem, ProblemMiddleware

pytestmark = pytest.mark.urls(__name__)

TYPE = '+++\ntitle = "Out of credit"\nstatus = 402\nlead = "The *account* is empty."\nnext = "pay"\n+++\n'
NAME = "billing/out-of-credit"


def raises(request):
    raise Problem(NAME, balance=3)


async def raises_later(request):
    raise Problem(NAME, balance=3)


def fails(request):
    raise KeyError("a bug")


urlpatterns = [
    path("raises/", raises),
    path("raises-later/", raises_later),
    path("fails/", fails),
    path("", include("status_ref.urls")),
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A site with one type."""
    (tmp_path / "problems/billing").mkdir(parents=True)
    (tmp_path / f"problems/{NAME}.md").write_text(TYPE)
    settings.STATUS_REF = {"ORIGIN": "https://a.example", "CONTENT_DIRS": [tmp_path]}
    settings.MIDDLEWARE = ["status_ref.problems.ProblemMiddleware"]
    return tmp_path


class TestProblem:
    def test_says_what_its_type_says(self):
        problem = Problem(NAME).document()
        assert (problem.type, problem.title) == (
            "https://a.example/status/problems/billing/out-of-credit/",
            "Out of credit",
        )
        assert (problem.status, problem.detail) == (402, "The account is empty.")
        assert problem.extensions == {
            "code": "out-of-credit",
            "next": "pay",
            "docs": "https://a.example/status/402/",
        }

    def test_says_what_happened_this_time(self):
        problem = Problem(NAME, "Three are left.", balance=3, name="a").document()
        assert problem.detail == "Three are left."
        assert (problem.extensions["balance"], problem.extensions["name"]) == (3, "a")

    def test_is_blank_where_there_is_no_page(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ORIGIN": None}
        problem = Problem(NAME).document()
        assert (problem.type, problem.title) == ("about:blank", "Payment Required")
        assert (problem.extensions["code"], "docs" in problem.extensions) == ("out-of-credit", False)
        assert Problem(NAME).headers() == {}

    def test_has_the_origin_of_the_request_in_debug(self, settings):
        settings.STATUS_REF, settings.DEBUG = settings.STATUS_REF | {"ORIGIN": None}, True
        settings.ALLOWED_HOSTS = ["b.example"]
        request = RequestFactory().get("/", headers={"host": "b.example"})
        assert Problem(NAME).document(request).type.startswith("http://b.example/status/problems/")

    def test_of_an_unknown_type_is_a_bug(self):
        with pytest.raises(LookupError, match="no problem type late; known are billing/out-of-credit"):
            Problem("late")

    def test_of_any_type_is_a_bug_where_there_are_none(self, settings):
        settings.STATUS_REF = {}
        with pytest.raises(LookupError, match="known are none"):
            Problem("late")

    def test_keeps_the_members_of_its_type(self):
        with pytest.raises(TypeError, match="status, title cannot be given"):
            Problem(NAME, title="x", status=500)


class TestResponse:
    def test_is_the_problem(self):
        response = Problem(NAME, fields={"Retry-After": "60"}).response()
        assert (response.status_code, response.reason_phrase) == (402, "Payment Required")
        assert dict(response.items()) == {
            "Content-Type": "application/problem+json",
            "Link": '<https://a.example/status/problems/billing/out-of-credit/>; rel="help"',
            "Retry-After": "60",
            "Cache-Control": "no-store",
        }
        assert json.loads(response.content)["title"] == "Out of credit"

    def test_can_be_sent_whatever_a_request_said(self):
        response = Problem(NAME, "There is no \ud800.").response()
        assert json.loads(response.content)["detail"] == "There is no ?."

    def test_may_be_kept_where_its_fields_say_so(self):
        response = Problem(NAME, fields={"Cache-Control": "max-age=5"}).response()
        assert response["Cache-Control"] == "max-age=5"

    @pytest.mark.parametrize(("fields", "status"), [({}, 403), ({"www-authenticate": "Key"}, 401)])
    def test_is_no_401_without_a_challenge(self, folder, fields, status):
        (folder / "problems/who.md").write_text(TYPE.replace("402", "401"))
        response = Problem("who", fields=fields).response()
        assert (response.status_code, json.loads(response.content)["status"]) == (status, status)


class TestMiddleware:
    @pytest.mark.parametrize("path", ["/raises/", "/raises-later/"])
    def test_answers_what_a_view_raises(self, client, path):
        response = client.get(path)
        assert (response.status_code, json.loads(response.content)["balance"]) == (402, 3)

    def test_leaves_the_rest_to_django(self, client):
        with pytest.raises(KeyError):
            client.get("/fails/")

    def test_takes_nothing_else(self):
        middleware = ProblemMiddleware(lambda request: HttpResponse())
        assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None
