"""Which content coding a client would rather have (RFC 9110, Section 12.5.3)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from status_ref.http.codings import parse_accept_encoding, preferred_coding

OFFERS = ("br", "gzip")


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZip", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br ; q=0.5 ,gzip; Q=1.000", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("gzip;q=0", "identity"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("*;q=0", "identity"),
        ("*;q=0, gzip", "gzip"),
        ("identity", "identity"),
        ("identity;q=0", "identity"),
        ("identity;q=0, gzip;q=0.001", "gzip"),
        ("gzip;q=0.5, identity", "identity"),
        ("gzip;q=0.5, identity;q=0.5", "gzip"),
        ("gzip;q=0.5, *;q=0.9", "br"),
        ("zstd, compress", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=0.1234", "identity"),
        ("gzip;level=9", "identity"),
        ("gzip br", "identity"),
        (",, ,gzip,", "gzip"),
        (" ", "identity"),
    ],
)
def test_weights_count(accept, coding):
    assert preferred_coding(accept, OFFERS) == coding


def test_without_offers_there_is_none():
    assert preferred_coding("gzip", ()) == "identity"


def test_the_last_of_two_counts():
    assert parse_accept_encoding("gzip;q=0.2, x-gzip;q=0.7") == {"gzip": 0.7}


@given(st.text(max_size=200))
def test_any_text_gives_a_coding(value):
    assert preferred_coding(value, OFFERS) in {*OFFERS, "identity"}
