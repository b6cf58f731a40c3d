"""Why a session cookie is worth nothing."""

import time
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.signals import user_logged_in
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from status_ref import sessions
from status_ref.http.failures import SESSION_ENDED, SESSION_EXPIRED

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
ENGINES = ["django.contrib.sessions.backends.db", "django.contrib.sessions.backends.cached_db"]
ENGINES += ["status_ref.signins.sessions"]


@pytest.fixture(params=ENGINES)
def store(request):
    return import_module(request.param).SessionStore


@pytest.fixture
def arrive(store):
    """A request that brings a session key."""

    def arrive(key):
        request = RequestFactory().get("/")
        if key is not None:
            request.COOKIES[django_settings.SESSION_COOKIE_NAME] = key
        request.session = store(key)
        return request

    return arrive


@pytest.fixture
def saved(store):
    def saved(**data):
        session = store()
        session.update(data)
        session.save()
        return session.session_key

    return saved


def test_no_cookie_is_nothing_to_complain_of(arrive):
    assert sessions.failure(arrive(None)) is None


def test_no_session_middleware_is_nothing_to_complain_of():
    request = RequestFactory().get("/", headers={"cookie": "sessionid=abcdefgh"})
    assert sessions.failure(request) is None


def test_a_visitors_live_session_is_none_either(arrive, saved):
    assert sessions.failure(arrive(saved(cart=[1]))) is None


def test_an_unknown_key_has_ended(arrive):
    assert sessions.failure(arrive("unknown0123456789")) == SESSION_ENDED


def test_a_nul_in_the_key_asks_no_database(arrive, django_assert_num_queries):
    request = arrive("unknown0\x00123456789")
    request.session = arrive(None).session
    with django_assert_num_queries(0):
        assert sessions.failure(request) == SESSION_ENDED


def test_a_session_whose_user_is_gone_has_ended(arrive, saved):
    assert sessions.failure(arrive(saved(**{SESSION_KEY: "1"}))) == SESSION_ENDED


def test_a_session_that_ran_out_has_expired(arrive, saved):
    key = saved(_session_expiry=(timezone.now() - timedelta(days=1)).isoformat())
    assert sessions.failure(arrive(key)) == SESSION_EXPIRED


def test_a_store_without_rows_cannot_tell(arrive):
    request = arrive("unknown0123456789")
    request.session = import_module("django.contrib.sessions.backends.cache").SessionStore(
        "unknown0123456789"
    )
    assert sessions.failure(request) == SESSION_ENDED


def test_the_cookie_is_forgotten():
    response = HttpResponse()
    sessions.delete_cookie(response)
    assert response.cookies[django_settings.SESSION_COOKIE_NAME]["max-age"] == 0


def test_logging_in_notes_the_time(arrive, django_user_model):
    request = arrive(None)
    login(request, django_user_model.objects.create_user("ann"), BACKEND)
    assert abs(request.session[sessions.AUTH_TIME] - time.time()) < 5


def test_a_log_in_that_is_none_of_the_session_leaves_it_alone(arrive, django_user_model):
    request = arrive(None)
    user_logged_in.send(django_user_model, request=request, user=django_user_model.objects.create_user("ann"))
    assert sessions.AUTH_TIME not in request.session


def test_a_log_in_without_a_request_is_left_alone(django_user_model):
    results = user_logged_in.send(
        django_user_model, request=None, user=django_user_model.objects.create_user("ann")
    )
    assert results
