"""The one check of a name and a password."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.cache import cache

from status_ref import passwords
from status_ref.attempts import TryLater
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


@pytest.mark.parametrize("case", ["wrong", "unknown", "inactive", "unusable"])
def test_each_refusal_hashes_once(user, case, monkeypatch):
    user.is_active = case != "inactive"
    if case == "unusable":
        user.set_unusable_password()
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


def test_an_inactive_account_stays_out_whatever_a_backend_says(user, settings):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.AllowAllUsersModelBackend"]
    user.is_active = False
    user.save()
    assert verify(None, "ann", PASSWORD) is None


@pytest.fixture
def limited(settings):
    settings.STATUS_REF = {}
    cache.clear()


@pytest.mark.usefixtures("limited")
class TestAttempts:
    def test_wrong_passwords_are_counted_and_then_nothing_is_looked_at(self, user, rf):
        for _ in range(10):
            assert verify(rf.get("/"), "ann", "wrong") is None
        with pytest.raises(TryLater) as refusal:
            verify(rf.get("/"), "ann", PASSWORD)
        assert refusal.value.failure.code == "too-many-attempts"

    def test_right_ones_are_not(self, user, rf):
        for _ in range(12):
            assert verify(rf.get("/"), "ann", PASSWORD)

    @pytest.mark.parametrize(("name", "password"), [("", "x"), ("a\x00", "x"), ("ann", "\ud800")])
    def test_what_no_account_can_have_is_not(self, user, rf, name, password):
        for _ in range(12):
            assert verify(rf.get("/"), name, password) is None


class TestHashing:
    @pytest.fixture
    def impatient(self, settings, monkeypatch):
        settings.STATUS_REF = {"MAX_HASHING": 1}
        monkeypatch.setattr(passwords, "PATIENCE", 0.01)

    def test_beyond_the_cap_one_has_to_come_again(self, user, impatient):
        with passwords.hashing(), pytest.raises(TryLater) as refusal:
            verify(None, "ann", PASSWORD)
        assert refusal.value.failure.code == "service-unavailable"
        assert refusal.value.fields == {"Retry-After": "5"}

    def test_whoever_is_sent_away_is_not_counted(self, user, rf, impatient):
        cache.clear()
        for _ in range(11):
            with passwords.hashing(), pytest.raises(TryLater):
                verify(rf.get("/"), "ann", PASSWORD)
        assert verify(rf.get("/"), "ann", PASSWORD)

    def test_a_turn_comes_back_whatever_happens(self, impatient):
        for _ in range(2):
            with pytest.raises(KeyError), passwords.hashing():
                raise KeyError

    def test_whoever_waits_a_little_gets_a_turn(self, settings):
        settings.STATUS_REF = {"MAX_HASHING": 1}
        first = Event()

        def wait():
            first.set()
            with passwords.hashing():
                return True

        with ThreadPoolExecutor(1) as threads:
            with passwords.hashing():
                waiting = threads.submit(wait)
                assert first.wait(5)
            assert waiting.result(5)
