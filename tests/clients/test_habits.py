"""Each sentence of "What else was measured" in ``docs/clients.md``."""

from __future__ import annotations

import json
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import HTTPBasicAuthHandler, HTTPPasswordMgr, urlopen

import aiohttp
import httpx
import pytest
import requests

from tests.clients import commands, libraries, programs
from tests.clients.relay import PROFILE
from tests.plugins.demo import PASSWORD

ANN = f"ann:{PASSWORD}"


@pytest.fixture
def profile(near):
    return near.url + PROFILE


class TestCurl:
    def test_fail_hides_the_content(self, profile):
        told = commands.curl(profile, "--fail")
        assert (told.outcome, "credentials-missing" in told.text) == ("exit 22", False)

    def test_fail_with_body_shows_it(self, profile):
        told = commands.curl(profile, "--fail-with-body")
        assert (told.outcome, "credentials-missing" in told.text) == ("exit 22", True)

    def test_anyauth_prefers_a_token_to_a_password(self, profile, near, token):
        told = commands.curl(profile, "--anyauth", "-u", "ann:wrong", "--oauth2-bearer", token)
        assert ('"username":"ann"' in told.text, near.carried()) == (True, ["Bearer"])

    def test_field_beats_the_netrc(self, profile, near, token):
        netrc = commands.netrc(profile, "ann:wrong")
        commands.curl(profile, "--netrc", "--header", commands.header(token), netrc=netrc)
        assert near.carried() == ["Bearer"]


class TestWget:
    def test_sends_a_refused_token_again_where_it_has_a_password_too(self, profile, near, stale):
        commands.wget(profile, f"--header={commands.header(stale)}", netrc=commands.netrc(profile, ANN))
        assert near.carried() == ["Bearer", "Bearer"]

    def test_shows_the_content_of_a_403(self, near, sign_in):
        narrow = sign_in(scope="profile:write")["access_token"]
        told = commands.wget(near.url + PROFILE, f"--header={commands.header(narrow)}")
        assert (told.outcome, "scope-insufficient" in told.text) == ("exit 8", True)


class TestHttpie:
    def test_check_status_ends_with_four(self, profile):
        assert commands.httpie(profile, "--check-status").outcome == "exit 4"

    def test_netrc_beats_a_field(self, profile, near, token):
        netrc = commands.netrc(profile, "ann:wrong")
        commands.httpie(profile, fields=(f"Authorization:Bearer {token}",), netrc=netrc)
        assert near.carried() == ["Basic"]

    def test_its_own_token_beats_the_netrc(self, profile, near, token):
        netrc = commands.netrc(profile, "ann:wrong")
        commands.httpie(profile, "--auth-type=bearer", f"--auth={token}", netrc=netrc)
        assert near.carried() == ["Bearer"]


class TestRequests:
    def test_netrc_beats_a_field(self, profile, near, token):
        libraries.requests_netrc(profile, "ann:wrong", headers=libraries.bearer(token))
        assert near.carried() == ["Basic"]

    def test_session_without_the_environment_keeps_the_field(self, profile, near, token):
        with libraries.netrc_file(profile, "ann:wrong"), requests.Session() as session:
            session.trust_env = False
            session.get(profile, headers=libraries.bearer(token), timeout=10)
        assert near.carried() == ["Bearer"]

    def test_lines_stand_in_the_raw_answer(self, profile):
        assert len(requests.get(profile, timeout=10).raw.headers.getlist("WWW-Authenticate")) == 3

    def test_bytes_carry_a_password_in_utf8(self, stub):
        server = stub('Basic realm="api", charset="UTF-8"')
        libraries.requests_get(server.url, auth=(b"ann", "pässword".encode()))
        assert server.seen[-1].pair.decode() == "ann:pässword"


class TestHttpx:
    def test_reads_no_netrc_by_itself(self, profile, near):
        with libraries.netrc_file(profile, ANN):
            libraries.httpx_get(profile)
        assert near.carried() == []

    def test_lines_are_a_list(self, profile):
        assert len(httpx.get(profile, timeout=10).headers.get_list("WWW-Authenticate")) == 3


class TestAiohttp:
    def test_refuses_a_field_beside_the_netrc(self, profile, token):
        with pytest.raises(ValueError, match="Cannot combine AUTHORIZATION header"):
            libraries.aiohttp_netrc(profile, ANN, headers=libraries.bearer(token))

    def test_lines_are_a_list(self, profile):
        with pytest.raises(aiohttp.ClientResponseError) as raised:
            libraries.aiohttp_get(profile, raise_for_status=True)
        assert len(raised.value.headers.getall("WWW-Authenticate")) == 3


class TestUrllib:
    @pytest.mark.parametrize(("realm", "carried"), [("api", ["Basic"]), ("another", [])])
    def test_password_is_for_a_realm(self, profile, near, realm, carried):
        passwords = HTTPPasswordMgr()
        passwords.add_password(realm, urljoin(profile, "/"), "ann", "wrong")
        libraries.urllib_get(profile, HTTPBasicAuthHandler(passwords))
        assert near.carried() == carried

    def test_handler_tries_a_password_where_a_token_was_refused(self, profile, near, stale):
        told = libraries.urllib_asked(profile, ANN, headers=libraries.bearer(stale))
        assert ('"username":"ann"' in told.text, near.carried()) == (True, ["Bearer", "Basic"])

    def test_lines_are_a_list(self, profile):
        with pytest.raises(HTTPError) as raised:
            urlopen(profile, timeout=10)
        with raised.value as error:
            assert len(error.headers.get_all("WWW-Authenticate")) == 3


class TestFetch:
    def test_refuses_a_password_in_the_address(self, profile, near):
        told = programs.fetch(profile.replace("//", "//ann:wrong@"))
        assert (told.outcome, near.seen) == ("TypeError", [])

    def test_is_offered_basic(self, profile, near):
        (challenges,) = programs.fetch(profile).challenges
        fields = near.seen[-1].fields
        assert (fields["sec-fetch-mode"], "sec-fetch-dest" in fields) == ("cors", False)
        assert 'Basic realm="api"' in challenges


class TestAxios:
    def test_password_beats_a_field(self, profile, near, token):
        programs.axios_auth(profile, "ann:wrong", headers=libraries.bearer(token))
        assert near.carried() == ["Basic"]

    def test_problem_is_in_the_error(self, profile):
        assert json.loads(programs.axios(profile).text)["code"] == "credentials-missing"


class TestDemo:
    """A redirect of the demo's own: the address without its slash."""

    @pytest.mark.parametrize("way", ["curl --oauth2-bearer", "wget --header"])
    def test_missing_slash_keeps_the_credentials(self, near, token, way):
        told = commands.WAYS[way].get(near.url + PROFILE.rstrip("/"), token)
        assert '"username":"ann"' in told.text
        assert [seen.target for seen in near.seen] == [PROFILE.rstrip("/"), PROFILE]
