"""The profile API and the report for staff."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from rest_framework.test import APIClient

from status_ref.accounts.outbox import outbox
from tests import tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("ann", "ann@example.com", "correct horse")


@pytest.fixture
def api(user):
    client = APIClient()
    token = tokens.access(user, ["profile:read", "profile:write"])
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


class TestProfile:
    def test_shows_what_is_needed_and_no_more(self, api):
        response = api.get("/api/profile/")
        assert set(response.data) == {"username", "email", "first_name", "last_name", "date_joined"}
        assert response["Cache-Control"] == "no-store"

    def test_changes(self, api, user):
        response = api.patch("/api/profile/", {"first_name": "Ann"}, format="json")
        user.refresh_from_db()
        assert (response.data["first_name"], user.first_name, user.email) == ("Ann", "Ann", "ann@example.com")

    @pytest.mark.parametrize(
        "field", ["username", "password", "is_staff", "is_superuser", "is_active", "id", "pk"]
    )
    def test_changes_nothing_else(self, api, user, django_user_model, field):
        before = django_user_model.objects.values().get()
        assert api.patch("/api/profile/", {field: "7"}, format="json").status_code == 200
        assert django_user_model.objects.values().get() == before

    @pytest.mark.parametrize("sent", [b"{", b"{}", b"[1]"])
    def test_asks_who_it_is_before_it_reads(self, client, sent):
        assert client.patch("/api/profile/", sent, "application/json").status_code == 401

    def test_does_not_undo_what_happened_meanwhile(self, api, user, django_user_model):
        api.credentials()
        api.force_authenticate(user)  # as it was when the request began
        django_user_model.objects.update(is_active=False)
        api.patch("/api/profile/", {"first_name": "Ann"}, format="json")
        user.refresh_from_db()
        assert (user.first_name, user.is_active) == ("Ann", False)

    @pytest.mark.parametrize(
        "sent",
        [
            *(b'{"email": "nowhere"}', b'{"email": {}}', b'{"email": ""}', b'{"email": null}'),
            b'{"first_name": "\\u0000"}',
            *(
                b'{"last_name": "\\ud800"}',
                b'{"email": NaN}',
                b"[1]",
                b'"x"',
                b"1",
                b"{",
                b"\xff",
                b"[" * 5000,
            ),
        ],
    )
    def test_refuses_what_it_cannot_keep(self, api, sent):
        assert api.patch("/api/profile/", sent, content_type="application/json").status_code == 400

    @pytest.mark.parametrize("sent", [b"", b"{}", b"null"])
    def test_nothing_sent_is_no_500(self, api, sent):
        assert api.patch("/api/profile/", sent, content_type="application/json").status_code < 500

    def test_needs_somebody(self, client):
        assert client.get("/api/profile/").status_code == 401


@pytest.mark.django_db(transaction=True)
class TestAddress:
    """Another address for mail is confirmed from there before it is written."""

    def move(self, api, **fields):
        response = api.patch("/api/profile/", {"email": "new@example.com"} | fields, format="json")
        outbox.flush()
        return response

    def test_is_sent_a_link_and_not_yet_written(self, api, user):
        response = self.move(api)
        user.refresh_from_db()
        assert (response.status_code, response.data["email"], user.email) == (202, *["ann@example.com"] * 2)
        (letter,) = mail.outbox
        assert letter.to == ["new@example.com"]

    def test_is_written_when_the_link_is_followed(self, api, user, client):
        self.move(api)
        link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
        client.post(client.get(link)["Location"])
        user.refresh_from_db()
        assert user.email == "new@example.com"

    def test_leaves_the_rest_to_be_written_at_once(self, api, user):
        assert self.move(api, first_name="Ann").data["first_name"] == "Ann"
        user.refresh_from_db()
        assert (user.first_name, user.email) == ("Ann", "ann@example.com")

    def test_the_one_that_there_is_needs_no_link(self, api):
        assert self.move(api, email="ann@example.com").status_code == 200
        assert mail.outbox == []

    def test_nobodys_mailbox_is_filled_from_here(self, api, user, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"account-address": 1}}
        cache.clear()
        answers = [self.move(api, first_name=name) for name in ("first", "second")]
        assert [answer.status_code for answer in answers] == [202, 429]
        assert "Retry-After" in answers[1]
        user.refresh_from_db()
        assert (user.first_name, len(mail.outbox)) == ("first", 1)


class TestStaff:
    def test_counts_the_accounts(self, api, user):
        user.is_staff = True
        user.save()
        assert api.get("/api/staff/").data == {"accounts": 1}

    def test_is_for_staff_only(self, api):
        assert api.get("/api/staff/").status_code == 403


class TestScopes:
    """What a token may do with the profile."""

    @pytest.fixture
    def call(self, client, django_user_model):
        user = django_user_model.objects.create_user("sam")

        def call(method, scope, age=0, **body):
            token = tokens.access(user, scope, age)
            headers = {"authorization": f"Bearer {token}"}
            response = getattr(client, method)("/api/profile/", body, "application/json", headers=headers)
            return response.status_code, response.json().get("code")

        return call

    def test_reading_needs_read(self, client, django_user_model):
        token = tokens.access(django_user_model.objects.create_user("sam"), ["profile:write"])
        response = client.get("/api/profile/", headers={"authorization": f"Bearer {token}"})
        assert (response.status_code, response.json()["code"]) == (403, "scope-insufficient")

    @pytest.mark.parametrize(
        ("scope", "answer"), [("profile:write", (200, None)), ("profile:read", (403, "scope-insufficient"))]
    )
    def test_changing_needs_write(self, call, scope, answer):
        assert call("patch", [scope], first_name="Sam") == answer

    @pytest.mark.parametrize(("age", "answer"), [(10, (202, None)), (400, (401, "step-up-required"))])
    def test_changing_the_address_needs_a_fresh_sign_in(self, call, age, answer):
        assert call("patch", ["profile:write"], age, email="sam@example.com") == answer

    def test_changing_something_else_does_not(self, call):
        assert call("patch", ["profile:write"], 400, first_name="Sam") == (200, None)
