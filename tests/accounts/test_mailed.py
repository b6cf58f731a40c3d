"""Resetting a forgotten password by mail."""

import json
import re
import time
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from environ import Env

from authdemo.mailers import mail_settings
from status_ref.accounts import tickets
from status_ref.accounts.forms import SetPasswordForm
from status_ref.accounts.outbox import outbox
from status_ref.accounts.tickets import Purpose
from tests.accounts.conftest import PASSWORD

RESET, EMAIL = "/accounts/reset/", "/accounts/email/"
BETTER = "quite another set of words"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ask(client):
    """Ask for a link, and wait until what follows is done."""
    cache.clear()

    def ask(address="ann@example.com"):
        response = client.post(RESET, {"email": address})
        outbox.flush()
        return response

    return ask


def link():
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def opened(visitor):
    return visitor.get(link())["Location"]


class TestAsking:
    @pytest.mark.parametrize("address", ["ann@example.com", "ANN@example.com", "nobody@example.com"])
    def test_has_one_answer(self, ask, user, address):
        response = ask(address)
        assert (response.status_code, response["Location"]) == (303, "/accounts/reset/sent/")

    def test_sends_a_link_to_the_address_that_is_kept(self, ask, user):
        ask("ANN@EXAMPLE.com")
        (letter,) = mail.outbox
        assert (letter.to, letter.subject) == (["ann@example.com"], "Choose a new password")
        assert "within 10 minutes" in letter.body
        assert link().startswith(RESET)

    @pytest.mark.parametrize(
        ("address", "change"),
        [
            ("nobody@example.com", {}),
            ("ann@ex\u0131ample.com", {}),
            ("ann@example.com", {"is_active": False}),
            ("ann@example.com", {"password": "!"}),
        ],
    )
    def test_sends_nothing_to_anybody_else(self, ask, user, address, change):
        if change:
            type(user).objects.update(**change)
        ask(address)
        assert mail.outbox == []

    def test_a_look_alike_that_the_database_takes_for_the_same_is_another(self, user):
        from status_ref.accounts.mail import owners

        user.email = "mike@example.org"
        user.save()
        assert list(owners("m\u0131ke@example.org")) == []

    def test_asks_the_database_nothing_within_the_request(self, client, user, django_assert_num_queries):
        cache.clear()
        with django_assert_num_queries(0):
            response = client.post(RESET, {"email": "ann@example.com"})
        outbox.flush()
        assert response["Location"] == "/accounts/reset/sent/"

    def test_a_mail_server_that_is_down_makes_no_difference(self, ask, user, settings, caplog):
        for name, value in mail_settings(Env.email_url_config("smtp://127.0.0.1:1")).items():
            setattr(settings, name, value)
        assert ask()["Location"] == "/accounts/reset/sent/"
        assert "A mail could not be sent: ConnectionRefusedError" in caplog.text

    def test_an_account_gets_one_mail_a_minute(self, ask, user):
        for _ in range(3):
            ask()
        assert len(mail.outbox) == 1

    def test_no_host_of_the_clients_choice_gets_into_the_link(self, client, user, settings, caplog):
        settings.STATUS_REF = settings.STATUS_REF | {"ORIGIN": None}
        settings.ALLOWED_HOSTS = ["*"]
        cache.clear()
        client.post(RESET, {"email": "ann@example.com"}, headers={"host": "evil.example"})
        outbox.flush()
        assert mail.outbox == []
        assert "ImproperlyConfigured" in caplog.text

    def test_is_limited(self, ask, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"account-address": 2}}
        answers = [ask("ann@example.com") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [303, 303, 429]
        assert ask("bob@example.com").status_code == 303

    def test_strangers_cannot_use_it_up_for_the_owner(self, client, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"account": 1}}
        cache.clear()
        for last in range(3):
            visitor = Client(REMOTE_ADDR=f"192.0.2.{last}")
            assert visitor.post(RESET, {"email": "ann@example.com"}).status_code == 303

    @pytest.mark.parametrize("address", ["", "nowhere", "a\x00@example.com", "x" * 300 + "@example.com"])
    def test_what_is_no_address_is_refused(self, ask, address):
        assert ask(address).status_code == 400


