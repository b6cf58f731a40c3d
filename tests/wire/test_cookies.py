"""Odd cookies: no value of one ends in a 500, whatever the database."""

from __future__ import annotations

import pytest

VALUES = [
    rb'"\000aaaaaaaaaaaaaaaa"',
    rb'"a\000b"',
    b"\xff\xfe\xfdaaaaaaaaaa",
    b"x" * 7000,
    rb'"\377\376aaaaaaaaaaaa"',
    b"",
    b"=",
    b";;;",
    b"a" * 32 + b"; sessionid=" + b"b" * 32,
]


@pytest.mark.parametrize("name", [b"sessionid", b"csrftoken", b"messages"])
@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value[:24]))
@pytest.mark.parametrize("target", ["/profile/", "/api/profile/"])
def test_nobody_is_signed_in_by_it(ask, target, name, value):
    assert ask("GET", target, b"Cookie: " + name + b"=" + value).status == 401


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value[:24]))
def test_a_form_is_refused_without_its_token(ask, value):
    fields = (b"Cookie: csrftoken=" + value, "Content-Type: application/x-www-form-urlencoded")
    assert ask("POST", "/accounts/login/", *fields, body=b"username=a&password=b").status == 403
