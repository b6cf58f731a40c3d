"""RFC 9470: a sign-in that is too old or too weak for what is asked."""

from __future__ import annotations

import json
import time

import pytest

from status_ref.http.challenges import parse_challenges
from tests.wire.matrix.forging import Token
from tests.wire.matrix.places import JSON, bearer, lines, of_scheme, problem

STRONG = "/api/strong/bearer-basic-session/"
POLICY = {"acr_values", "max_age"}


@pytest.fixture
def stale(site):
    """What a sign-in of an hour ago is answered when it moves the address for mail."""
    field = bearer(site.token.changed(auth_time=int(time.time()) - 3600))
    return site.ask("PATCH", "/api/profile/", field, JSON, body=b'{"email": "a@example.com"}')


@pytest.fixture
def weak(site):
    """What a password is answered where a stronger sign-in is needed."""
    return site.see("GET", STRONG, bearer(site.token.raw))


class TestSTEP01:
    def test_a_sign_in_that_is_too_old_is_a_401(self, stale):
        assert (stale.status, problem(stale)["code"]) == (401, "step-up-required")
        assert of_scheme(stale, "bearer").params["error"] == "insufficient_user_authentication"

    def test_so_is_one_that_is_too_weak(self, weak):
        assert weak.status == 401
        assert of_scheme(weak, "bearer").params["error"] == "insufficient_user_authentication"

    def test_a_strong_one_will_do(self, site):
        fresh = site.token.changed(acr="silver", auth_time=int(time.time()))
        assert site.see("GET", STRONG, bearer(fresh)).status == 200


class TestSTEP02:
    def test_classes_are_words_in_the_order_of_preference(self, weak):
        assert of_scheme(weak, "bearer").params["acr_values"] == "gold silver"

    def test_the_age_is_a_natural_number_quoted_or_not(self, stale):
        (line,) = [line for line in lines(stale) if "max_age" in line]
        (bare,) = parse_challenges(line.replace('max_age="300"', "max_age=300"))
        assert bare.params["max_age"] == "300"
        assert parse_challenges(line) == (bare,)


class TestSTEP03:
    def test_age_and_classes_may_come_together(self, weak):
        assert of_scheme(weak, "bearer").params.keys() >= POLICY

    def test_scopes_may_join_them(self, weak):
        assert of_scheme(weak, "bearer").params["scope"] == "profile:read"


class TestSTEP06:
    def test_refreshing_makes_no_sign_in_younger_or_stronger(self, site):
        signed_in = site.sign_in("ann")
        old = Token(signed_in["access_token"], site.key).claims
        refreshed = json.loads(site.refresh(signed_in["refresh_token"]).body)
        new = Token(refreshed["access_token"], site.key).claims
        assert (new["auth_time"], new.get("acr")) == (old["auth_time"], old.get("acr"))


class TestSTEP07:
    @pytest.mark.parametrize("kind", ["nothing", "garbage", "expired", "too little scope"])
    def test_whoever_is_not_yet_known_learns_nothing_of_the_policy(self, site, kind):
        field = {
            "nothing": "Authorization: ",
            "garbage": "Authorization: Bearer a.b.c",
            "expired": bearer(site.token.changed(exp=1)),
            "too little scope": bearer(site.token.changed(scope="")),
        }[kind]
        assert not POLICY & of_scheme(site.see("GET", STRONG, field), "bearer").params.keys()
