"""The profile API and the report for staff."""

import pytest
from rest_framework.test import APIClient

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
            *(b'{"email": "nowhere"}', b'{"email": {}}', b'{"first_name": "\\u0000"}'),
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

    @pytest.mark.parametrize(("age", "answer"), [(10, (200, None)), (400, (401, "step-up-required"))])
    def test_changing_the_address_needs_a_fresh_sign_in(self, call, age, answer):
        assert call("patch", ["profile:write"], age, email="sam@example.com") == answer

    def test_changing_something_else_does_not(self, call):
        assert call("patch", ["profile:write"], 400, first_name="Sam") == (200, None)
