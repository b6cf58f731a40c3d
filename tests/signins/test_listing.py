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
    return tokens.sign_in(user, ["sign-ins"], client="curl")


@pytest.fixture
def other(user):
    return tokens.sign_in(user, client="tablet")


@pytest.fixture
def bobs(django_user_model):
    return tokens.sign_in(django_user_model.objects.create_user("bob"))


@pytest.fixture
def headers(mine):
    return bearer(mine)


@pytest.fixture
def browser(user):
    """A browser whose session carries its sign-in."""
    client = Client()
    client.force_login(user)
    client.made = SignIn.objects.get(sid=client.session[SESSION_SID])
    return client


@pytest.fixture
def narrow(user):
    """A token that was granted something else."""
    return bearer(tokens.sign_in(user, ["profile:read"]))


@pytest.fixture
def stale(user):
    """A token of somebody who signed in more than five minutes ago."""
    return bearer(tokens.sign_in(user, ["sign-ins"], age=301))


def bearer(sign_in):
    return {"authorization": f"Bearer {AccessToken.of(sign_in)}"}


def answer(response):
    return response.status_code, response.json()["code"]


def basic():
    return {"authorization": "Basic " + b64encode(f"ann:{PASSWORD}".encode()).decode()}


def grow_old(browser):
    session = browser.session
    session["auth_time"] -= 301
    session.save()


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
        assert answer(client.get(ADDRESS)) == (401, "credentials-missing")

    def test_needs_the_scope(self, client, narrow):
        response = client.get(ADDRESS, headers=narrow)
        assert answer(response) == (403, "scope-insufficient")
        assert 'error="insufficient_scope"' in response["WWW-Authenticate"]
        assert 'scope="sign-ins"' in response["WWW-Authenticate"]

    def test_needs_no_fresh_sign_in(self, client, stale):
        assert client.get(ADDRESS, headers=stale).status_code == 200

    def test_the_scope_has_the_name_that_the_project_gives_it(self, client, narrow, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"SIGN_INS_SCOPE": "profile:read"}
        assert client.get(ADDRESS, headers=narrow).status_code == 200

    def test_is_open_to_a_token_that_asked_for_nothing(self, client, sign_in):
        headers = {"authorization": f"Bearer {sign_in().json()['access_token']}"}
        assert client.get(ADDRESS, headers=headers).status_code == 200

    def test_is_not_open_to_a_token_that_asked_for_something_else(self, client, sign_in):
        headers = {"authorization": f"Bearer {sign_in(scope='profile:read').json()['access_token']}"}
        assert client.get(ADDRESS, headers=headers).status_code == 403

    def test_refreshing_with_fewer_scopes_closes_it(self, client, sign_in):
        grant = {"grant_type": "refresh_token", "scope": "profile:read"}
        grant["refresh_token"] = sign_in().json()["refresh_token"]
        token = client.post("/api/token/refresh/", grant, "application/json").json()["access_token"]
        headers = {"authorization": f"Bearer {token}"}
        assert client.get(ADDRESS, headers=headers).status_code == 403


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

    @pytest.mark.parametrize("scope", ["sign-ins", "profile:read"])
    def test_this_one_needs_neither_the_scope_nor_a_fresh_sign_in(self, client, user, scope):
        own = tokens.sign_in(user, [scope], age=301)
        assert client.delete(f"{ADDRESS}{own.sid}/", headers=bearer(own)).status_code == 204
        assert going_on() == set()

    def test_this_one_of_a_browser_needs_no_fresh_sign_in(self, browser):
        grow_old(browser)
        assert browser.delete(f"{ADDRESS}{browser.made.sid}/").status_code == 204

    def test_another_needs_the_scope(self, client, narrow, other):
        response = client.delete(f"{ADDRESS}{other.sid}/", headers=narrow)
        assert answer(response) == (403, "scope-insufficient")
        assert other in going_on()

    def test_another_needs_a_fresh_sign_in(self, client, stale, other):
        response = client.delete(f"{ADDRESS}{other.sid}/", headers=stale)
        assert answer(response) == (401, "step-up-required")
        assert other in going_on()

    def test_another_needs_one_of_a_browser_too(self, browser, other):
        grow_old(browser)
        response = browser.delete(f"{ADDRESS}{other.sid}/")
        assert answer(response) == (401, "step-up-required")
        assert other in going_on()

    def test_nobody_is_told_whether_it_exists_before_that(self, client, stale, bobs):
        assert client.delete(f"{ADDRESS}{bobs.sid}/", headers=stale).status_code == 401

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

    @pytest.mark.parametrize("query", ["", "?all=true"])
    def test_needs_the_scope(self, client, narrow, other, query):
        response = client.delete(ADDRESS + query, headers=narrow)
        assert answer(response) == (403, "scope-insufficient")
        assert other in going_on()

    @pytest.mark.parametrize("query", ["", "?all=true"])
    def test_needs_a_fresh_sign_in(self, client, stale, other, query):
        response = client.delete(ADDRESS + query, headers=stale)
        assert answer(response) == (401, "step-up-required")
        assert 'error="insufficient_user_authentication"' in response["WWW-Authenticate"]
        assert 'max_age="300"' in response["WWW-Authenticate"]
        assert other in going_on()

    def test_needs_one_of_a_browser_too(self, browser, other):
        grow_old(browser)
        assert answer(browser.delete(ADDRESS)) == (401, "step-up-required")
        assert other in going_on()

    def test_how_fresh_is_for_the_project_to_say(self, client, stale, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"FRESH_SIGN_IN": 600}
        assert client.delete(ADDRESS, headers=stale).status_code == 204

    def test_another_site_cannot(self, user, mine):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        assert answer(client.delete(ADDRESS)) == (403, "csrf-failed")
