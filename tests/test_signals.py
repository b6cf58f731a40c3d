"""Every acceptance and refusal is told once: as a signal, and as a log event without any secret."""

from __future__ import annotations

import logging

import pytest
from django.test import RequestFactory

from status_ref.http.failures import SCOPE_INSUFFICIENT, TOKEN_EXPIRED
from status_ref.signals import Outcome, accepted, record, refused
from tests.rest.conftest import PASSWORD, access, basic, expired, user

__all__ = ["access", "expired", "user"]

JSON = "application/json"

pytestmark = [pytest.mark.urls("tests.rest.api"), pytest.mark.django_db]


@pytest.fixture
def told():
    """The outcomes that were told, as (signal, scheme, failure)."""
    heard = []

    def hear(sender, signal, outcome, **kwargs):
        name = "accepted" if signal is accepted else "refused"
        heard.append((name, outcome.scheme, outcome.failure and outcome.failure.code))

    for signal in (accepted, refused):
        signal.connect(hear, weak=False, dispatch_uid="told")
    yield heard
    for signal in (accepted, refused):
        signal.disconnect(dispatch_uid="told")


class TestRest:
    def test_a_good_token(self, client, access, told):
        client.get("/everything/", headers={"authorization": f"Bearer {access}"})
        assert told == [("accepted", "bearer", None)]

    def test_a_good_password(self, client, user, told):
        client.get("/everything/", headers={"authorization": basic("ann")})
        assert told == [("accepted", "basic", None)]

    def test_a_live_session(self, client, user, told):
        client.force_login(user)
        client.get("/everything/")
        assert told == [("accepted", "cookie", None)]

    def test_nothing_sent(self, client, told):
        client.get("/everything/")
        assert told == [("refused", None, "credentials-missing")]

    def test_an_expired_token(self, client, expired, told):
        client.get("/everything/", headers={"authorization": f"Bearer {expired}"})
        assert told == [("refused", "bearer", "token-expired")]

    def test_a_dead_session(self, client, told):
        client.cookies["sessionid"] = "unknown0123456789"
        client.get("/everything/")
        assert told == [("refused", "cookie", "session-ended")]

    def test_good_credentials_that_are_not_enough(self, client, access, told):
        client.get("/scoped/", headers={"authorization": f"Bearer {access}"})
        assert told == [("accepted", "bearer", None), ("refused", "bearer", "scope-insufficient")]

    def test_bad_ones_that_were_passed_over(self, client, expired, told, settings):
        settings.STATUS_REF = {"BAD_CREDENTIALS": "anonymous"}
        assert client.get("/public/", headers={"authorization": f"Bearer {expired}"}).status_code == 200
        assert told == [("refused", "bearer", "token-expired")]

    def test_credentials_in_clear(self, client, user, told, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"REQUIRE_TLS": True}
        client.get("/everything/", headers={"authorization": basic("ann")})
        assert told == [("refused", "basic", "tls-required")]

    def test_an_attempt_too_many(self, client, user, told, settings):
        settings.STATUS_REF = {"ATTEMPTS": {"account-address": 0, "address": 0, "account": 0}}
        client.get("/basic/", headers={"authorization": basic("ann")})
        assert told == [("refused", "basic", "too-many-attempts")]

    def test_without_our_handler(self, client, expired, told, settings):
        settings.REST_FRAMEWORK = {"EXCEPTION_HANDLER": "rest_framework.views.exception_handler"}
        client.get("/bearer/", headers={"authorization": f"Bearer {expired}"})
        assert told == [("refused", "bearer", "token-expired")]

    def test_an_error_that_is_no_refusal_is_not_told(self, client, told):
        client.get("/raises/invalid/")
        assert told == []


class TestSigningIn:
    @pytest.mark.parametrize(
        ("password", "outcome"),
        [(PASSWORD, ("accepted", "form", None)), ("wrong", ("refused", "form", "credentials-refused"))],
    )
    def test_for_tokens(self, client, user, told, password, outcome):
        client.post("/api/token/", {"username": "ann", "password": password}, JSON)
        assert told == [outcome]

    @pytest.mark.parametrize(
        ("password", "outcome"),
        [(PASSWORD, ("accepted", "form", None)), ("wrong", ("refused", "form", "credentials-refused"))],
    )
    def test_in_a_browser(self, client, user, told, password, outcome):
        client.post("/accounts/login/", {"username": "ann", "password": password})
        assert told == [outcome]

    def test_with_a_refresh_token(self, client, user, told):
        signed_in = client.post("/api/token/", {"username": "ann", "password": PASSWORD}, JSON).json()
        told.clear()
        for token in (signed_in["refresh_token"], "garbage"):
            client.post("/api/token/refresh/", {"grant_type": "refresh_token", "refresh_token": token}, JSON)
        assert told == [("accepted", "refresh", None), ("refused", "refresh", "token-malformed")]


class TestRecord:
    @pytest.fixture
    def request_(self):
        return RequestFactory().get("/secret-path/")

    def test_tells_each_failure_once(self, request_, told):
        for failure in (TOKEN_EXPIRED, TOKEN_EXPIRED, SCOPE_INSUFFICIENT):
            record(Outcome(request_, "bearer", failure))
        assert [code for _, _, code in told] == ["token-expired", "scope-insufficient"]

    def test_a_receiver_that_raises_disturbs_nobody(self, request_, told):
        def broken(**kwargs):
            raise RuntimeError

        refused.connect(broken)
        record(Outcome(request_, "bearer", TOKEN_EXPIRED))
        refused.disconnect(broken)
        assert len(told) == 1


class TestLogEvent:
    @pytest.fixture
    def event(self, caplog, monkeypatch):
        """The one event of a request; the demo's logger does not hand its events on."""
        monkeypatch.setattr(logging.getLogger("status_ref.authentication"), "propagate", True)
        caplog.set_level(logging.INFO, "status_ref.authentication")

        def event():
            (record,) = [r for r in caplog.records if r.name == "status_ref.authentication"]
            return record

        return event

    def test_has_its_members(self, client, expired, event):
        client.get("/bearer/", headers={"authorization": f"Bearer {expired}"})
        record = event()
        assert (record.getMessage(), record.failure, record.scheme, record.method, record.route) == (
            "refused",
            "token-expired",
            "bearer",
            "GET",
            "bearer/",
        )

    def test_names_the_user_it_accepted(self, client, user, event):
        client.get("/basic/", headers={"authorization": basic("ann")})
        assert (event().getMessage(), event().user_id) == ("accepted", str(user.pk))

    def test_holds_no_secret(self, client, expired, event):
        client.get("/bearer/?access_token=s3cret", headers={"authorization": f"Bearer {expired}"})
        written = str(vars(event()))
        assert str(expired) not in written
        assert "s3cret" not in written

    def test_is_not_made_where_nobody_wants_it(self, client, caplog):
        caplog.set_level(logging.WARNING, "status_ref.authentication")
        client.get("/bearer/")
        assert caplog.records == []

    def test_knows_no_route_where_none_was_found(self):
        assert Outcome(RequestFactory().get("/x")).members()["route"] is None
