"""What a newcomer does on the command line, over a real socket and with the real curl (steps 2, 3 and 6)."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode

import jwt
import pytest

from status_ref.http.challenges import parse_challenges
from tests.plugins.demo import PASSWORD, SECRET
from tests.plugins.services import required
from tests.tokens import key_of, signed

REFUSED = [("ann", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD)]
BEARER = 'Bearer realm="api"'
BASIC = 'Basic realm="api", charset="UTF-8"'


def basic(name: str, password: str = PASSWORD) -> str:
    return "Authorization: Basic " + b64encode(f"{name}:{password}".encode()).decode()


def changed(token: str, secret: str = SECRET, **claims) -> str:
    """The token with other claims, signed as a project with a secret key signs."""
    body = jwt.decode(token, options={"verify_signature": False}) | claims
    return signed(body, key_of(secret), kid=jwt.get_unverified_header(token)["kid"])


def sign_in(ask, *fields, **credentials):
    body = json.dumps(credentials or {"username": "ann", "password": PASSWORD}).encode()
    return ask("POST", "/api/token/", "Content-Type: application/json", *fields, body=body)


@pytest.fixture(scope="module")
def access(ask):
    return json.loads(sign_in(ask).body)["access_token"]


class TestServer:
    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_health(self, ask, path):
        assert ask("GET", path).status == 200


class TestNoCredentials:
    """Step 2."""

    def test_status_line(self, ask):
        answer = ask("GET", "/api/profile/")
        assert (answer.status, answer.reason) == (401, "Unauthorized")

    def test_one_line_per_challenge(self, ask):
        bearer, cookie, basic = ask("GET", "/api/profile/").lines("WWW-Authenticate")
        assert (bearer, basic) == (BEARER, BASIC)
        assert cookie.startswith('Cookie realm="api"')

    def test_nothing_is_stored(self, ask):
        assert ask("GET", "/api/profile/")["Cache-Control"] == "no-store"

    def test_problem_points_at_its_section(self, ask, demo):
        answer = ask("GET", "/api/profile/")
        assert answer["Content-Type"] == "application/problem+json"
        assert json.loads(answer.body)["type"] == demo.url("/status/401/#credentials-missing")

    def test_that_section_exists(self, ask):
        assert b'id="credentials-missing"' in ask("GET", "/status/401/").body


class TestBasic:
    """Step 3: name and password with every request."""

    def test_right(self, ask):
        answer = ask("GET", "/api/profile/", basic("ann"))
        assert (answer.status, json.loads(answer.body)["username"]) == (200, "ann")

    @pytest.mark.parametrize(("name", "password"), REFUSED)
    def test_wrong_unknown_and_inactive_are_one_answer(self, ask, name, password):
        answer = ask("GET", "/api/profile/", basic(name, password))
        assert (answer.status, json.loads(answer.body)["code"]) == (401, "credentials-refused")


class TestSignIn:
    """Step 3: a token for name and password."""

    def test_answer(self, ask):
        answer = sign_in(ask)
        assert answer.status == 200
        assert answer["Cache-Control"] == "no-store"
        assert {"access_token", "token_type", "expires_in", "refresh_token", "scope"} <= set(
            json.loads(answer.body)
        )

    def test_as_a_form(self, ask):
        body = f"username=ann&password={PASSWORD.replace(' ', '+')}".encode()
        answer = ask("POST", "/api/token/", "Content-Type: application/x-www-form-urlencoded", body=body)
        assert answer.status == 200

    def test_with_basic(self, ask):
        assert ask("POST", "/api/token/", "Content-Length: 0", basic("ann")).status == 200

    @pytest.mark.parametrize(("name", "password"), REFUSED)
    def test_wrong_unknown_and_inactive_are_one_answer(self, ask, name, password):
        answer = sign_in(ask, username=name, password=password)
        assert (answer.status, answer.lines("WWW-Authenticate")) == (401, [BASIC])
        assert json.loads(answer.body)["code"] == "credentials-refused"


class TestBearer:
    """Step 3: the token with every request."""

    def test_right(self, ask, access):
        assert ask("GET", "/api/profile/", f"Authorization: Bearer {access}").status == 200

    def test_refreshed_token_works(self, ask):
        refresh = json.loads(sign_in(ask).body)["refresh_token"]
        body = json.dumps({"grant_type": "refresh_token", "refresh_token": refresh}).encode()
        answer = ask("POST", "/api/token/refresh/", "Content-Type: application/json", body=body)
        token = json.loads(answer.body)["access_token"]
        assert ask("GET", "/api/profile/", f"Authorization: Bearer {token}").status == 200


class TestLive:
    """Step 6."""

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_401_has_a_challenge(self, ask, method):
        answer = ask(method, "/live/401")
        assert (answer.status, answer.reason) == (401, "Unauthorized")
        assert parse_challenges(*answer.lines("WWW-Authenticate"))


class TestCurl:
    """The same with the client that the README names."""

    @pytest.fixture
    def curl(self, demo):
        def curl(path, *arguments):
            command = [required("curl"), "--silent", "--max-time", "10", *arguments, demo.url(path)]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout

        return curl

    def test_no_credentials(self, curl):
        head, body = curl("/api/profile/", "-i").split("\n\n", 1)
        assert head.startswith("HTTP/1.1 401 Unauthorized")
        assert json.loads(body)["code"] == "credentials-missing"

    def test_head(self, curl):
        assert curl("/api/profile/", "-I").startswith("HTTP/1.1 401 Unauthorized")

    @pytest.mark.parametrize("how", ["--basic", "--anyauth"])
    def test_name_and_password(self, curl, how):
        assert json.loads(curl("/api/profile/", how, "-u", f"ann:{PASSWORD}"))["username"] == "ann"

    def test_token(self, curl):
        data = json.dumps({"username": "ann", "password": PASSWORD})
        token = json.loads(curl("/api/token/", "--json", data))["access_token"]
        assert json.loads(curl("/api/profile/", "--oauth2-bearer", token))["username"] == "ann"

    def test_live_401(self, curl):
        head = curl("/live/401", "-I")
        assert head.startswith("HTTP/1.1 401 Unauthorized")
        assert "www-authenticate:" in head.lower()
