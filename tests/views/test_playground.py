"""The playground without a script: what the form asks is answered by the live answers themselves."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from status_ref.catalog import load
from status_ref.views.trying import ACCEPTS, CHOICES, CREDENTIALS, METHODS, SCHEMES, Asked, phrases

PATH = "/status/try/"
CODES = sorted({status.code for status in load().every() if status.code >= 200})


@pytest.fixture
def ask(client):
    def ask(**chosen):
        return client.get(f"{PATH}?{urlencode(chosen)}")

    return ask


def shown(response):
    """Give the field lines of a page: those of the request, and those of the answer."""
    html = response.content.decode().partition("<h3>Answer</h3>")
    return [[unescape(line) for line in re.findall(r"<dt>(.*?)</dt>", part)] for part in (html[0], html[2])]


class TestForm:
    def test_may_be_kept_by_everybody(self, client):
        response = client.get(PATH)
        assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=3600")
        assert "Nothing was sent yet." in response.content.decode()

    def test_offers_every_code_that_can_be_sent_once(self, client):
        html = client.get(PATH).content.decode()
        assert [int(code) for code in re.findall(r'<option value="(\d+)"', html)] == CODES

    def test_keeps_what_was_chosen(self, ask):
        html = ask(
            code=404, method="PUT", accept="text/html", scheme="basic", credentials="wrong"
        ).content.decode()
        chosen = re.findall(r"<option([^>]*) selected>([^<]+)", html)
        assert [text for _, text in chosen] == ["404 Not Found", "PUT", "text/html", "Basic", "wrong"]

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
    def test_is_asked_for_by_get(self, client, method):
        assert client.generic(method, PATH).status_code == 405

    def test_answers_head(self, client):
        assert client.head(f"{PATH}?code=404").status_code == 200


class TestExchange:
    def test_is_never_kept(self, ask):
        assert ask(code=404)["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("code", [200, 204, 206, 302, 304, 401, 405, 407, 416, 426, 429, 499, 500, 503])
    def test_is_what_the_live_answer_says(self, ask, client, code):
        live = client.get(f"/live/{code}", headers={"accept": "text/plain"})
        _, lines = shown(ask(code=code, accept="text/plain"))
        sent = {f"{name}: {value}" for name, value in live.items()}
        # The demo's middleware adds to what goes out, and a 4xx may come with a fresh nonce.
        assert set(lines) - sent == set() or code in {407, 426}
        assert f"Status-Ref-Simulated: {code}" in lines

    @pytest.mark.parametrize(
        ("scheme", "credentials", "answer"),
        [
            ("none", "right", "HTTP 401 Unauthorized"),
            ("basic", "right", "HTTP 200 OK"),
            ("basic", "wrong", "HTTP 401 Unauthorized"),
            ("bearer", "right", "HTTP 200 OK"),
            ("bearer", "wrong", "HTTP 401 Unauthorized"),
        ],
    )
    def test_knows_right_credentials_from_wrong_ones(self, ask, scheme, credentials, answer):
        assert answer in ask(code=401, scheme=scheme, credentials=credentials).content.decode()

    def test_sends_credentials_to_other_codes_too(self, ask):
        sent, came = shown(ask(code=404, scheme="bearer"))
        assert sent == ["Accept: */*", "Authorization: Bearer right-token"]
        assert "Status-Ref-Simulated: 404" in came

    def test_has_one_line_for_each_challenge(self, ask):
        challenges = [line for line in shown(ask(code=401))[1] if line.startswith("WWW-Authenticate")]
        assert len(challenges) == 2

    def test_shows_no_content_where_there_is_none(self, ask):
        assert "No content." in ask(code=404, method="HEAD").content.decode()

    def test_explains_every_field(self, ask):
        assert "Not one that this page knows" not in ask(code=429).content.decode()

    def test_says_so_where_a_field_has_no_meaning(self, ask, monkeypatch):
        monkeypatch.setattr("status_ref.views.exchange.fields", dict)
        assert "Not one that this page knows" in ask(code=404).content.decode()

    def test_says_what_a_client_does_next(self, ask):
        html = ask(code=429).content.decode()
        assert "<b>Who acts:</b> the client" in html
        assert "<b>Retry:</b> after Retry-After" in html

    def test_says_nothing_of_a_status_that_has_no_page(self, ask, monkeypatch):
        monkeypatch.setattr("status_ref.views.playground.status_of", lambda code: None)
        assert "What a client does next" not in ask(code=404).content.decode()

    def test_takes_the_next_step_from_the_problem(self, ask, monkeypatch):
        monkeypatch.setattr("status_ref.views.playground._next", lambda content: "wait")
        assert "Wait as long as Retry-After says" in ask(code=404).content.decode()

    def test_html_stays_text(self, ask):
        html = ask(code=404, accept="text/html").content.decode()
        assert html.count("<!doctype html>") == 1
        assert "&lt;!doctype html&gt;" in html

    def test_carries_no_cookie_and_no_credentials_of_the_visitor_along(self, client):
        response = client.get(f"{PATH}?code=401", headers={"authorization": "Bearer secret", "cookie": "a=b"})
        assert "secret" not in response.content.decode()

    def test_counts_as_one_of_the_live_answers(self, ask, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"LIVE": {"on": False}}
        assert "HTTP 404 Not Found" in ask(code=401).content.decode()

    def test_points_where_this_site_is_in_debug(self, client, settings):
        settings.DEBUG, settings.STATUS_REF = True, {}
        html = client.get(f"{PATH}?code=404", secure=True).content.decode()
        assert "https://testserver/status/404/" in html


class TestWhatCannotBeTried:
    @pytest.mark.parametrize("name", ["code", *CHOICES])
    @pytest.mark.parametrize("value", ["", "100", "999", "<script>", "\x00", "\ud800", "ü" * 5000])
    def test_is_named_in_a_sentence(self, client, name, value):
        query = urlencode({name: value.encode(errors="surrogatepass")})
        response = client.get(f"{PATH}?{query}")
        said = re.search(r'class="outcome-said"[^>]*>([^<]*)', response.content.decode())[1]
        assert (response.status_code, response["Cache-Control"]) == (400, "no-store")
        assert f"cannot be tried: {name} is " in said
        assert len(said) < 250

    def test_leaves_the_rest_of_the_form_as_it_was(self, ask):
        response = ask(code=404, method="BREW", accept="text/html")
        assert re.findall(r" selected>([^<]+)", response.content.decode()) == [
            *("404 Not Found", "GET", "text/html", "None", "right"),
        ]

    @pytest.mark.parametrize("query", ["%FF=%FE", "code=%FF", "unknown=1", "code=404&code=999", "&&&", "="])
    def test_no_query_is_a_500(self, client, query):
        assert client.get(f"{PATH}?{query}").status_code in {200, 400}


class TestMeanings:
    def test_has_words_for_all_that_a_script_shows(self, client):
        response = client.get("/status/try/meanings.json")
        words = response.json()
        assert response["Cache-Control"] == "public, max-age=3600"
        assert words["fields"]["www-authenticate"][0] == "WWW-Authenticate"
        assert words["codes"]["429"] == ["Too Many Requests", "the client", "after Retry-After"]
        assert set(words["codes"]) == {str(code) for code in CODES}
        assert "refresh-token" in words["next"]


class TestPanel:
    def test_stands_folded_on_the_page_of_a_code_that_can_be_sent(self, client):
        html = client.get("/status/404/").content.decode()
        assert '<details class="trying"><summary>Try it' in html
        assert '<input type="hidden" name="code" value="404">' in html

    def test_is_not_there_for_an_interim_response(self, client):
        assert 'class="trying"' not in client.get("/status/100/").content.decode()


def test_every_choice_is_sendable():
    for method in METHODS:
        for scheme in SCHEMES:
            assert Asked("401", method, ACCEPTS[0], scheme, CREDENTIALS[0]).path.startswith("/live/")


def test_a_code_that_vendors_share_has_one_phrase():
    assert phrases()["499"] in {status.phrase for status in load().every() if status.code == 499}
