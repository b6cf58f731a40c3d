"""``WWW-Authenticate``, read and written."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.syntax import Malformed

VECTORS = json.loads((Path(__file__).parents[1] / "vectors/header-vectors.json").read_text())[
    "www_authenticate"
]
GOOD = [row for row in VECTORS if "expect" in row]
BAD = [row for row in VECTORS if "expect_error" in row]
BETTER = {'Basic realm="unterminated': "closing quote expected"}

tokens = st.text("abcXYZ019!#$%&'*+-.^_`|~", min_size=1, max_size=8)
texts = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]) | st.just("\t"), max_size=20)
params = st.dictionaries(tokens.map(str.lower), texts, max_size=4)
token68s = st.from_regex(r"[A-Za-z0-9\-._~+/]{1,12}={0,2}", fullmatch=True)
challenges = st.builds(Challenge, tokens, params) | st.builds(Challenge, tokens, token68=token68s)


class TestParse:
    @pytest.mark.parametrize("row", GOOD, ids=lambda row: row["field"])
    def test_agrees_with_the_vectors(self, row):
        read = [
            {
                "scheme": challenge.scheme.lower(),
                "token68": challenge.token68,
                "params": dict(challenge.params),
            }
            for challenge in parse_challenges(row["field"])
        ]
        assert read == row["expect"]

    @pytest.mark.parametrize("row", BAD, ids=lambda row: row["field"])
    def test_refuses_what_the_vectors_refuse(self, row):
        with pytest.raises(Malformed) as error:
            parse_challenges(row["field"])
        assert error.value.reason == BETTER.get(row["field"], row["expect_error"])

    @pytest.mark.parametrize(
        ("value", "reason", "position"),
        [
            ("\x00", "scheme expected", 0),
            ('Basic realm="a\r\nb"', "closing quote expected", 14),
            ("Basic realm=\u00e9", "value expected", 12),
            ("Basic\trealm=x", "comma expected", 6),
            ('Basic realm="\u20ac"', "closing quote expected", 13),
            ("Basic a=1, realm=", "value expected", 17),
            ("Basic =x", "comma expected", 6),
            ("Basic a=1 b=2", "comma expected", 10),
            ("Basic a= =", "value expected", 9),
        ],
    )
    def test_says_what_was_expected_and_where(self, value, reason, position):
        with pytest.raises(Malformed) as error:
            parse_challenges(value)
        assert (error.value.reason, error.value.position) == (reason, position)
        assert str(error.value) == f"{reason} at position {position}"

    def test_reads_several_lines(self):
        assert [c.scheme for c in parse_challenges('Bearer realm="a"', b"Negotiate, Basic realm=b", "")] == [
            "Bearer",
            "Negotiate",
            "Basic",
        ]

    def test_takes_bytes_of_any_kind_inside_quotes(self):
        (challenge,) = parse_challenges(b'Basic realm="\xe9"')
        assert challenge.params["realm"] == "\u00e9"

    @pytest.mark.parametrize("value", ["", "Basic, Bearer", ","])
    def test_one_is_one(self, value):
        with pytest.raises(Malformed, match="exactly one"):
            Challenge.parse(value)

    @pytest.mark.parametrize("hostile", [",", '"', "\\", "a=", "a ", 'a="', '\\"', "=", "a=b,", " "])
    def test_long_values_take_linear_time(self, hostile):
        try:
            parse_challenges("Basic " + hostile * 50_000)
        except Malformed as error:
            assert error.position <= 300_000

    @given(st.lists(st.sampled_from([",", " ", "\t"]), max_size=8).map("".join))
    def test_a_run_of_commas_may_belong_to_either_side(self, run):
        value = f'Basic realm="x" {run},{run}Bearer realm="y"'
        assert list(map(str, parse_challenges(value))) == ['Basic realm="x"', 'Bearer realm="y"']

    @given(st.binary() | st.text())
    def test_raises_nothing_else(self, value):
        try:
            parse_challenges(value)
        except Malformed as error:
            assert 0 <= error.position <= len(value)


class TestChallenge:
    @given(challenges)
    def test_is_read_as_it_was_written(self, challenge):
        assert Challenge.parse(str(challenge)) == challenge

    @given(st.lists(challenges, max_size=4))
    def test_lists_are_read_as_they_were_written(self, several):
        assert parse_challenges(", ".join(map(str, several))) == tuple(several)
        assert parse_challenges(*map(str, several)) == tuple(several)

    def test_compares_names_without_case(self):
        one, other = Challenge("basic", {"REALM": "x"}), Challenge("BASIC", {"realm": "x"})
        assert one == other
        assert len({one, other}) == 1

    def test_compares_values_with_case(self):
        assert Challenge("basic", {"realm": "x"}) != Challenge("basic", {"realm": "X"})

    def test_is_no_text(self):
        assert Challenge("basic") != "basic"

    def test_cannot_be_changed(self):
        with pytest.raises(TypeError):
            Challenge("basic", {"realm": "x"}).params["realm"] = "y"

    def test_escapes_only_what_it_must(self):
        assert str(Challenge("Basic", {"realm": 'a"b\\c%'})) == 'Basic realm="a\\"b\\\\c%"'

    def test_leaves_quotes_off_where_digest_demands_it(self):
        assert (
            str(Challenge("Digest", {"algorithm": "MD5", "stale": "true"}))
            == "Digest algorithm=MD5, stale=true"
        )

    def test_quotes_even_those_when_they_are_no_tokens(self):
        assert str(Challenge("Digest", {"algorithm": "a b"})) == 'Digest algorithm="a b"'

    def test_shows_itself(self):
        assert repr(Challenge("Negotiate", token68="abc=")) == "<Challenge Negotiate abc=>"

    @pytest.mark.parametrize(
        "parts",
        [
            {"scheme": ""},
            {"scheme": "a b"},
            {"scheme": "a", "params": {"": "x"}},
            {"scheme": "a", "params": {"x": "a\r\nSet-Cookie: y"}},
            {"scheme": "a", "params": {"x": "\u20ac"}},
            {"scheme": "a", "params": {"x": "1", "X": "2"}},
            {"scheme": "a", "token68": ""},
            {"scheme": "a", "token68": "a b"},
            {"scheme": "a", "token68": "a", "params": {"x": "y"}},
        ],
    )
    def test_refuses_what_cannot_be_written(self, parts):
        with pytest.raises(Malformed):
            Challenge(**parts)
