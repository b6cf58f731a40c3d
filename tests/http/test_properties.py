"""What holds for every value of the grammar, and for every input that is none."""

import pickle

from hypothesis import example, given
from hypothesis import strategies as st

from status_ref.http.challenges import Challenge, parse_challenges
from status_ref.http.credentials import BasicCredentials, Credentials, is_repeated, scheme_of
from status_ref.http.syntax import Malformed

TCHAR = "abcXYZ019!#$%&'*+-.^_`|~"

tokens = st.text(TCHAR, min_size=1, max_size=8)
texts = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]) | st.just("\t"), max_size=12)
params = st.dictionaries(tokens.map(str.lower), texts, max_size=3)
token68s = st.from_regex(r"[A-Za-z0-9\-._~+/]{1,12}={0,2}", fullmatch=True)
challenges = st.builds(Challenge, tokens, params) | st.builds(Challenge, tokens, token68=token68s)
secret_bearing = st.builds(Credentials, tokens, params.filter(bool)) | st.builds(
    Credentials, tokens, token68=token68s
)
credentials = secret_bearing | st.builds(Credentials, tokens)
blanks = st.text(" \t", max_size=3)
commas = st.text(", \t", max_size=6).map(lambda run: f",{run}")
secrets = st.text("QZ", min_size=12, max_size=20)


@st.composite
def spellings(draw, challenge):
    """Write a challenge in another of the ways that mean the same."""
    scheme = draw(st.sampled_from([str.lower, str.upper, str.swapcase]))(challenge.scheme)
    spaces = " " * draw(st.integers(1, 3))
    if challenge.token68 is not None:
        return f"{scheme}{spaces}{challenge.token68}"
    written = [
        f"{draw(st.sampled_from([name, name.upper()]))}{draw(blanks)}={draw(blanks)}{draw(values(value))}"
        for name, value in challenge.params.items()
    ]
    return scheme + spaces + "".join(part + draw(commas) for part in written[:-1]) + "".join(written[-1:])


def values(text):
    """Write one value: as a token where it is one, quoted as little or as much as one likes."""
    little = text.replace("\\", "\\\\").replace('"', '\\"')
    ways = [f'"{little}"', '"' + "".join(f"\\{character}" for character in text) + '"']
    return st.sampled_from([*ways, text] if text and set(text) <= set(TCHAR) else ways)


class TestChallenge:
    @given(st.data(), challenges)
    def test_every_spelling_is_read_as_one_value(self, data, challenge):
        """RFC 9110, Sections 11.1, 11.2 and 5.6.4: case, blanks and quotes carry no meaning."""
        assert Challenge.parse(data.draw(spellings(challenge))) == challenge

    @given(challenges)
    def test_equal_values_have_one_hash(self, challenge):
        other = Challenge(challenge.scheme.swapcase(), challenge.params, challenge.token68)
        assert (other, hash(other)) == (challenge, hash(challenge))

    @given(challenges)
    def test_survives_a_cache(self, challenge):
        assert pickle.loads(pickle.dumps(challenge)) == challenge

    @given(challenges)
    def test_bytes_are_read_as_text_is(self, challenge):
        assert Challenge.parse(str(challenge).encode("latin-1")) == challenge

    @given(challenges, challenges, commas)
    def test_empty_members_belong_to_either_reading(self, first, second, run):
        """RFC 9110, Section 11.6.1: a stray comma ends in the same result whichever list it is part of."""
        assert parse_challenges(f"{first}{run}{second}") == parse_challenges(str(first), f"{run}{second}")
        assert parse_challenges(f"{first}{run}{second}") == parse_challenges(f"{first}{run}", str(second))


class TestCredentials:
    @given(credentials)
    def test_is_read_as_it_was_written(self, value):
        assert Credentials.parse(str(value)) == value

    @given(credentials)
    def test_names_its_scheme(self, value):
        assert scheme_of(str(value)) == value.scheme.lower()

    @given(credentials)
    def test_one_is_not_repeated(self, value):
        assert not is_repeated(str(value))

    @given(credentials, secret_bearing, commas)
    def test_two_are_repeated(self, first, second, run):
        """RFC 9110, Section 5.3: a server joins repeated fields with a comma."""
        assert is_repeated(f"{first}{run}{second}")

    @given(st.builds(Credentials, tokens, token68=token68s), token68s.filter(lambda text: "=" not in text))
    def test_a_comma_inside_a_token_is_no_repetition(self, first, more):
        value = f"{first},{more.replace('/', '.')}"
        assert is_repeated(value) is (more.replace("/", ".").lower() == first.scheme.lower())

    @given(st.text() | st.binary().map(lambda content: content.decode("latin-1")))
    @example("\ud800")
    def test_any_input_is_answered_or_malformed(self, value):
        assert is_repeated(value) in {True, False}
        assert scheme_of(value) is None or scheme_of(value) == scheme_of(value).lower()
        for kind in (Credentials, BasicCredentials):
            try:
                kind.parse(value)
            except Malformed as error:
                assert 0 <= error.position <= len(value)

    @given(
        secrets,
        st.sampled_from(["Bearer {0} {0}", 'Bearer "{0}"', "Basic {0}=", "Basic {0}%", "Bearer {0},{0}"]),
    )
    def test_no_error_shows_the_secret(self, secret, template):
        for kind in (Credentials, BasicCredentials):
            try:
                kind.parse(template.format(secret))
            except Malformed as error:
                assert secret[:4] not in f"{error!r} {error}"
