"""Changing the password and the address, as somebody who is signed in."""

import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from status_ref.accounts import mailed
from status_ref.accounts.forms import ChangePasswordForm
from status_ref.accounts.outbox import outbox
from tests.accounts.conftest import PASSWORD

PASSWORD_PAGE, EMAIL_PAGE = "/accounts/password/", "/accounts/email/"
BETTER = "quite another set of words"

pytestmark = pytest.mark.django_db


def signed_in(user, seconds_ago=0):
    client = Client()
    client.force_login(user)
    session = client.session
    session["auth_time"] = int(time.time()) - seconds_ago
    session.save()
    return client


@pytest.fixture
def client(user):
    return signed_in(user)


@pytest.mark.parametrize("address", [PASSWORD_PAGE, EMAIL_PAGE])
class TestBoth:
    def test_need_somebody_who_is_signed_in(self, address):
        assert Client().get(address).status_code == 401

    def test_need_a_sign_in_of_the_last_minutes(self, user, address):
        response = signed_in(user, seconds_ago=301).get(address)
        page = response.content.decode()
        assert response.status_code == 401
        assert "step-up-required" in page
        assert 'value="ann"' in page
        assert response["WWW-Authenticate"].startswith("Cookie ")

    def test_change_nothing_without_it(self, user, address):
        sent = {"current": PASSWORD, "password": BETTER, "email": "new@example.com"}
        response = signed_in(user, seconds_ago=301).post(address, sent)
        assert response.status_code == 401
        assert "What you sent was not saved" in response.content.decode()
        user.refresh_from_db()
        assert (user.email, user.check_password(PASSWORD)) == ("ann@example.com", True)

    def test_go_on_after_signing_in_again(self, user, address):
        client = signed_in(user, seconds_ago=301)
        key = client.session.session_key
        sent = {"username": "ann", "password": PASSWORD, "next": address}
        assert client.post("/accounts/login/", sent)["Location"] == address
        assert client.get(address).status_code == 200
        assert client.session.session_key != key

    def test_need_a_time_that_is_known(self, user, address):
        client = signed_in(user)
        session = client.session
        del session["auth_time"]
        session.save()
        assert client.get(address).status_code == 401

    def test_need_the_csrf_token(self, user, address):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        assert client.post(address, {}).status_code == 403

    def test_are_never_stored(self, client, address):
        assert "no-store" in client.get(address)["Cache-Control"]


class TestPassword:
    def change(self, client, current=PASSWORD, password=BETTER):
        return client.post(PASSWORD_PAGE, {"current": current, "password": password})

    def test_only_the_new_one_works(self, client, user):
        response = self.change(client)
        assert (response.status_code, response["Location"]) == (303, "/accounts/password/done/")
        user.refresh_from_db()
        assert (user.check_password(BETTER), user.check_password(PASSWORD)) == (True, False)

    def test_this_sign_in_goes_on_and_the_others_end(self, client, user):
        other = signed_in(user)
        self.change(client)
        assert client.get("/profile/").status_code == 200
        assert other.get("/profile/").status_code == 401

    @pytest.mark.parametrize("password", [f" {BETTER} ", "\U0001f511 key \U0001f511 key", "z" * 4096])
    def test_is_taken_as_it_is_typed(self, client, user, password):
        self.change(client, password=password)
        user.refresh_from_db()
        assert user.check_password(password)

    @pytest.mark.parametrize("password", ["short", "password1", "tab\tinside it", "", "z" * 4097])
    def test_a_bad_one_is_refused(self, client, user, password):
        response = self.change(client, password=password)
        assert response.status_code == 400
        assert response.context["form"].has_error("password")

    @pytest.mark.parametrize("current", ["wrong", "", f" {PASSWORD}"])
    def test_without_the_current_one_nothing_happens(self, client, user, current):
        response = self.change(client, current=current)
        assert response.status_code == 400
        assert response.context["form"].has_error("current")
        user.refresh_from_db()
        assert user.check_password(PASSWORD)

    def test_guesses_are_counted(self, client, user, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"account-address": 2}}
        cache.clear()
        for _ in range(2):
            assert self.change(client, current="wrong").status_code == 400
        response = self.change(client)
        assert response.status_code == 429
        assert "Retry-After" in response

    def test_a_mistake_in_the_new_one_is_no_guess(self, client, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"account-address": 1}}
        cache.clear()
        for _ in range(2):
            self.change(client, current="wrong", password="short")
        assert self.change(client).status_code == 303

    def test_a_change_somewhere_else_wins(self, client, user, monkeypatch):
        verify = ChangePasswordForm._verify

        def and_then(form, current):
            verify(form, current)
            user.set_password("somewhere else entirely")
            user.save()

        monkeypatch.setattr(ChangePasswordForm, "_verify", and_then)
        assert "somewhere else just now" in self.change(client).content.decode()
        user.refresh_from_db()
        assert user.check_password("somewhere else entirely")

    def test_the_page_tells_what_is_asked_and_whose_it_is(self, client):
        page = client.get(PASSWORD_PAGE).content.decode()
        assert "At least 8 characters, better 15 or more." in page
        for mark in ("current-password", "new-password", "username"):
            assert f'autocomplete="{mark}"' in page


