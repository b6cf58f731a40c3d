"""Problems of a site's own types, raised by views and permissions of Django REST Framework."""

import pytest
from django.urls import include, path
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.views import APIView

from status_ref.problems import Problem
from status_ref.rest import BearerAuthentication
from status_ref.rest.handler import exception_handler
from tests.rest.conftest import lines

pytestmark = pytest.mark.urls(__name__)

TYPE = '+++\ntitle = "{}"\nstatus = {}\nlead = "It is *so*."\n+++\n'
BEARER = 'Bearer realm="api"'


class View(APIView):
    authentication_classes = (BearerAuthentication,)
    permission_classes = (AllowAny,)

    def get_exception_handler(self):
        return exception_handler

    def get(self, request, name="paid"):
        raise Problem(name, "Not enough.", balance=3, fields={"Retry-After": "60"})


class NoChallenge(View):
    authentication_classes = ()


class Known(NoChallenge):
    def get(self, request):
        raise Problem("unknown", fields={"WWW-Authenticate": 'Key realm="k"'})


class Refusing(BasePermission):
    def has_permission(self, request, view):
        raise Problem("forbidden")


class Refused(View):
    permission_classes = (Refusing,)


class Concealed(View):
    conceal = True


urlpatterns = [
    path("raises/<name>/", View.as_view()),
    path("bare/<name>/", NoChallenge.as_view()),
    path("known/", Known.as_view()),
    path("refused/", Refused.as_view()),
    path("concealed/<name>/", Concealed.as_view()),
    path("", include("status_ref.urls")),
]


@pytest.fixture(autouse=True)
def types(settings, tmp_path):
    """A site with a type for some statuses."""
    (tmp_path / "problems").mkdir()
    for name, status in {"paid": 402, "unknown": 401, "forbidden": 403, "gone": 404}.items():
        (tmp_path / f"problems/{name}.md").write_text(TYPE.format(name.title(), status))
    settings.STATUS_REF = {"ORIGIN": "https://a.example", "CONTENT_DIRS": [tmp_path]}


class TestRaised:
    def test_is_a_problem_of_its_type(self, client):
        response = client.get("/raises/paid/")
        assert (response.status_code, response["Content-Type"]) == (402, "application/problem+json")
        assert response.json() | {"instance": ""} == {
            "type": "https://a.example/status/problems/paid/",
            "title": "Paid",
            "status": 402,
            "detail": "Not enough.",
            "instance": "",
            "code": "paid",
            "docs": "https://a.example/status/402/",
            "balance": 3,
        }

    def test_has_its_fields_and_leads_to_its_page(self, client):
        response = client.get("/raises/paid/")
        assert response["Link"] == '<https://a.example/status/problems/paid/>; rel="help"'
        assert (response["Retry-After"], response["Cache-Control"]) == ("60", "no-store")

    def test_is_a_page_for_a_browser(self, client):
        response = client.get("/raises/paid/", headers={"accept": "text/html, */*;q=0.8"})
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert 'href="https://a.example/status/problems/paid/"' in response.content.decode()

    def test_a_401_has_the_challenges_of_the_view(self, client):
        response = client.get("/raises/unknown/")
        assert (response.status_code, lines(response)) == (401, [BEARER])

    def test_a_401_without_challenges_is_a_403(self, client):
        response = client.get("/bare/unknown/")
        assert (response.status_code, response.json()["status"], lines(response)) == (403, 403, [])

    def test_a_401_may_bring_its_own_challenge(self, client):
        response = client.get("/known/")
        assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Key realm="k"')


class TestPermission:
    def test_refuses_with_a_problem(self, client):
        assert client.get("/refused/").json()["title"] == "Forbidden"

    def test_comes_before_negotiation(self, client):
        response = client.get("/refused/", headers={"accept": "image/png"})
        assert (response.status_code, response.json()["title"]) == (403, "Forbidden")

    def test_lets_a_preflight_pass(self, client):
        fields = {"origin": "https://b.example", "access-control-request-method": "GET"}
        assert client.options("/refused/", headers=fields).status_code == 204


class TestConcealed:
    @pytest.mark.parametrize("name", ["unknown", "forbidden", "gone"])
    def test_tells_nothing(self, client, name):
        response = client.get(f"/concealed/{name}/")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
        assert "Link" not in response

    def test_tells_what_is_no_denial(self, client):
        assert client.get("/concealed/paid/").status_code == 402
