"""The session engine: what it stores, and how a session and its sign-in stay together."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, login, update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from status_ref.signins import ending, signals
from status_ref.signins.models import SESSION_SID, Kind, Reason, SignIn, auth_hash
from status_ref.signins.sessions import SessionStore, digest
from tests import tokens
from tests.signins.conftest import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IMPOSSIBLE = ["", "a" * 31, "a" * 33, "A" * 32, "a" * 31 + "\x00", "\u00fc" * 32, "x" * 7000]


@pytest.fixture
def browser(user):
    client = Client(headers={"user-agent": FIREFOX})
    client.post("/accounts/login/", {"username": "ann", "password": PASSWORD})
    return client


@pytest.fixture
def request_of(user):
    """A request of a session that Django's ``login`` made, as a view sees it."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.user = user
    login(request, user, "django.contrib.auth.backends.ModelBackend")
    request.session.save()
    return request


def key_of(browser):
    return browser.cookies["sessionid"].value


def only():
    return SignIn.objects.get()


def code(browser):
    return browser.get("/api/profile/").json().get("code")


class TestLogIn:
    def test_makes_a_sign_in(self, browser, user):
        made = only()
        assert (made.user, made.kind, made.client) == (user, Kind.BROWSER, "Firefox on Linux")

    def test_names_it_in_the_session(self, browser):
        assert browser.session[SESSION_SID] == only().sid

    def test_is_told(self, user):
        heard = []

        def hear(sender, sign_in, **kwargs):
            heard.append(sign_in)

        signals.started.connect(hear)
        Client().force_login(user)
        signals.started.disconnect(hear)
        assert heard == [only()]

    def test_that_makes_no_session_makes_no_sign_in(self, user):
        request = RequestFactory().get("/")
        request.session = SessionStore()
        user_logged_in.send(type(user), request=request, user=user)
        request.session.save()
        assert not SignIn.objects.exists()

    def test_again_gives_another_key_and_ends_the_former_sign_in(self, request_of, user):
        former, key = only(), request_of.session.session_key
        login(request_of, user, "django.contrib.auth.backends.ModelBackend")
        request_of.session.save()
        former.refresh_from_db()
        assert request_of.session.session_key != key
        assert former.end_reason == Reason.SIGNED_OUT
        assert SignIn.objects.live().get().sid == request_of.session[SESSION_SID]

    def test_as_somebody_else_ends_it_too(self, request_of, django_user_model):
        bob = django_user_model.objects.create_user("bob")
        login(request_of, bob, "django.contrib.auth.backends.ModelBackend")
        request_of.session.save()
        assert SignIn.objects.live().get().user == bob


class TestStores:
    def test_rows_under_a_digest(self, browser):
        row = Session.objects.get()
        assert row.session_key == digest(key_of(browser)) == only().session_digest
        assert row.get_decoded()[SESSION_SID] == only().sid

    def test_nothing_that_the_digest_opens(self, browser):
        assert SessionStore(digest(key_of(browser))).load() == {}

    def test_how_long_it_is_good(self, request_of):
        request_of.session.set_expiry(60)
        request_of.session.save()
        left = only().idle_until - timezone.now()
        assert timedelta(seconds=50) < left <= timedelta(seconds=60)

    def test_never_longer_than_a_sign_in_holds(self, request_of):
        request_of.session.set_expiry(timedelta(days=400))
        request_of.session.save()
        assert only().idle_until == only().expires


@pytest.mark.parametrize("key", IMPOSSIBLE)
class TestImpossibleKey:
    def test_is_asked_for_nowhere(self, key, django_assert_num_queries):
        with django_assert_num_queries(0):
            session = SessionStore(key)
            assert dict(session.items()) == {}
            assert not session.exists(key)
            session.delete(key)

    def test_becomes_a_good_one(self, key):
        session = SessionStore(key)
        session["cart"] = [1]
        session.save()
        assert SessionStore(session.session_key)["cart"] == [1]


