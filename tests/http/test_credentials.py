"""``Authorization``, read and written; secrets stay secret."""

import json
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from status_ref.http.credentials import BasicCredentials, Credentials, is_repeated, scheme_of
from status_ref.http.syntax import Malformed

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/header-vectors.json").read_text())[
    "basic_credentials"
]
names = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters=":"))
passwords = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


def basic(pair: bytes) -> str:
    return "Basic " + b64encode(pair).decode()


class TestBasic:
    @pytest.mark.parametrize(
        "row", [row for row in VECTORS if "user" in row], ids=lambda row: row["authorization"]
    )
    def test_agrees_with_the_vectors(self, row):
        assert BasicCredentials.parse(row["authorization"]) == BasicCredentials(row["user"], row["password"])

    @pytest.mark.parametrize(
        "row", [row for row in VECTORS if "reject" in row], ids=lambda row: row["reject"]
    )
    def test_refuses_what_the_vectors_refuse(self, row):
        with pytest.raises(Malformed):
            BasicCredentials.parse(row["authorization"])

    @given(st.builds(BasicCredentials, names, passwords))
    def test_is_read_as_it_was_written(self, credentials):
        assert BasicCredentials.parse(str(credentials)) == credentials

    @given(st.binary())
    def test_raises_nothing_else(self, value):
        for attempt in (value, basic(value)):
            try:
                BasicCredentials.parse(attempt)
            except Malformed as error:
                assert error.reason

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            ("Bearer YTpi", "Basic and Base64 expected"),
            ("Basic a=b", "Basic and Base64 expected"),
            ("Basic YTpi-_", "padded Base64 expected"),
            ("Basic YTpi=", "padded Base64 expected"),
            (basic(b"a:\xff"), "UTF-8 expected"),
            (basic(b"ab"), "colon expected"),
            (basic(b"a:b\x7f"), "text without control characters expected"),
            (basic(b"a\n:b"), "text without control characters expected"),
        ],
    )
    def test_says_what_was_expected(self, value, reason):
        with pytest.raises(Malformed) as error:
            BasicCredentials.parse(value)
        assert error.value.reason == reason

    @pytest.mark.parametrize("pair", [("a:b", "c"), ("a", "\x00"), ("\ud800", "c")])
    def test_refuses_what_cannot_be_sent(self, pair):
        with pytest.raises(Malformed):
            BasicCredentials(*pair)

    def test_hides_the_password(self):
        assert "secret" not in repr(BasicCredentials("ann", "secret"))

    def test_no_error_carries_the_secret_along(self):
        with pytest.raises(Malformed) as error:
            BasicCredentials.parse(basic(b"ann:\xffsecret"))
        assert error.value.__cause__ is None
        assert error.value.__suppress_context__


class TestCredentials:
    def test_hides_the_token(self):
        assert repr(Credentials.parse("Bearer mF_9.B5f-4.1JqM")) == "<Credentials Bearer …>"

    def test_hides_a_token_that_was_sent_without_a_scheme(self):
        assert repr(Credentials.parse("mF_9.B5f-4.1JqM")) == "<Credentials …>"

    def test_leaves_quotes_off_where_a_client_must(self):
        value = 'Digest username="ann", realm="api", qop=auth, nc=00000001, algorithm=MD5'
        assert str(Credentials.parse(value)) == value

    @pytest.mark.parametrize("spaces", [" ", "   "])
    def test_takes_one_or_more_spaces(self, spaces):
        assert Credentials.parse(f"Bearer{spaces}abc").token68 == "abc"

    @pytest.mark.parametrize(
        "value", ["Bearer\tabc", "Bearer a,b", "Bearer a b", "Bearer a%b", 'Bearer "a"', "Bearer a=b=c"]
    )
    def test_refuses_what_is_no_token68(self, value):
        with pytest.raises(Malformed):
            Credentials.parse(value)


@pytest.mark.parametrize(
    ("value", "scheme"),
    [
        ("Bearer x", "bearer"),
        ("bAsIc", "basic"),
        ("Bearer\tx", "bearer"),
        ("Bearer,Bearer x", "bearer"),
        ("", None),
        (" Bearer x", None),
        ("eyJ\xe9", None),
        ('"Basic" x', None),
        ("realm=x", None),
    ],
)
def test_the_scheme_shows_whose_business_it_is(value, scheme):
    assert scheme_of(value) == scheme


@pytest.mark.parametrize(
    ("value", "repeated"),
    [
        ("Bearer a,Bearer b", True),
        ("Bearer a, Bearer a", True),
        ("Basic YTpi, Bearer b", True),
        ("Bearer a, Basic YTpi", True),
        ("Bearer, Bearer", True),
        ('Bearer a, Digest username="x"', True),
        ("Bearer a", False),
        ("Bearer abc,def", False),
        ('Digest username="a, b", realm="c"', False),
        ("Bearer a b, Bearer c", False),
        ("", False),
        (",", False),
    ],
)
def test_a_joined_value_is_recognised(value, repeated):
    assert is_repeated(value) is repeated
