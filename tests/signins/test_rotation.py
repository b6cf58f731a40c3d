"""Refresh tokens: what they are, and what becomes of an old one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from status_ref.rest.exceptions import TokenRefused
from status_ref.signins import rotation, signals
from status_ref.signins.models import Kind, Reason, SignIn
from tests import tokens

pytestmark = pytest.mark.django_db


def code(raw):
    with pytest.raises(TokenRefused) as refusal:
        rotation.rotate(raw)
    return refusal.value.failure.code


def rotated(raw):
    return rotation.token_of(rotation.rotate(raw))


def age(made, **since):
    """Let the last rotation be so long ago."""
    SignIn.objects.filter(pk=made.pk).update(rotated_at=timezone.now() - timedelta(**since))


@pytest.fixture
def made(user):
    return tokens.sign_in(user, ["a", "b"])


@pytest.fixture
def first(made):
    return rotation.token_of(made)


@pytest.fixture
def heard():
    """The signals that were sent, by name."""
    got = []
    names = ("refreshed", "repeated", "reused", "ended")
    receivers = {name: lambda name=name, **kwargs: got.append(name) for name in names}
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver)
    yield got
    for name, receiver in receivers.items():
        getattr(signals, name).disconnect(receiver)


class TestToken:
    def test_is_the_sid_the_generation_and_a_mac(self, made, first):
        sid, generation, mac = first.split(".")
        assert (sid, generation, len(mac)) == (made.sid, "0", 43)

    def test_stands_in_no_column(self, made, first):
        (row,) = SignIn.objects.values_list()
        assert not [value for value in row if first.split(".")[2] in str(value)]

    def test_differs_between_sign_ins_of_one_name(self, made, first):
        SignIn.objects.update(seed=b"\0" * 32)
        assert code(first) == "token-invalid"

    @pytest.mark.parametrize(
        "change",
        [
            lambda sid, generation, mac: f"{sid}.{generation}.{mac[:-1]}{'A' if mac[-1] != 'A' else 'B'}",
            lambda sid, generation, mac: f"{sid}.1.{mac}",
            lambda sid, generation, mac: f"{'x' * 22}.{generation}.{mac}",
        ],
    )
    def test_with_a_wrong_part_ends_nothing(self, made, first, change):
        assert code(change(*first.split("."))) == "token-invalid"
        assert rotated(first)

    @pytest.mark.parametrize(
        "raw",
        ["", ".", "..", "a.0.b", "\x00", "é", "x" * 22 + ".00." + "y" * 43, "x" * 22 + ".-1." + "y" * 43],
    )
    def test_of_another_form_is_malformed(self, raw):
        assert code(raw) == "token-malformed"

    def test_with_a_huge_generation_is_not_asked_for(self, made, first, django_assert_num_queries):
        sid, _, mac = first.split(".")
        with django_assert_num_queries(0):
            assert code(f"{sid}.{'9' * 30}.{mac}") == "token-malformed"
        assert code(f"{sid}.{'9' * 18}.{mac}") == "token-invalid"

    def test_of_a_secret_before_still_rotates(self, first, settings):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "n" * 50
        following = rotated(first)
        settings.SECRET_KEY_FALLBACKS = []
        assert rotated(following)

    def test_of_another_secret_does_not(self, first, settings):
        settings.SECRET_KEY = "n" * 50
        assert code(first) == "token-invalid"


class TestRotate:
    def test_moves_on_by_one(self, first):
        assert [token.split(".")[1] for token in (first, rotated(first))] == ["0", "1"]

    def test_takes_two_queries(self, first, django_assert_num_queries):
        with django_assert_num_queries(2):
            found = rotation.rotate(first)
        assert found.generation == 1

    def test_makes_it_live_longer(self, made, first):
        SignIn.objects.update(idle_until=timezone.now() + timedelta(minutes=1))
        assert rotation.rotate(first).idle_until > timezone.now() + timedelta(days=13)

    def test_never_makes_it_outlive_its_end(self, made, first):
        end = timezone.now() + timedelta(minutes=1)
        SignIn.objects.update(expires=end, idle_until=end)
        assert rotation.rotate(first).idle_until == end

    def test_does_not_change_when_the_user_signed_in(self, made, first):
        assert rotation.rotate(first).auth_time == made.auth_time

    def test_after_its_end_is_refused_however_often_it_was_used(self, made, first):
        following = rotated(rotated(first))
        SignIn.objects.update(expires=timezone.now(), idle_until=timezone.now())
        assert code(following) == "token-expired"

    def test_after_too_long_a_rest_is_refused(self, made, first):
        SignIn.objects.update(idle_until=timezone.now())
        assert code(first) == "token-expired"

    def test_of_a_sign_in_that_ended_is_refused(self, made, first):
        SignIn.objects.update(ended_at=timezone.now())
        assert code(first) == "token-revoked"

    def test_for_a_new_password_is_refused(self, user, first):
        user.set_password("another one")
        user.save()
        assert code(first) == "token-revoked"

    def test_for_an_inactive_account_is_refused(self, django_user_model, first):
        django_user_model.objects.update(is_active=False)
        assert code(first) == "account-unavailable"

    def test_never_gives_more_scopes(self, first):
        with pytest.raises(rotation.ScopeTooWide):
            rotation.rotate(first, ["a", "c"])
        assert rotation.read(first).is_current

    def test_is_told(self, first, heard):
        rotation.rotate(first)
        assert heard == ["refreshed"]


class TestInsideTheGrace:
    def test_the_last_token_gives_the_same_successor(self, first):
        assert rotated(first) == rotated(first)

    def test_is_told(self, first, heard):
        rotated(first)
        rotated(first)
        assert heard == ["refreshed", "repeated"]

    def test_is_left_after_so_many_times(self, first, monkeypatch):
        monkeypatch.setattr(rotation, "MAX_REPEATS", 2)
        following = [rotated(first) for _ in range(3)][-1]
        assert code(first) == "token-expired"
        assert rotated(following)

    def test_counts_anew_for_each_successor(self, first, monkeypatch):
        monkeypatch.setattr(rotation, "MAX_REPEATS", 1)
        rotated(first)
        following = rotated(first)
        rotated(following)
        assert rotated(following)

    def test_the_last_token_but_one_ends_the_sign_in(self, made, first):
        following = rotated(rotated(first))
        assert code(first) == "token-revoked"
        assert code(following) == "token-revoked"

    def test_can_be_none(self, settings, first):
        settings.STATUS_REF = settings.STATUS_REF | {"REFRESH_GRACE": 0}
        following = rotated(first)
        assert (code(first), code(following)) == ("token-revoked", "token-revoked")


class TestAfterTheGrace:
    def test_the_last_token_ends_the_sign_in(self, made, first):
        following = rotated(first)
        age(made, seconds=11)
        assert code(first) == "token-revoked"
        assert code(following) == "token-revoked"

    def test_access_tokens_end_too(self, client, made, user, first):
        access = tokens.AccessToken.of(rotation.rotate(first), ["profile:read"])
        age(made, seconds=11)
        code(first)
        response = client.get("/api/profile/", headers={"authorization": f"Bearer {access}"})
        assert (response.status_code, response.json()["code"]) == (401, "token-revoked")

    def test_why_is_kept(self, made, first):
        rotated(first)
        age(made, seconds=11)
        code(first)
        assert SignIn.objects.get().end_reason == Reason.TOKEN_REUSED

    def test_is_told(self, made, first, heard):
        rotated(first)
        age(made, seconds=11)
        code(first)
        assert heard == ["refreshed", "ended", "reused"]

    def test_another_sign_in_of_the_user_goes_on(self, made, user, first):
        other = tokens.sign_in(user)
        rotated(first)
        age(made, seconds=11)
        code(first)
        assert rotated(rotation.token_of(other))


class TestWhoeverIsQuicker:
    """Something happens between the SELECT and the UPDATE of a rotation."""

    @pytest.fixture
    def overtaken_by(self, first):
        def overtaken_by(act):
            acts = [act]

            def wrapper(execute, sql, *rest):
                if acts and sql.startswith("UPDATE"):
                    acts.pop()()
                return execute(sql, *rest)

            with connection.execute_wrapper(wrapper):
                return rotated(first)

        return overtaken_by

    def test_by_rotating_has_the_same_successor(self, first, overtaken_by):
        others = []
        mine = overtaken_by(lambda: others.append(rotated(first)))
        assert others == [mine]

    def test_by_ending_wins(self, overtaken_by):
        with pytest.raises(TokenRefused, match="ended"):
            overtaken_by(lambda: SignIn.objects.all().end(Reason.SIGNED_OUT))

    def test_by_deleting_wins(self, overtaken_by):
        with pytest.raises(TokenRefused, match="ended"):
            overtaken_by(lambda: SignIn.objects.all().delete())


class TestRead:
    def test_tells_the_current_one(self, first):
        following = rotated(first)
        assert (rotation.read(first).is_current, rotation.read(following).is_current) == (False, True)

    def test_says_what_is_wrong_with_it(self, first):
        following = rotated(first)
        assert rotation.read(first).failure().code == "token-expired"
        assert rotation.read(following).failure() is None

    def test_a_generation_that_a_restored_database_does_not_know_ends_nothing(self, made, first):
        following = rotated(rotated(first))
        SignIn.objects.update(generation=0, rotated_at=None)
        assert code(following) == "token-invalid"
        assert rotated(first)

    def test_a_first_generation_has_no_one_before_it(self, made):
        SignIn.objects.update(generation=1, rotated_at=None)
        assert code(rotation.token_of(made)) == "token-revoked"


def test_a_browsers_sign_in_has_no_refresh_token(user):
    made = SignIn.objects.start(user, Kind.BROWSER, idle=timedelta(days=1), session_digest="d" * 64)
    assert code(rotation.token_of(made)) == "token-invalid"


def test_asking_for_too_much_does_not_hide_that_a_token_is_old(user):
    made = tokens.sign_in(user, ["a"])
    old = rotation.token_of(made)
    rotated(old)
    age(made, hours=1)
    with pytest.raises(TokenRefused):
        rotation.rotate(old, ["zzz"])
    made.refresh_from_db()
    assert made.end_reason == Reason.TOKEN_REUSED


def test_a_repeat_does_not_widen_the_scope(user):
    old = rotation.token_of(tokens.sign_in(user, ["a"]))
    rotated(old)
    with pytest.raises(rotation.ScopeTooWide):
        rotation.rotate(old, ["zzz"])
