"""The commands that end and clean, and the admin's list."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from status_ref.signins.models import Reason, SignIn
from tests import tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def run(*arguments):
        call_command(*arguments)
        return capsys.readouterr().out

    return run


class TestEnd:
    def test_one_users(self, run, user, django_user_model):
        tokens.sign_in(user)
        other = tokens.sign_in(django_user_model.objects.create_user("bob"))
        assert run("status_ref_end", "ann") == "Ended: 1.\n"
        assert list(SignIn.objects.live()) == [other]

    def test_everybodys(self, run, user):
        tokens.sign_in(user)
        assert run("status_ref_end", "--all") == "Ended: 1.\n"
        assert SignIn.objects.get().end_reason == Reason.ENDED_BY_STAFF

    def test_a_name_that_nobody_has(self, user):
        with pytest.raises(CommandError, match="There is no user 'bob'"):
            call_command("status_ref_end", "bob")

    def test_nobody_by_accident(self, user):
        with pytest.raises(CommandError):
            call_command("status_ref_end")


class TestClean:
    def test_removes_what_ran_out_in_batches(self, run, user, django_assert_num_queries):
        for _ in range(5):
            tokens.sign_in(user, idle_until=timezone.now() - timedelta(days=8))
        with django_assert_num_queries(7):
            assert run("status_ref_clean", "--batch", "2") == "Removed: 5.\n"

    @pytest.mark.parametrize(
        "fields", [{}, {"idle_until": timezone.now() - timedelta(days=6)}, {"ended_at": timezone.now()}]
    )
    def test_leaves_the_rest(self, run, user, fields):
        tokens.sign_in(user, **fields)
        assert run("status_ref_clean") == "Removed: 0.\n"

    def test_removes_what_ended_when_it_would_have_run_out(self, run, user):
        old = timezone.now() - timedelta(days=8)
        tokens.sign_in(user, ended_at=old, idle_until=old)
        assert run("status_ref_clean") == "Removed: 1.\n"


class TestAdmin:
    @pytest.fixture
    def made(self, user):
        return tokens.sign_in(user, client="curl")

    def test_lists(self, admin_client, made):
        page = admin_client.get("/admin/status_ref_signins/signin/").content.decode()
        assert made.sid in page
        assert "curl" in page

    def test_list_costs_the_same_for_many(self, admin_client, user, django_assert_max_num_queries):
        for _ in range(20):
            tokens.sign_in(user)
        with django_assert_max_num_queries(6):
            response = admin_client.get("/admin/status_ref_signins/signin/")
        assert response.status_code == 200

    def test_ends(self, admin_client, made):
        chosen = {"action": "end", "_selected_action": [made.pk]}
        page = admin_client.post("/admin/status_ref_signins/signin/", chosen, follow=True)
        made.refresh_from_db()
        assert made.end_reason == Reason.ENDED_BY_STAFF
        assert "Ended: 1." in page.content.decode()

    def test_shows_no_seed(self, admin_client, made):
        page = admin_client.get(f"/admin/status_ref_signins/signin/{made.pk}/change/")
        assert page.status_code == 200
        assert not {"seed", "auth_hash", "session_digest"} & set(page.context["adminform"].readonly_fields)
        assert made.auth_hash not in page.content.decode()

    def test_makes_none(self, admin_client):
        assert admin_client.get("/admin/status_ref_signins/signin/add/").status_code == 403

    def test_lets_users_be_deleted_with_theirs(self, admin_client, made, user):
        admin_client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})
        assert not SignIn.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    "arguments", [("--days", "-60"), ("--batch", "0"), ("--batch", "-1"), ("--days", "x")]
)
def test_odd_numbers_remove_nothing(user, arguments):
    tokens.sign_in(user)
    with pytest.raises(CommandError):
        call_command("status_ref_clean", *arguments)
    assert SignIn.objects.count() == 1