@pytest.mark.django_db(transaction=True)
class TestMail:
    def test_the_owner_is_told_of_a_new_password(self, user, client):
        client.post(PASSWORD_PAGE, {"current": PASSWORD, "password": BETTER})
        outbox.flush()
        (note,) = mail.outbox
        assert (note.to, note.subject) == (["ann@example.com"], "Your password was changed")

    def test_nobody_is_told_where_there_is_no_address(self, user):
        user.email = ""
        user.save()
        signed_in(user).post(PASSWORD_PAGE, {"current": PASSWORD, "password": BETTER})
        outbox.flush()
        assert mail.outbox == []

    def ask(self, client, address="new@example.com"):
        response = client.post(EMAIL_PAGE, {"email": address})
        outbox.flush()
        return response

    def link(self):
        return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]

    def follow(self, client):
        opened = client.get(self.link())
        assert opened.status_code == 303
        return opened["Location"]

    def test_the_new_address_gets_a_link_and_nothing_changes_yet(self, client, user):
        response = self.ask(client)
        assert (response.status_code, response["Location"]) == (303, "/accounts/email/sent/")
        assert mail.outbox[0].to == ["new@example.com"]
        client.get(self.follow(client))
        user.refresh_from_db()
        assert user.email == "ann@example.com"

    def test_confirming_changes_it_and_tells_the_old_one(self, client, user):
        self.ask(client)
        visitor = Client()
        page = self.follow(visitor)
        assert "new@example.com" in visitor.get(page).content.decode()
        assert visitor.post(page)["Location"] == "/accounts/email/done/"
        outbox.flush()
        user.refresh_from_db()
        assert user.email == "new@example.com"
        assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
            ["ann@example.com"],
            "Your e-mail address was changed",
        )

    def test_a_link_works_once(self, client, user):
        self.ask(client)
        link, visitor = self.link(), Client()
        visitor.post(self.follow(visitor))
        assert Client().get(link).status_code == 404
        assert visitor.post("/accounts/email/opened/").status_code == 404

    @pytest.mark.parametrize("change", [{"email": "third@example.com"}, {"is_active": False}])
    def test_a_link_ends_with_what_it_was_made_for(self, client, user, change):
        self.ask(client)
        type(user).objects.update(**change)
        assert Client().get(self.link()).status_code == 404

    def test_a_link_ends_with_the_password(self, client, user):
        self.ask(client)
        user.set_password(BETTER)
        user.save()
        assert Client().get(self.link()).status_code == 404

    def test_a_link_ends_after_ten_minutes(self, client, user, monkeypatch):
        self.ask(client)
        then = time.time() + 601
        monkeypatch.setattr(time, "time", lambda: then)
        assert Client().get(self.link()).status_code == 404

    def test_nobodys_mailbox_is_filled_from_here(self, client, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"account-address": 2}}
        cache.clear()
        answers = [self.ask(client).status_code for _ in range(3)]
        assert answers == [303, 303, 429]
        assert len(mail.outbox) == 2

    def test_what_is_no_address_is_refused(self, client):
        assert self.ask(client, "nowhere").status_code == 400
        assert mail.outbox == []

    def test_whoever_confirms_too_late_is_told(self, client, monkeypatch):
        self.ask(client)
        visitor = Client()
        page = self.follow(visitor)
        monkeypatch.setattr(mailed, "_change_email", lambda user, address: False)
        assert visitor.post(page).status_code == 404

    def test_an_address_that_has_to_be_its_users_alone_is_left_to_them(self, user, django_user_model):
        table = django_user_model._meta.db_table
        django_user_model.objects.create_user("bob", "bob@example.com")
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE UNIQUE INDEX one_address ON {table} (email)")
        try:
            assert not mailed._change_email(user, "bob@example.com")
        finally:
            with connection.cursor() as cursor:
                cursor.execute("DROP INDEX one_address")

    def test_two_that_confirm_at_once_change_it_once(self, client, user):
        first, second = (type(user).objects.get() for _ in range(2))
        assert mailed._change_email(first, "first@example.com")
        assert not mailed._change_email(second, "second@example.com")
        user.refresh_from_db()
        assert user.email == "first@example.com"
