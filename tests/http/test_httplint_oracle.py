"""httplint's parser as a second opinion on ``WWW-Authenticate`` and ``Authorization``.

httplint reads on after an error and keeps what it can; here a value with an error in it counts as refused.
It is more lenient in one thing, which has its own test below: of a repeated parameter it keeps the first.
"""

import json
from pathlib import Path

import pytest
from httplint.field.challenge_field import parse_challenges as httplint_parse
from hypothesis import given
from hypothesis import strategies as st

from status_ref.http import schemes
from status_ref.http.challenges import parse_challenges
from status_ref.http.credentials import Credentials
from status_ref.http.failures import FAILURES
from status_ref.http.syntax import Malformed

ROWS = json.loads((Path(__file__).parents[1] / "vectors/header-vectors.json").read_text())
CHALLENGES = [row["field"] for row in ROWS["www_authenticate"]]
CREDENTIALS = [row["authorization"] for row in ROWS["basic_credentials"]] + [
    "Bearer mF_9.B5f-4.1JqM",
    'Digest username="a, b", realm="c", nc=00000001, qop=auth',
    "Bearer a,Bearer b",
    "Bearer abc,def",
]
PIECES = [
    *'\ta=,"\\./~\x00\x7f\r\n\xe9',
    " ",
    "  ",
    " , ",
    " = ",
    "==",
    "Basic ",
    "Basic",
    "abc==",
    'x="y"',
    "b=1",
]
REPEATED = 'Bearer realm="x", realm="y"'
noise = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


@st.composite
def mutated(draw, values):
    """Draw one of the values and put noise in the place of a part of it."""
    value = draw(st.sampled_from(values))
    start = draw(st.integers(0, len(value)))
    return value[:start] + draw(noise) + value[draw(st.integers(start, min(start + 3, len(value)))) :]


def plain(value):
    """Give a Challenge or Credentials in httplint's shape."""
    return value.scheme.lower(), dict(value.params) if value.token68 is None else value.token68


def disagreement(value, *, single=False):
    """Give both readings where they differ; None stands for "refused"."""
    read, _, errors = httplint_parse(value, single)
    theirs = None if errors else read
    try:
        ours = [plain(item) for item in ([Credentials.parse(value)] if single else parse_challenges(value))]
    except Malformed as error:
        ours = theirs if error.reason.startswith("duplicate ") else None
    return None if ours == theirs else (ours, theirs)


class TestChallenges:
    @pytest.mark.parametrize("value", CHALLENGES)
    def test_the_vectors_are_read_alike(self, value):
        assert disagreement(value) is None

    @pytest.mark.parametrize("failure", [None, *FAILURES.values()], ids=str)
    def test_what_bearer_announces_is_read_alike(self, failure):
        challenge = schemes.bearer("api", failure, scope=["a", "b"], error_uri="https://example.com/#x")
        assert httplint_parse(str(challenge)) == ([plain(challenge)], [0], [])

    @pytest.mark.parametrize(
        "challenge", [schemes.basic('a"b\\c'), schemes.cookie("api", "/login/", "sessionid")]
    )
    def test_what_the_others_announce_is_read_alike(self, challenge):
        assert httplint_parse(str(challenge)) == ([plain(challenge)], [0], [])

    @given(noise | mutated(CHALLENGES))
    def test_broken_values_are_read_alike(self, value):
        assert disagreement(value) is None

    @pytest.mark.parametrize(
        "value",
        [
            "Basic , realm=x",
            "Basic \t, realm=x",
            "Basic\t, Bearer",
            "Basic\trealm=x",
            "Basic, realm=x",
            "Basic a\t=\tb\t,\tc=d",
            "Basic abc\t,\tBearer",
            "Basic \trealm=x",
        ],
    )
    def test_tabs_and_early_commas_are_read_alike(self, value):
        assert disagreement(value) is None

    def test_a_repeated_parameter_is_refused_here_alone(self):
        """RFC 9110, Section 11.2: a name MUST occur once; httplint keeps the first and reports nothing."""
        assert httplint_parse(REPEATED) == ([("bearer", {"realm": "x"})], [0], [])
        with pytest.raises(Malformed, match="duplicate realm"):
            parse_challenges(REPEATED)


class TestCredentials:
    @pytest.mark.parametrize("value", CREDENTIALS)
    def test_the_vectors_are_read_alike(self, value):
        assert disagreement(value, single=True) is None

    @given((noise | mutated(CREDENTIALS)).map(lambda value: value.strip(" \t")).filter(bool))
    def test_broken_values_are_read_alike(self, value):
        assert disagreement(value, single=True) is None

    @pytest.mark.parametrize(
        "value",
        [
            "Digest realm=x,",
            "Digest , realm=x",
            "Bearer ,",
            ",Bearer abc",
            "Bearer abc,",
            "Bearer abc , ,",
            "Bearer,",
            ",Digest realm=x",
        ],
    )
    def test_a_comma_belongs_to_parameters_only(self, value):
        assert disagreement(value, single=True) is None
