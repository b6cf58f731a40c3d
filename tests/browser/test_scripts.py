"""What a script may read of a refusal: everything, also on another origin (BRW03 to BRW09)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest

from status_ref.http.challenges import parse_challenges
from tests.plugins.chromium import log_in
from tests.plugins.demo import PASSWORD, SECRET
from tests.plugins.stub import Answer, Stub
from tests.tokens import key_of, signed

READ = """async ([url, options]) => {
  const answer = await fetch(url, options)
  const text = await answer.text()
  return {
    status: answer.status,
    type: answer.headers.get('Content-Type'),
    challenges: answer.headers.get('WWW-Authenticate'),
    wait: answer.headers.get('Retry-After'),
    code: text.startsWith('{') ? JSON.parse(text).code : null,
  }
}"""
XHR = """([url, label]) => new Promise(done => {
  const xhr = new XMLHttpRequest()
  xhr.open('GET', url)
  if (label) xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest')
  xhr.onloadend = () => done([xhr.status, xhr.getResponseHeader('WWW-Authenticate')])
  xhr.send()
})"""
JSON = {"Content-Type": "application/json"}
ERRORS = {
    400: ("/api/token/", {"method": "POST", "headers": JSON, "body": "{"}),
    401: ("/api/profile/", {}),
    403: ("/api/staff/", {"token": True}),
    404: ("/api/nowhere", {}),
    405: ("/api/profile/", {"method": "DELETE", "token": True}),
    406: ("/api/profile/", {"headers": {"Accept": "image/png"}, "token": True}),
    415: ("/api/token/", {"method": "POST", "headers": {"Content-Type": "text/plain"}, "body": "x"}),
    429: ("/api/limited/", {}),
    500: ("/api/broken/", {}),
    503: ("/api/overloaded/", {}),
}


@pytest.fixture(scope="module")
def pages(browser, stub, faulty):
    """A page on the demo's origin, and one on another's."""
    with browser.new_context() as context:
        same, cross = context.new_page(), context.new_page()
        same.goto(faulty.url("/bare/"))
        cross.goto(stub.url("/page"))
        yield {"same": same, "cross": cross}


@pytest.fixture(params=["same", "cross"])
def reader(request, pages):
    return pages[request.param]


@pytest.fixture
def stranger():
    """An origin that the demo does not know."""
    stranger = Stub()
    yield stranger
    stranger.stop()


@pytest.fixture(scope="module")
def sign_in(pages, faulty):
    """Give ``sign_in(**members)``: an access token."""

    def sign_in(**members):
        body = json.dumps({"username": "ann", "password": PASSWORD, **members})
        return pages["cross"].evaluate(
            "([url, body, headers]) => fetch(url, {method: 'POST', headers, body})"
            ".then(answer => answer.json()).then(answer => answer.access_token)",
            [faulty.url("/api/token/"), body, JSON],
        )

    return sign_in


@pytest.fixture(scope="module")
def token(sign_in):
    return sign_in()


def bearer(token, **fields):
    return {"headers": {"Authorization": f"Bearer {token}", **fields}}


def schemes(read):
    return [challenge.scheme for challenge in parse_challenges(read)]


class TestErrors:
    @pytest.mark.parametrize("status", ERRORS)
    def test_each_shows_its_status_and_its_problem(self, reader, faulty, token, status):
        """BRW04: without Access-Control-Allow-Origin on the error, a script would see no answer at all."""
        path, options = ERRORS[status]
        fields = options.get("headers", {}) | (bearer(token)["headers"] if options.get("token") else {})
        read = reader.evaluate(READ, [faulty.url(path), {**options, "headers": fields}])
        assert (read["status"], read["type"], bool(read["code"])) == (
            status,
            "application/problem+json",
            True,
        )

    @pytest.mark.parametrize(("path", "wait"), [("/api/limited/", "3"), ("/api/overloaded/", "7")])
    def test_how_long_to_wait_can_be_read(self, reader, faulty, path, wait):
        """BRW03."""
        assert reader.evaluate(READ, [faulty.url(path), {}])["wait"] == wait


class TestChallenges:
    """BRW02 and BRW03: every challenge but the one that raises a dialog, and a script can read it."""

    @pytest.mark.parametrize("credentials", ["omit", "same-origin"])
    def test_fetch(self, reader, faulty, credentials):
        read = reader.evaluate(READ, [faulty.url("/api/profile/"), {"credentials": credentials}])
        assert (read["status"], schemes(read["challenges"])) == (401, ["Bearer", "Cookie"])

    @pytest.mark.parametrize("label", [True, False])
    def test_xhr(self, reader, faulty, label):
        status, challenges = reader.evaluate(XHR, [faulty.url("/api/profile/"), label])
        assert (status, schemes(challenges)) == (401, ["Bearer", "Cookie"])

    def test_a_wrong_password(self, reader, faulty):
        options = {"method": "POST", "headers": JSON, "body": '{"username": "ann", "password": "wrong"}'}
        read = reader.evaluate(READ, [faulty.url("/api/token/"), options])
        assert (read["code"], schemes(read["challenges"])) == ("credentials-refused", ["Cookie"])

    def test_an_expired_token(self, reader, faulty, token):
        claims = jwt.decode(token, options={"verify_signature": False})
        claims["exp"] = datetime.now(UTC) - timedelta(hours=1)
        expired = signed(claims, key_of(SECRET))
        read = reader.evaluate(READ, [faulty.url("/api/profile/"), bearer(expired)])
        assert read["code"] == "token-expired"
        assert 'error="invalid_token"' in read["challenges"]

    def test_a_token_of_a_narrow_scope(self, reader, faulty, sign_in):
        options = {
            "method": "PATCH",
            "body": '{"first_name": "Ann"}',
            **bearer(sign_in(scope="profile:read"), **JSON),
        }
        read = reader.evaluate(READ, [faulty.url("/api/profile/"), options])
        assert (read["status"], read["code"]) == (403, "scope-insufficient")
        assert 'scope="profile:write"' in read["challenges"]


class TestOtherOrigin:
    def test_a_preflight_lets_a_token_change_things(self, pages, faulty, token):
        """BRW05 and BRW06: PATCH, Authorization and JSON each need a preflight, which carries no token."""
        options = {"method": "PATCH", "body": '{"first_name": "Ann"}', **bearer(token, **JSON)}
        assert pages["cross"].evaluate(READ, [faulty.url("/api/profile/"), options])["status"] == 200

    def test_cookies_are_of_no_use(self, pages, faulty):
        """The demo's CORS settings let no other origin use cookies, so the browser hides the answer."""
        answer = "url => fetch(url, {credentials: 'include'}).then(() => 'seen', () => 'hidden')"
        assert pages["cross"].evaluate(answer, faulty.url("/api/profile/")) == "hidden"

    def test_one_that_is_not_let_in_sees_nothing(self, browser, stranger, faulty):
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(stranger.url("/page"))
            answer = "url => fetch(url).then(() => 'seen', () => 'hidden')"
            assert page.evaluate(answer, faulty.url("/api/profile/")) == "hidden"

    def test_a_redirect_does_not_take_the_token_along(self, pages, stub, faulty, token):
        """BRW07."""
        stub.answers["/moved"] = Answer(302, (("Location", faulty.url("/api/profile/")),))
        read = pages["cross"].evaluate(READ, [stub.url("/moved"), bearer(token)])
        assert (read["status"], read["code"]) == (401, "credentials-missing")


