"""Several challenges in one response."""

import copy
import pickle

from status_ref.http import schemes
from status_ref.responses import ChallengeResponse

BEARER, BASIC = schemes.bearer("api"), schemes.basic("api")


def lines(response):
    return [value for name, value in response.items() if name == "WWW-Authenticate"]


def test_each_challenge_has_a_line():
    assert lines(ChallengeResponse(status=401).challenge(BEARER, BASIC)) == [str(BEARER), str(BASIC)]


def test_the_joined_value_stays_readable():
    assert ChallengeResponse().challenge(BEARER, BASIC)["WWW-Authenticate"] == f"{BEARER}, {BASIC}"


def test_one_line_by_setting(settings):
    settings.STATUS_REF = {"JOIN_CHALLENGES": True}
    assert lines(ChallengeResponse().challenge(BEARER, BASIC)) == [f"{BEARER}, {BASIC}"]


def test_whoever_sets_the_field_later_has_the_last_word():
    response = ChallengeResponse().challenge(BEARER, BASIC)
    response["www-authenticate"] = "Negotiate"
    assert [value for name, value in response.items() if name.lower() == "www-authenticate"] == ["Negotiate"]


def test_without_challenges_nothing_is_added():
    assert lines(ChallengeResponse()) == []


def test_a_later_call_replaces_the_earlier():
    assert lines(ChallengeResponse().challenge(BEARER).challenge(BASIC)) == [str(BASIC)]


def test_copies_keep_their_lines():
    response = ChallengeResponse().challenge(BEARER, BASIC)
    assert lines(copy.copy(response)) == lines(pickle.loads(pickle.dumps(response))) == lines(response)
