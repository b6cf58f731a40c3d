"""The page on which an owner sees and ends sign-ins."""

import pytest
from django.test import Client

from status_ref.signins.models import SESSION_SID, Reason, SignIn
from tests import tokens
from tests.signins.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"


@pytest.fixture
def browser(user):
    client = Client()
    client.post("/accounts/login/", {"username": "ann", "password": PASSWORD})
    return client


@pytest.fixture
def tablet(user):
    return tokens.sign_in(user, client="<tablet>")


@pytest.fixture
def bobs(django_user_model):
    return tokens.sign_in(django_user_model.objects.create_user("bob"), client="bobs")


def text(browser):
    return browser.get(PAGE).content.decode()


def grow_old(browser):
    session = browser.session
    session["auth_time"] -= 301
    session.save()


def reason(sign_in):
    sign_in.refresh_from_db()
    return sign_in.end_reason


class TestPage:
    def test_lists_what_goes_on(self, browser, tablet, bobs):
        page = text(browser)
        assert "&lt;tablet&gt;" in page
        assert "bobs" not in page

    def test_says_which_is_this_one(self, browser, tablet):
        (this,) = [part for part in text(browser).split("<li")[1:] if "This one" in part]
        assert browser.session[SESSION_SID] in this

    def test_offers_to_end_all_others_where_there_are_some(self, browser):
        assert "End all others" not in text(browser)

    def test_is_never_stored(self, browser):
        assert "no-store" in browser.get(PAGE)["Cache-Control"]

    def test_is_the_owners_alone(self, client):
        assert client.get(PAGE).status_code == client.post(PAGE, {"end": "others"}).status_code == 401

    def test_is_linked_from_the_profile(self, browser):
        assert f'href="{PAGE}"' in browser.get("/profile/").content.decode()

    def test_works_for_a_session_that_no_sign_in_is_known_of(self, user, tablet, settings):
        settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
        client = Client()
        client.force_login(user)
        assert "This one" not in text(client)
        client.post(PAGE, {"end": "others"})
        assert reason(tablet) == Reason.ENDED_BY_OWNER


class TestForm:
    def test_ends_one(self, browser, tablet):
        response = browser.post(PAGE, {"end": tablet.sid})
        assert (response.status_code, response["Location"]) == (303, PAGE)
        assert reason(tablet) == Reason.ENDED_BY_OWNER

    def test_ends_all_others(self, browser, tablet, bobs):
        browser.post(PAGE, {"end": "others"})
        assert (reason(tablet), reason(bobs)) == (Reason.ENDED_BY_OWNER, "")
        assert "This one" in text(browser)

    def test_logs_out(self, browser):
        response = browser.post(PAGE, {"end": browser.session[SESSION_SID]})
        assert response.cookies["sessionid"]["max-age"] == 0
        assert reason(SignIn.objects.get()) == Reason.SIGNED_OUT

    @pytest.mark.parametrize("which", ["others", "tablet", "x" * 22])
    def test_ending_others_needs_a_fresh_sign_in(self, browser, tablet, which):
        grow_old(browser)
        response = browser.post(PAGE, {"end": tablet.sid if which == "tablet" else which})
        page = response.content.decode()
        assert response.status_code == 401
        assert "step-up-required" in page
        assert f'name="next" value="{PAGE}"' in page
        assert reason(tablet) == ""

    def test_whoever_signs_in_again_goes_on(self, browser, tablet):
        grow_old(browser)
        sent = {"username": "ann", "password": PASSWORD, "next": PAGE}
        assert browser.post("/accounts/login/", sent)["Location"] == PAGE
        browser.post(PAGE, {"end": "others"})
        assert reason(tablet) == Reason.ENDED_BY_OWNER

    def test_logging_out_and_looking_need_none(self, browser):
        grow_old(browser)
        assert browser.get(PAGE).status_code == 200
        assert browser.post(PAGE, {"end": browser.session[SESSION_SID]}).status_code == 303
        assert reason(SignIn.objects.get()) == Reason.SIGNED_OUT

    def test_sent_twice_does_no_harm(self, browser, tablet):
        answers = [browser.post(PAGE, {"end": tablet.sid}).status_code for _ in range(2)]
        assert answers == [303, 303]

    @pytest.mark.parametrize("sent", ["", "x", "a" * 22, "a\x00" * 11, "\u00fc" * 22])
    def test_does_not_find_nonsense(self, browser, sent):
        assert browser.post(PAGE, {"end": sent}).status_code == 404

    def test_does_not_find_other_peoples(self, browser, bobs):
        assert browser.post(PAGE, {"end": bobs.sid}).status_code == 404
        assert reason(bobs) == ""

    def test_needs_the_csrf_token(self, user):
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        assert client.post(PAGE, {"end": "others"}).status_code == 403