class TestCookies:
    def test_a_script_of_the_demo_is_signed_in_by_them(self, browser, faulty):
        with browser.new_context() as context:
            page = context.new_page()
            log_in(page, faulty)
            read = page.evaluate(READ, [faulty.url("/api/profile/"), {}])
            assert read["status"] == 200

    def test_a_change_needs_the_csrf_token(self, browser, faulty):
        with browser.new_context() as context:
            page = context.new_page()
            log_in(page, faulty)
            options = {"method": "PATCH", "headers": JSON, "body": "{}"}
            read = page.evaluate(READ, [faulty.url("/api/profile/"), options])
            assert (read["status"], read["code"]) == (403, "csrf-failed")


class TestLive:
    def test_407_is_no_answer_to_a_browser(self, pages, faulty):
        """BRW08: it may come from a proxy alone, so Chromium shows it to nobody."""
        answer = "url => fetch(url).then(answer => answer.status, () => 'hidden')"
        assert pages["same"].evaluate(answer, faulty.url("/live/407")) == "hidden"

    def test_421_is_asked_for_again(self, pages, stub):
        """BRW09."""
        stub.answers["/misdirected"] = Answer(421)
        stub.asked.clear()
        pages["cross"].evaluate(READ, [stub.url("/misdirected"), {}])
        assert [asked.path for asked in stub.asked] == ["/misdirected"] * 2
