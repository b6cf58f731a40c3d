"""Which characters may stand where: every byte is tried in every place (RFC 9110, Sections 5.6 and 11.2)."""

import string

import pytest

from status_ref.http.challenges import Challenge
from status_ref.http.syntax import Malformed

BYTES = [bytes([number]) for number in range(256)]
LETTERS = (string.ascii_letters + string.digits).encode()
TOKEN = LETTERS + b"!#$%&'*+-.^_`|~"
TOKEN68 = LETTERS + b"-._~+/"
QUOTED = b"\t" + bytes(range(0x20, 0x7F)) + bytes(range(0x80, 0x100))


def params_of(value):
    """Give the parameters of a value, or None where it is refused."""
    try:
        return dict(Challenge.parse(value).params)
    except Malformed:
        return None


def accepted(template):
    """Give the bytes that make a value when they stand in the template."""
    taken = b""
    for byte in BYTES:
        try:
            Challenge.parse(template % byte)
        except Malformed:
            continue
        taken += byte
    return set(taken)


@pytest.mark.parametrize("template", [b"a%sb", b"a b%sc=d", b'a b%sc="d"', b"a b=c%sd"])
def test_a_token_holds_its_characters(template):
    assert accepted(template) - set(b" =") == set(TOKEN)


def test_a_token68_holds_its_characters():
    assert accepted(b"a %s=") == set(TOKEN68)


def test_a_quoted_string_holds_its_characters():
    assert accepted(b'a b="%s"') == set(QUOTED) - set(b'"\\')


def test_a_quoted_pair_holds_its_characters():
    assert accepted(b'a b="c\\%sd"') == set(QUOTED)


@pytest.mark.parametrize("byte", [bytes([number]) for number in QUOTED], ids=repr)
def test_a_quoted_pair_means_its_second_half(byte):
    assert params_of(b'a b="\\%s"' % byte) == {"b": byte.decode("latin-1")}


@pytest.mark.parametrize("byte", BYTES, ids=repr)
def test_blanks_alone_may_surround_the_equals_sign(byte):
    assert (params_of(b"a b%s=%sc" % (byte, byte)) == {"b": "c"}) is (byte in {b" ", b"\t"})


@pytest.mark.parametrize("value", [b'a b="\xe9"', 'a b="\xe9"'])
def test_a_byte_is_one_character(value):
    assert params_of(value) == {"b": "\xe9"}


def test_an_error_says_what_and_where():
    with pytest.raises(Malformed, match=r"^value expected at position 5$") as error:
        Challenge.parse("a b =")
    assert (error.value.reason, error.value.position) == ("value expected", 5)