class TestCycle:
    def test_moves_the_sign_in(self, request_of):
        request_of.session.cycle_key()
        assert only().session_digest == digest(request_of.session.session_key)
        assert only().ended_at is None

    def test_leaves_nothing_under_the_former_key(self, request_of):
        key = request_of.session.session_key
        request_of.session.cycle_key()
        assert SessionStore(key).load() == {}
        assert not request_of.session.exists(key)

    def test_of_a_new_password_keeps_the_hash(self, request_of, user):
        user.set_password("another one")
        user.save()
        update_session_auth_hash(request_of, user)
        request_of.session.save()
        assert only().auth_hash == request_of.session[HASH_SESSION_KEY] == auth_hash(user)
        assert only().failure() is None


class TestEnd:
    def test_by_logging_out(self, browser):
        browser.post("/accounts/logout/")
        assert only().end_reason == Reason.SIGNED_OUT

    def test_by_a_password_that_was_changed_elsewhere(self, browser, user):
        user.set_password("another one")
        user.save()
        assert browser.get("/profile/").status_code == 401
        assert only().end_reason == Reason.PASSWORD_CHANGED

    def test_is_heard_of_with_the_next_request(self, browser):
        assert code(browser) is None
        ending.end_one(only(), Reason.ENDED_BY_STAFF)
        assert code(browser) == "session-ended"
        assert not Session.objects.exists()

    def test_of_a_row_that_is_gone(self, browser):
        SignIn.objects.all().delete()
        assert code(browser) == "session-ended"

    def test_by_time_is_told_apart(self, browser):
        SignIn.objects.update(idle_until=timezone.now())
        assert code(browser) == "session-expired"

    def test_forgets_the_cookie(self, browser):
        ending.end_one(only(), Reason.ENDED_BY_STAFF)
        assert browser.get("/profile/").cookies["sessionid"]["max-age"] == 0

    def test_lets_visitors_be(self, client):
        session = client.session
        session["cart"] = [1]
        session.save()
        assert client.session["cart"] == [1]


class TestPasswordOfTheAccount:
    def test_changed_here_ends_all_others(self, browser, user):
        other = tokens.sign_in(user)
        sid = browser.session[SESSION_SID]
        words = "quite another set of words"
        sent = {"current": PASSWORD, "password": words}
        assert browser.post("/accounts/password/", sent).status_code == 303
        other.refresh_from_db()
        assert other.end_reason == Reason.PASSWORD_CHANGED
        assert [each.sid for each in SignIn.objects.live()] == [sid]
        assert code(browser) is None


class TestUse:
    def test_is_noted_now_and_then(self, browser):
        SignIn.objects.update(last_used=timezone.now() - timedelta(hours=1))
        browser.get("/profile/")
        assert timezone.now() - only().last_used < timedelta(minutes=1)

    def test_does_not_prolong(self, browser):
        before = only().idle_until
        SignIn.objects.update(last_used=timezone.now() - timedelta(hours=1))
        browser.get("/profile/")
        assert abs(only().idle_until - before) < timedelta(seconds=1)

    @pytest.mark.parametrize("away", [timedelta(), timedelta(hours=1)], ids=["in use", "after a rest"])
    def test_costs_two_queries_at_most(self, browser, user, settings, away):
        SignIn.objects.update(last_used=timezone.now() - away)
        ours = self.queries(browser)
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
        theirs = Client()
        theirs.force_login(user)
        assert ours - self.queries(theirs) == (2 if away else 1)

    def queries(self, client):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/profile/").status_code == 200
        return len(asked)


class TestAsync:
    def test_the_methods_do_the_same(self, user):
        @async_to_sync
        async def walk():
            session = SessionStore()
            await session.aset("cart", [1])
            await session.asave()
            key = session.session_key
            assert await SessionStore(key).aget("cart") == [1]
            await session.acycle_key()
            assert not await session.aexists(key)
            assert await session.aexists(session.session_key)
            await session.aflush()

        walk()
        assert not Session.objects.exists()

    def test_an_end_is_heard_of(self, browser):
        ending.end_one(only(), Reason.ENDED_BY_STAFF)
        assert async_to_sync(SessionStore(key_of(browser)).aget)(SESSION_KEY) is None
