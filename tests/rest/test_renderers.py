"""What a problem looks like in a browser, and to whom."""

import pytest

from status_ref.http.challenges import Challenge
from status_ref.rest.renderers import _challenge
from tests.rest.conftest import basic

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]

BROWSER = {
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "sec-fetch-dest": "document",
}


def page(response):
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return response.content.decode().replace("&quot;", '"')


class TestHalfOfAPair:
    """A request in JSON can send what UTF-8 cannot say, and an error of DRF repeats it."""

    def test_is_escaped_for_programs(self, client):
        response = client.get("/raises/half/")
        assert response.status_code == 400
        assert response.json()["errors"]["name"] == ['"\ud800" is not a valid choice.']

    def test_is_a_question_mark_for_people(self, client):
        assert '\\"?\\" is not a valid choice' in page(client.get("/raises/half/", headers=BROWSER))


class TestPage:
    def test_shows_each_parameter_of_a_challenge_on_a_line(self, client):
        shown = 'Cookie realm="api",\n  form-action="/accounts/login/",\n  cookie-name=sessionid\n'
        assert f"WWW-Authenticate: {shown}" in page(client.get("/everything/", headers=BROWSER))

    @pytest.mark.parametrize("written", ["Negotiate", "Negotiate YWJj"])
    def test_shows_a_challenge_without_parameters(self, written):
        assert _challenge(Challenge.parse(written)) == f"WWW-Authenticate: {written}"

    def test_leads_back_to_what_was_opened(self, client):
        html = page(client.get("/everything/?a=b", headers=BROWSER))
        assert 'href="/accounts/login/?next=%2Feverything%2F%3Fa%3Db"' in html
        assert "you will be back here" in html

    def test_leads_nowhere_where_going_back_would_not_send_again(self, client):
        html = page(client.post("/everything/", headers=BROWSER))
        assert 'href="/accounts/login/"' in html
        assert "you will be back here" not in html

    def test_sends_nobody_in_circles(self, client, user):
        """The log-in page sends whoever is signed in straight back."""
        client.force_login(user)
        session = client.session
        session["auth_time"] = 1
        session.save()
        response = client.get("/fresh/", headers=BROWSER)
        assert response.status_code == 401
        assert "/accounts/login/?next" not in page(response)

    def test_names_the_methods_that_there_are(self, client, user):
        html = page(client.delete("/basic/", headers=BROWSER | {"authorization": basic("ann")}))
        assert "Allow: GET, POST, HEAD, OPTIONS" in html

    def test_says_how_long_to_wait(self, client):
        assert "Retry-After: 3" in page(client.get("/raises/throttled/", headers=BROWSER))

    def test_names_the_fields_that_need_another_value(self, client):
        assert '"name": [\n    "Too short."\n  ]' in page(client.get("/raises/invalid/", headers=BROWSER))

    def test_shows_no_method_where_none_was_wrong(self, client):
        assert "Allow:" not in page(client.get("/everything/", headers=BROWSER))


class TestChoice:
    @pytest.mark.parametrize(
        "accept", ["*/*", "application/json, text/html;q=0.1", "text/html;q=0", "image/png"]
    )
    def test_a_problem_for(self, client, accept):
        response = client.get("/everything/", headers={"accept": accept})
        assert (response["Content-Type"], response.status_code) == ("application/problem+json", 401)

    @pytest.mark.parametrize(
        "accept", ["text/html", "text/*", "text/html, */*", "application/json;q=0.1, text/html"]
    )
    def test_a_page_for(self, client, accept):
        assert page(client.get("/everything/", headers={"accept": accept}))

    def test_a_format_in_the_query_is_a_programs(self, client):
        response = client.get("/everything/?format=json", headers=BROWSER)
        assert response["Content-Type"] == "application/problem+json"
