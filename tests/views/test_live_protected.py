"""Addresses that want the credentials which stand in them, and the one that shows the request."""

import json
from base64 import b64encode

import pytest
from django.core import signing
from requests.auth import HTTPDigestAuth, _basic_auth_str

from status_ref.http.challenges import parse_challenges
from status_ref.http.digest import DigestCredentials
from status_ref.http.syntax import Malformed
from status_ref.views.live import digest

# RFC 7616, Section 3.9.1
EXAMPLE = (
    'Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm={}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, '
    'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="{}", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
RESPONSES = {
    "MD5": "8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256": "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
}


def challenges(response):
    return [value for name, value in response.items() if name == "WWW-Authenticate"]


class TestBasic:
    def get(self, client, value=None):
        return client.get("/live/basic/ann/s3:cret", headers={"authorization": value} if value else {})

    def test_the_right_ones(self, client):
        response = self.get(client, _basic_auth_str("ann", "s3:cret"))
        assert (response.status_code, response.json()) == (200, {"authenticated": True, "user": "ann"})

    @pytest.mark.parametrize(
        "value",
        [
            None,
            _basic_auth_str("ann", "wrong"),
            _basic_auth_str("bob", "s3:cret"),
            "Basic !",
            "Basic " + b64encode(b"nocolon").decode(),
            "Bearer x",
        ],
    )
    def test_others(self, client, value):
        response = self.get(client, value)
        assert (response.status_code, challenges(response)) == (401, ['Basic realm="live", charset="UTF-8"'])

    def test_a_browser_gets_its_dialog(self, client):
        response = client.get("/live/basic/a/b", headers={"sec-fetch-dest": "document"})
        assert response["WWW-Authenticate"].startswith("Basic")

    def test_names_in_any_script(self, client):
        value = "Basic " + b64encode("jürgen:пароль".encode()).decode()
        assert client.get("/live/basic/jürgen/пароль", headers={"authorization": value}).status_code == 200


class TestBearer:
    @pytest.mark.parametrize(
        ("value", "status", "challenge"),
        [
            (None, 401, 'Bearer realm="live"'),
            ("Basic YTpi", 401, 'Bearer realm="live"'),
            ("Bearer", 400, 'Bearer realm="live", error="invalid_request"'),
            ("Bearer a b", 400, 'Bearer realm="live", error="invalid_request"'),
            (
                "Bearer other",
                401,
                'Bearer realm="live", error="invalid_token", error_description="The token is another one"',
            ),
        ],
    )
    def test_refused(self, client, value, status, challenge):
        headers = {"authorization": value} if value else {}
        response = client.get("/live/bearer/t0ken", headers=headers)
        assert (response.status_code, challenges(response)) == (status, [challenge])

    def test_accepted_in_any_case_of_the_scheme(self, client):
        assert client.get("/live/bearer/t0ken", headers={"authorization": "bEaReR t0ken"}).status_code == 200


class TestDigest:
    PATH = "/live/digest/ann/pw"

    def answer(self, client, *, password="pw", method="GET", path=PATH, pick=0, **changes):
        line = challenges(client.get(self.PATH))[pick]
        params = dict(parse_challenges(line)[0].params) | changes
        auth = HTTPDigestAuth("ann", password)
        auth.init_per_thread_state()
        auth._thread_local.chal = params
        return auth.build_digest_header(method, path)

    def get(self, client, value, path=PATH):
        return client.get(path, headers={"authorization": value})

    @pytest.mark.parametrize("pick", [0, 1])
    def test_a_client_that_knows_the_password(self, client, pick):
        assert self.get(client, self.answer(client, pick=pick)).json() == {
            "authenticated": True,
            "user": "ann",
        }

    def test_a_client_that_does_not(self, client):
        assert self.get(client, self.answer(client, password="no")).status_code == 401

    def test_nothing(self, client):
        lines = challenges(client.get(self.PATH))
        assert ["SHA-256" in lines[0], "MD5" in lines[1], len(lines)] == [True, True, 2]

    def test_an_old_nonce_is_stale(self, client, monkeypatch):
        value = self.answer(client)
        monkeypatch.setattr(digest, "LIFETIME", -1)
        response = self.get(client, value)
        assert (response.status_code, "stale=true" in challenges(response)[0]) == (401, True)

    def test_a_nonce_of_others_is_stale(self, client):
        nonce = signing.dumps("x", salt="other")
        assert "stale=true" in challenges(self.get(client, self.answer(client, nonce=nonce)))[0]

    def test_another_address(self, client):
        assert self.get(client, self.answer(client, path="/elsewhere")).status_code == 400

    def test_the_absolute_form_of_the_same_address(self, client):
        uri = f"http://testserver{self.PATH}"
        assert self.get(client, self.answer(client, path=uri)).status_code == 200

    @pytest.mark.parametrize("path", ["/live/digest/ann/p%77", "/live/digest/%61nn/pw?a=[1]|2"])
    def test_each_client_escapes_in_its_own_way(self, client, path):
        assert self.get(client, self.answer(client, path=path), path).status_code == 200

    def test_a_name_in_any_script(self, client):
        path = "/live/digest/j%C3%BCrgen/pw"
        line = challenges(client.get(path))[0]
        auth = HTTPDigestAuth("jürgen", "pw")
        auth.init_per_thread_state()
        auth._thread_local.chal = dict(parse_challenges(line)[0].params)
        value = auth.build_digest_header("GET", path).encode().decode("latin-1")
        assert self.get(client, value, path).status_code == 200

    def test_an_address_that_is_none(self, client):
        assert (
            self.get(client, self.answer(client).replace(f'uri="{self.PATH}"', 'uri="http://["')).status_code
            == 400
        )

    def test_the_query_belongs_to_the_address(self, client):
        path = f"{self.PATH}?a=b"
        assert self.get(client, self.answer(client, path=path), path).status_code == 200

    def test_another_realm(self, client):
        assert self.get(client, self.answer(client, realm="other")).status_code == 401

    def test_an_algorithm_that_is_not_offered(self, client):
        value = self.answer(client).replace("SHA-256", "SHA-512-256")
        assert self.get(client, value).status_code == 401

    @pytest.mark.parametrize(
        "value",
        [
            "Digest",
            'Digest username="ann"',
            "Digest abc",
            "Digest a=b=c",
            EXAMPLE.format("MD5", "x").replace("qop=auth", "qop=auth-int"),
        ],
    )
    def test_malformed(self, client, value):
        assert self.get(client, value).status_code == 400


@pytest.mark.parametrize(("algorithm", "response"), RESPONSES.items())
def test_the_example_of_the_specification(algorithm, response):
    credentials = DigestCredentials.parse(EXAMPLE.format(algorithm, response))
    assert credentials.expected("GET", "Mufasa", "http-auth@example.org", "Circle of Life") == response


def test_no_algorithm_is_md5():
    value = EXAMPLE.format("MD5", "x").replace("algorithm=MD5, ", "")
    assert DigestCredentials.parse(value).algorithm == "MD5"


def test_another_scheme_is_malformed():
    with pytest.raises(Malformed):
        DigestCredentials.parse("Basic YTpi")


class TestHeaders:
    def seen(self, client, path="/live/headers", **headers):
        return json.loads(client.get(path, headers=headers).content)

    def test_shows_the_request(self, client):
        seen = self.seen(client, "/live/headers?a=1&a=2", **{"x-forwarded-for": "203.0.113.9"})
        assert (seen["method"], seen["path"], seen["query"]) == ("GET", "/live/headers", {"a": ["1", "2"]})
        assert seen["headers"]["X-Forwarded-For"] == "203.0.113.9"

    @pytest.mark.parametrize(
        ("name", "value", "shown"),
        [
            ("Authorization", "Bearer s3cret", "Bearer ***"),
            ("Authorization", "s3cret", "***"),
            ("Authorization", "s3cret ", "***"),
            ("Proxy-Authorization", "Basic s3cret", "Basic ***"),
            ("Cookie", "sessionid=s3cret; theme=s3cret", "sessionid=***; theme=***"),
            ("X-Api-Key", "s3cret", "***"),
            ("X-Csrftoken", "s3cret", "***"),
            ("Authorization", "s3cret is mine", "***"),
            ("Cookie", "a=head,s3cret; s3cret", "a=***; ***"),
            ("Ocp-Apim-Subscription-Key", "s3cret", "***"),
            ("X-Origin-Verify", "s3cret", "***"),
            ("X-Amzn-Oidc-Data", "s3cret", "***"),
            ("Referer", "https://a.example/b?token=s3cret", "https://a.example/b?***"),
            ("Referer", "https://a.example/b", "https://a.example/b"),
        ],
    )
    def test_hides_what_signs_somebody_in(self, client, name, value, shown):
        seen = self.seen(client, **{name.lower(): value})
        assert (seen["headers"][name], "s3cret" in str(seen)) == (shown, False)

    def test_a_long_cookie_is_hidden_like_any_other(self, client):
        # A regular expression that went back took two minutes for it.
        assert self.seen(client, cookie="a" * 60_000)["headers"]["Cookie"] == "***"

    def test_hides_it_in_the_query_too(self, client):
        assert self.seen(client, "/live/headers?access_token=s3cret")["query"] == {"access_token": ["***"]}

    def test_bytes_that_are_no_text_are_no_trouble(self, client):
        assert client.get("/live/headers?a=%FF%00", headers={"x-test": "\xff"}).status_code == 200
