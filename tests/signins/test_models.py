"""The row of a sign-in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from status_ref.signins.models import Kind, SignIn, auth_hash, random_sid
from tests import tokens

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def browser(user, digest=None, idle=DAY):
    return SignIn.objects.start(user, Kind.BROWSER, idle=idle, session_digest=digest)


class TestName:
    def test_is_128_random_bits(self):
        assert len({random_sid() for _ in range(100)}) == 100
        assert len(random_sid()) == 22

    @pytest.mark.parametrize("field", ["sid", "session_digest"])
    def test_is_one_of_a_kind(self, user, field):
        first, second = browser(user, "a" * 64), browser(user, "b" * 64)
        with pytest.raises(IntegrityError), transaction.atomic():
            SignIn.objects.filter(pk=second.pk).update(**{field: getattr(first, field)})

    def test_many_have_no_session(self, user):
        assert browser(user).session_digest is browser(user).session_digest is None


class TestStart:
    def test_ends_in_a_month_at_the_latest(self, user):
        made = browser(user, idle=timedelta(days=90))
        assert made.idle_until == made.expires == made.created + timedelta(days=30)

    def test_ends_sooner_when_it_is_not_used(self, user):
        made = browser(user)
        assert made.idle_until == made.created + DAY

    def test_takes_one_query(self, user, django_assert_num_queries):
        with django_assert_num_queries(1):
            made = browser(user)
        assert made.pk


class TestTouch:
    def test_writes_nothing_that_was_written_a_moment_ago(self, user, django_assert_num_queries):
        made = browser(user)
        with django_assert_num_queries(0):
            made.touch(DAY)

    def test_writes_what_is_older(self, user):
        made = tokens.sign_in(user, last_used=timezone.now() - timedelta(minutes=6))
        made.touch(DAY)
        made.refresh_from_db()
        assert timezone.now() - made.last_used < timedelta(minutes=1)

    def test_is_written_by_one_of_many(self, user):
        made = tokens.sign_in(user, last_used=timezone.now() - timedelta(minutes=6))
        late = SignIn.objects.get()
        made.touch(DAY)
        late.touch(timedelta(days=5))
        late.refresh_from_db()
        assert late.idle_until == made.idle_until


class TestGoingOn:
    def test_takes_one_query_however_many_there_are(self, user, django_assert_num_queries):
        made = [tokens.sign_in(user) for _ in range(5)]
        with django_assert_num_queries(1):
            assert set(SignIn.objects.going_on(user)) == set(made)

    def test_leaves_out_what_does_not(self, user):
        tokens.sign_in(user, ended_at=timezone.now())
        tokens.sign_in(user, idle_until=timezone.now())
        tokens.sign_in(user, auth_hash="of another password")
        assert SignIn.objects.going_on(user) == []


class Passwordless:
    """A user as other packages have them."""

    is_active = True


def test_a_user_without_a_password_has_no_hash():
    assert auth_hash(Passwordless()) == ""


def test_a_user_without_fallbacks_is_compared_with_the_present(monkeypatch, user):
    monkeypatch.setattr(type(user), "get_session_auth_fallback_hash", None)
    assert tokens.sign_in(user).has_this_password()
    assert not tokens.sign_in(user, auth_hash="of another password").has_this_password()


@pytest.mark.parametrize(("client", "shown"), [("curl", "curl (token)"), ("", "Unknown client (token)")])
def test_is_called_after_its_client(user, client, shown):
    assert str(tokens.sign_in(user, client=client)) == shown
