"""Ending: what ends, what goes on, and who hears of it."""

from base64 import b64encode
from pathlib import Path

import pytest
from rest_framework.response import Response

from authdemo.profile.api import ProfileView
from status_ref.signins import ending, signals
from status_ref.signins.models import SESSION_SID, Reason, SignIn
from tests import tokens
from tests.signins.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PROFILE = "/api/profile/"
SIGN_INS = (Path(__file__).parents[2] / "docs/sign-ins.md").read_text()


@pytest.fixture
def three(user):
    return [tokens.sign_in(user) for _ in range(3)]


@pytest.fixture
def other(django_user_model):
    return tokens.sign_in(django_user_model.objects.create_user("bob"))


def going_on():
    return set(SignIn.objects.live())


def test_one(three, other):
    assert ending.end_one(three[0], Reason.SIGNED_OUT)
    assert going_on() == {*three[1:], other}


def test_one_that_has_ended_already(three):
    ending.end_one(three[0], Reason.SIGNED_OUT)
    assert not ending.end_one(three[0], Reason.ENDED_BY_OWNER)
    three[0].refresh_from_db()
    assert three[0].end_reason == Reason.SIGNED_OUT


def test_the_others(user, three, other):
    assert ending.end_others(user, three[0]) == 2
    assert going_on() == {three[0], other}


def test_all_of_a_user(user, three, other):
    assert ending.end_all(user) == 3
    assert going_on() == {other}


def test_everybodys(three, other):
    assert ending.end_everybodys() == 4
    assert not going_on()


class TestANewPassword:
    def test_ends_the_others_and_this_one_goes_on(self, user, three, other):
        user.set_password("another one")
        user.save()
        assert ending.password_changed(user, three[0]) == 2
        assert going_on() == {three[0], other}
        assert SignIn.objects.select_related("user").get(pk=three[0].pk).failure() is None

    def test_ends_all_where_none_is_kept(self, user, three):
        user.set_password("another one")
        assert ending.password_changed(user, None) == 3


class TestAViewOfAProject:
    """What docs/sign-ins.md says of it, done."""

    @pytest.fixture
    def change(self, monkeypatch):
        """Change the password with a view that does what the page says."""
        said = (
            SIGN_INS.split("A view of your own says so:", 1)[1].split("```python\n", 1)[1].split("```", 1)[0]
        )
        names: dict = {}
        exec(said, names)

        def get(view, request):
            names["change_password"](request, "quite another set of words")
            return Response(status=204)

        # Which view it is does not matter, but for its authenticators.
        monkeypatch.setattr(ProfileView, "get", get)
        return lambda client, **fields: client.get(PROFILE, headers=fields).status_code

    @pytest.fixture
    def another(self, user):
        return tokens.sign_in(user)

    def test_by_token(self, client, user, change, another):
        held = tokens.access(user, ["profile:read"])
        assert change(client, authorization=f"Bearer {held}") == 204
        assert going_on() == {held.sign_in}
        assert client.get(PROFILE, headers={"authorization": f"Bearer {held}"}).status_code == 204
        assert "sessionid" not in client.cookies

    def test_by_session(self, client, user, change, another):
        client.force_login(user)
        assert change(client) == 204
        assert going_on() == {SignIn.objects.get(sid=client.session[SESSION_SID])}
        assert client.get("/profile/").status_code == 200

    def test_by_name_and_password(self, client, user, change, another):
        field = b64encode(f"ann:{PASSWORD}".encode()).decode()
        assert change(client, authorization=f"Basic {field}") == 204
        assert going_on() == set()


class TestSwitchingOff:
    def test_ends_all(self, user, three, other):
        user.is_active = False
        user.save()
        assert going_on() == {other}

    def test_ends_them_for_good(self, user, three):
        user.is_active = False
        user.save()
        user.is_active = True
        user.save()
        assert not SignIn.objects.going_on(user)

    def test_leaves_an_active_account_alone(self, user, three):
        user.save()
        assert going_on() == set(three)


class TestSignal:
    @pytest.fixture
    def heard(self):
        got = []

        def hear(sender, signal, **kwargs):
            got.append(kwargs)

        signals.ended.connect(hear)
        yield got
        signals.ended.disconnect(hear)

    def test_says_which_one(self, user, three, heard):
        ending.end_one(three[0], Reason.SIGNED_OUT)
        assert heard == [{"user": user, "reason": Reason.SIGNED_OUT, "sid": three[0].sid, "count": 1}]

    def test_says_how_many(self, user, three, heard):
        ending.end_all(user, Reason.ENDED_BY_STAFF)
        assert heard == [{"user": user, "reason": Reason.ENDED_BY_STAFF, "sid": None, "count": 3}]

    def test_is_silent_where_nothing_ended(self, user, heard):
        ending.end_all(user)
        assert heard == []
