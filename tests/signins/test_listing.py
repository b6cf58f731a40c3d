"""An owner's sign-ins: seen and ended."""

from base64 import b64encode

import pytest
from django.test import Client

from status_ref.signins.models import SESSION_SID, Reason, SignIn
from status_ref.signins.tokens import AccessToken
from tests import tokens
from tests.signins.conftest import PASSWORD

pytestmark = pytest.mark.django_db

ADDRESS = "/api/sign-ins/"


@pytest.fixture
def mine(user):
    return tokens.sign_in(user, client="curl")


@pytest.fixture
def other(user):
    return tokens.sign_in(user, client="tablet")


@pytest.fixture
def bobs(django_user_model):
    return tokens.sign_in(django_user_model.objects.create_user("bob"))


@pytest.fixture
def headers(mine):
    return {"authorization": f"Bearer {AccessToken.of(mine)}"}


@pytest.fixture
def browser(user):
    """A browser whose session carries its sign-in."""
    client = Client()
    client.force_login(user)
    client.made = SignIn.objects.get(sid=client.session[SESSION_SID])
    return client


def basic():
    return {"authorization": "Basic " + b64encode(f"ann:{PASSWORD}".encode()).decode()}


def going_on():
    return set(SignIn.objects.live())


class TestList:
    def test_shows_what_tells_one_from_another(self, client, headers):
        (shown,) = client.get(ADDRESS, headers=headers).json()
        assert set(shown) == {
            "id",
            "kind",
            "client",
            "scope",
            "signed_in",
            "last_used",
            "expires",
            "this_one",
        }

    def test_says_which_is_this_one(self, client, headers, mine, other):
        shown = {each["id"]: each["this_one"] for each in client.get(ADDRESS, headers=headers).json()}
        assert shown == {mine.sid: True, other.sid: False}

    def test_says_it_to_a_browser(self, browser, mine):
        shown = {each["kind"]: each["this_one"] for each in browser.get(ADDRESS).json()}
        assert shown == {"browser": True, "token": False}

    def test_a_name_with_a_password_is_none_of_them(self, client, mine):
        (shown,) = client.get(ADDRESS, headers=basic()).json()
        assert not shown["this_one"]

    def test_leaves_out_other_peoples(self, client, headers, bobs):
        assert bobs.sid not in client.get(ADDRESS, headers=headers).content.decode()

    def test_leaves_out_what_ended(self, client, headers, other):
        SignIn.objects.filter(pk=other.pk).end(Reason.SIGNED_OUT)
        assert len(client.get(ADDRESS, headers=headers).json()) == 1

    def test_takes_two_queries_however_many_there_are(self, client, user, headers, django_assert_num_queries):
        for _ in range(5):
            tokens.sign_in(user)
        with django_assert_num_queries(2):
            assert len(client.get(ADDRESS, headers=headers).json()) == 6

    def test_is_never_stored(self, client, headers):
        assert client.get(ADDRESS, headers=headers)["Cache-Control"] == "no-store"

    def test_is_for_the_signed_in(self, client):
        response = client.get(ADDRESS)
        assert (response.status_code, response.json()["code"]) == (401, "credentials-missing")


class TestEndOne:
    def test_of_mine(self, client, headers, mine, other):
        assert client.delete(f"{ADDRESS}{other.sid}/", headers=headers).status_code == 204
        assert going_on() == {mine}

    def test_this_one(self, client, headers, mine):
        client.delete(f"{ADDRESS}{mine.sid}/", headers=headers)
        assert client.get(ADDRESS, headers=headers).json()["code"] == "token-revoked"

    def test_says_why(self, client, headers, other):
        client.delete(f"{ADDRESS}{other.sid}/", headers=headers)
        other.refresh_from_db()
        assert other.end_reason == Reason.ENDED_BY_OWNER

    def test_not_of_others(self, client, headers, bobs):
        assert client.delete(f"{ADDRESS}{bobs.sid}/", headers=headers).status_code == 404
        assert bobs in going_on()

    @pytest.mark.parametrize("sid", ["x", "%00", "%F0%9F%8D%B3", "x" * 5000])
    def test_not_of_nobody(self, client, headers, sid):
        assert client.delete(f"{ADDRESS}{sid}/", headers=headers).status_code == 404

    def test_not_twice(self, client, headers, other):
        answers = [client.delete(f"{ADDRESS}{other.sid}/", headers=headers).status_code for _ in range(2)]
        assert answers == [204, 404]


class TestEndMany:
    def test_all_others(self, client, headers, mine, other, bobs):
        assert client.delete(ADDRESS, headers=headers).status_code == 204
        assert going_on() == {mine, bobs}

    def test_all_others_of_a_browser(self, browser, mine, other):
        browser.delete(ADDRESS)
        assert going_on() == {browser.made}

    def test_really_all(self, client, headers, mine, other, bobs):
        client.delete(ADDRESS + "?all=true", headers=headers)
        assert going_on() == {bobs}

    def test_with_a_password_all_are_others(self, client, mine, other):
        client.delete(ADDRESS, headers=basic())
        assert going_on() == set()

    def test_a_word_that_means_nothing_ends_nothing(self, client, headers, mine, other):
        assert client.delete(ADDRESS + "?all=1", headers=headers).status_code == 400
        assert going_on() == {mine, other}

    def test_another_site_cannot(self, user, mine):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        response = client.delete(ADDRESS)
        assert (response.status_code, response.json()["code"]) == (403, "csrf-failed")
