"""Libraries for OAuth clients meet the refusals of the demo, and its refresh endpoint."""

from __future__ import annotations

import json

import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.integrations.requests_client import OAuth2Session

from tests.clients import libraries, programs
from tests.clients.libraries import SECONDS
from tests.clients.relay import PROFILE

REFRESH = "/api/token/refresh/"
PACKAGES = ["oauth4webapi", "openid-client"]


@pytest.mark.parametrize("package", PACKAGES)
class TestPackage:
    @pytest.fixture
    def run(self, package):
        return lambda *arguments: programs.run(f"{package}.mjs", *arguments, package=package)

    @pytest.fixture
    def request_(self, run, demo):
        def request(token):
            (answer,) = run("request", token, demo.url(PROFILE))
            return answer

        return request

    def test_opens_the_profile(self, request_, token):
        assert request_(token) == {"status": 200, "challenges": []}

    def test_sees_every_challenge_of_a_refusal_and_the_problem(self, request_, stale):
        answer = request_(stale)
        assert (answer["status"], json.loads(answer["text"])["code"]) == (401, "token-expired")
        assert [challenge["scheme"] for challenge in answer["challenges"]] == ["bearer", "cookie", "basic"]
        assert answer["challenges"][0]["parameters"]["error"] == "invalid_token"

    def test_is_told_the_scope_that_is_missing(self, request_, sign_in):
        answer = request_(sign_in(scope="profile:write")["access_token"])
        bearer = answer["challenges"][0]["parameters"]
        assert (answer["status"], bearer["error"], bearer["scope"]) == (
            403,
            "insufficient_scope",
            "profile:read",
        )

    def test_refreshes(self, run, demo, sign_in):
        answer = run("refresh", demo.url(REFRESH), sign_in()["refresh_token"])
        told = libraries.requests_get(demo.url(PROFILE), headers=libraries.bearer(answer["access_token"]))
        assert '"username":"ann"' in told.text

    def test_understands_a_refused_grant(self, run, demo):
        assert run("refresh", demo.url(REFRESH), "no-token-of-ours") == {"error": "invalid_grant"}


@pytest.mark.parametrize("kind", [OAuth2Session, OAuth2Client])
class TestAuthlib:
    @pytest.fixture
    def authlib(self, kind, near):
        """Give ``authlib(**token)``: a client that holds a token and knows where to get the next one."""
        clients = []

        def authlib(**token):
            endpoint = {"token_endpoint": near.url + REFRESH, "token_endpoint_auth_method": "none"}
            clients.append(kind("first-party", token={"token_type": "Bearer", **token}, **endpoint))
            return clients[-1]

        yield authlib
        for client in clients:
            client.close()

    def test_hands_a_refusal_over_without_trying_again(self, authlib, near, sign_in, stale):
        client = authlib(access_token=stale, refresh_token=sign_in()["refresh_token"])
        response = client.get(near.url + PROFILE, timeout=SECONDS)
        assert (response.status_code, response.json()["code"]) == (401, "token-expired")
        assert near.carried() == ["Bearer"]

    def test_refreshes_first_where_it_knows_that_the_token_has_run_out(self, authlib, near, sign_in, stale):
        client = authlib(access_token=stale, refresh_token=sign_in()["refresh_token"], expires_at=1)
        assert client.get(near.url + PROFILE, timeout=SECONDS).json()["username"] == "ann"
        assert [seen.target for seen in near.seen] == [REFRESH, PROFILE]

    def test_raises_what_the_refresh_endpoint_refuses(self, authlib, near, stale):
        client = authlib(access_token=stale, refresh_token="no-token-of-ours", expires_at=1)
        with pytest.raises(OAuthError, match="invalid_grant"):
            client.get(near.url + PROFILE, timeout=SECONDS)
        assert [seen.target for seen in near.seen] == [REFRESH]