class TestLink:
    @pytest.fixture
    def visitor(self, ask, user):
        ask()
        return Client()

    def test_the_token_leaves_the_address_at_once(self, visitor):
        response = visitor.get(link())
        assert response.status_code == 303
        assert response["Location"] == "/accounts/reset/opened/"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_sets_the_password(self, visitor, user):
        response = visitor.post(opened(visitor), {"password": BETTER})
        assert (response.status_code, response["Location"]) == (303, "/accounts/reset/done/")
        user.refresh_from_db()
        assert user.check_password(BETTER)

    def test_ends_every_sign_in(self, visitor, user):
        other = Client()
        page = opened(visitor)
        other.force_login(user)
        type(user).objects.update(last_login=None)
        visitor.post(page, {"password": BETTER})
        assert other.get("/profile/").status_code == 401

    def test_tells_the_owner(self, visitor):
        visitor.post(opened(visitor), {"password": BETTER})
        outbox.flush()
        assert mail.outbox[-1].subject == "Your password was changed"

    def test_opening_it_uses_nothing_up(self, visitor):
        for _ in range(3):
            assert Client().get(link()).status_code == 303

    def test_works_once(self, visitor):
        first, page = link(), opened(visitor)
        visitor.post(page, {"password": BETTER})
        assert visitor.get(page).status_code == 404
        assert Client().get(first).status_code == 404

    def test_two_that_are_quick_set_one_password(self, user):
        first, second = (SetPasswordForm(type(user).objects.get(), {"password": BETTER}) for _ in range(2))
        assert first.is_valid()
        assert second.is_valid()
        assert first.save()
        assert not second.save()

    def test_whoever_is_second_is_told(self, visitor, monkeypatch):
        page = opened(visitor)
        monkeypatch.setattr(SetPasswordForm, "save", lambda form: False)
        assert visitor.post(page, {"password": BETTER}).status_code == 404

    def test_ends_with_the_next_log_in(self, visitor, user):
        user.last_login = datetime.now().astimezone() + timedelta(minutes=1)
        user.save()
        assert visitor.get(link()).status_code == 404

    def test_ends_after_ten_minutes(self, visitor, monkeypatch):
        then, page = time.time() + 601, opened(visitor)
        monkeypatch.setattr(time, "time", lambda: then)
        assert [visitor.get(address).status_code for address in (link(), page)] == [404, 404]

    def test_a_bad_password_is_refused_and_the_link_stays_good(self, visitor):
        page = opened(visitor)
        assert visitor.post(page, {"password": "short"}).status_code == 400
        assert visitor.post(page, {"password": BETTER}).status_code == 303

    @pytest.mark.parametrize(
        "token",
        [
            *("opened", "nonsense", ":", "%00", "\u00fc", "c0ffee-" + "0" * 32),
            *("WyIxIiwieCIsMF0:" + "x" * 43, ".WyIxIiwieCIsMF0:" + "x" * 43),
        ],
    )
    def test_no_other_opens_anything(self, user, token):
        response = Client().get(f"{RESET}{token}/")
        assert response.status_code == 404
        assert response["Referrer-Policy"] == "no-referrer"
        assert "This link does not work" in response.content.decode()

    def test_tokens_are_not_tried_out_for_ever(self, user, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"address": 3}}
        cache.clear()
        answers = [Client().get(f"{RESET}c0ffee-{n}/").status_code for n in range(4)]
        assert answers == [404, 404, 404, 429]

    @pytest.mark.parametrize(("purpose", "page"), [(Purpose.EMAIL, RESET), (Purpose.RESET, EMAIL)])
    def test_a_link_of_one_kind_does_not_open_the_other(self, user, purpose, page):
        assert Client().get(f"{page}{tickets.make(purpose, user)}/").status_code == 404

    def test_ends_with_the_account(self, visitor, user):
        user.delete()
        assert visitor.get(link()).status_code == 404

    @pytest.mark.parametrize("address", ["third@example.com", ""])
    def test_ends_with_the_address_it_was_sent_to_once_it_is_opened_too(self, visitor, user, address):
        page = opened(visitor)
        type(user).objects.update(email=address)
        assert visitor.get(page).status_code == 404

    def test_a_new_secret_key_leaves_it_good_as_long_as_the_old_one_is_known(self, visitor, settings):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
        assert visitor.post(opened(visitor), {"password": BETTER}).status_code == 303


class TestOpened:
    """What a session keeps of a link: nothing that opens it elsewhere."""

    @pytest.fixture(params=[Purpose.RESET, Purpose.EMAIL])
    def token(self, request, user):
        return tickets.make(request.param, user, "new@example.com")

    @pytest.fixture
    def page(self, token):
        (page,) = (page for page in (RESET, EMAIL) if Client().get(f"{page}{token}/").status_code == 303)
        return page

    def strings(self, content):
        return {content, *re.findall(r"[^\s\"]{8,}", content), *re.findall(r"[\w-]{8,}", content)}

    @pytest.mark.parametrize("engine", ["db", "signed_cookies"])
    def test_holds_nothing_that_works_in_an_address(self, client, settings, token, page, engine):
        settings.SESSION_ENGINE = f"django.contrib.sessions.backends.{engine}"
        client.get(f"{page}{token}/")
        held = self.strings(json.dumps(dict(client.session))) | {client.cookies["sessionid"].value}
        assert len(held) > 4
        answers = {Client().get(f"{page}{quote(text, safe='')}/").status_code for text in held}
        assert answers == {404}


@pytest.mark.parametrize(
    "page", ["password/done/", "reset/sent/", "reset/done/", "email/sent/", "email/done/", "reset/"]
)
def test_the_pages_in_between_are_open_to_everyone(client, page):
    response = client.get(f"/accounts/{page}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_the_old_password_is_worth_nothing_after_a_reset(ask, user):
    ask()
    visitor = Client()
    visitor.post(opened(visitor), {"password": BETTER})
    assert visitor.post("/accounts/login/", {"username": "ann", "password": PASSWORD}).status_code == 401
    assert visitor.post("/accounts/login/", {"username": "ann", "password": BETTER}).status_code == 303
