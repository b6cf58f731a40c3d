"""The one check of a name and a password."""

import pytest
from django.contrib.auth.hashers import get_hasher

from status_ref.passwords import verify

PASSWORD = " spaces and \U0001f511 count "


@pytest.fixture
def user(db, django_user_model):
    return django_user_model.objects.create_user("ann", password=PASSWORD)


def test_gives_the_user(user):
    assert verify(None, "ann", PASSWORD) == user


@pytest.mark.parametrize("password", [PASSWORD.strip(), PASSWORD.upper(), PASSWORD + "x", ""])
def test_compares_exactly(user, password):
    assert verify(None, "ann", password) is None


@pytest.mark.parametrize("name", ["", "nobody", "a\x00nn", "ann\n", "\ud800"])
def test_no_odd_name_reaches_the_database(user, name):
    assert verify(None, name, PASSWORD) is None


def test_a_password_that_is_no_text_is_wrong(user):
    assert verify(None, "ann", "\ud800") is None


@pytest.mark.parametrize("case", ["wrong", "unknown", "inactive"])
def test_each_refusal_hashes_once(user, case, monkeypatch):
    user.is_active = case != "inactive"
    user.save()
    calls = []
    hasher = type(get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **kw: calls.append(1) or encode(*args, **kw))
    assert (
        verify(None, "nobody" if case == "unknown" else "ann", PASSWORD if case == "inactive" else "x")
        is None
    )
    assert len(calls) == 1
