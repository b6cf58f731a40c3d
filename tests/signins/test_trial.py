"""Tokens in every state for whoever asks, and no more than two rows for all of them."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.utils import timezone

from status_ref.accounts.forms import RegisterForm
from status_ref.signins.models import SignIn
from status_ref.signins.trial import ACCOUNT, QUOTA
from tests import tokens

pytestmark = pytest.mark.django_db

PATH = "/api/try/"
STATES = {
    "expired": (401, "token-expired"),
    "revoked": (401, "token-revoked"),
    "narrow": (403, "scope-insufficient"),
    "good": (200, None),
}


@pytest.fixture
def ask(client):
    cache.clear()
    return lambda: client.post(PATH)


def outcome(client, token):
    answer = client.get("/api/profile/", headers={"authorization": f"Bearer {token}"})
    return answer.status_code, json.loads(answer.content).get("code")


class TestTokens:
    def test_are_answered_each_in_its_own_way(self, client, ask):
        given = ask().json()
        assert {state: outcome(client, token) for state, token in given.items()} == STATES

    def test_are_of_the_same_two_sign_ins_for_everybody(self, client, ask):
        ask()
        before = set(SignIn.objects.values_list("sid", flat=True))
        ask()
        assert (len(before), set(SignIn.objects.values_list("sid", flat=True))) == (2, before)

    def test_one_that_a_visitor_revoked_is_replaced_without_leaving_a_row(self, client, ask):
        for _ in range(3):
            client.post("/api/token/revoke/", {"token": ask().json()["good"]}, "application/json")
        assert {state: outcome(client, token) for state, token in ask().json().items()} == STATES
        assert SignIn.objects.count() == 2

    def test_are_of_new_sign_ins_when_the_old_ones_run_out(self, client, ask):
        ask()
        SignIn.objects.update(idle_until=timezone.now() + timedelta(minutes=1))
        assert {state: outcome(client, token) for state, token in ask().json().items()} == STATES
        assert SignIn.objects.count() == 2

    def test_leave_the_sign_ins_of_others_alone(self, client, ask, user):
        theirs = tokens.sign_in(user)
        ask()
        assert SignIn.objects.filter(pk=theirs.pk).exists()

    def test_are_given_whatever_credentials_come_along(self, client):
        assert client.post(PATH, headers={"authorization": "Bearer stale"}).status_code == 200


class TestAccount:
    @pytest.mark.parametrize("password", ["", "!", ACCOUNT])
    def test_lets_nobody_in(self, ask, password):
        ask()
        assert authenticate(username=ACCOUNT, password=password) is None

    def test_has_a_name_that_nobody_can_register(self):
        form = RegisterForm({"username": ACCOUNT, "password": "correct horse battery staple"})
        assert list(form.errors) == ["username"]


class TestLimits:
    def test_an_address_gets_so_many_in_a_minute(self, ask):
        answers = [ask() for _ in range(QUOTA + 1)]
        assert {answer.status_code for answer in answers[:-1]} == {200}
        assert (answers[-1].status_code, 0 < int(answers[-1]["Retry-After"]) <= 61) == (429, True)

    def test_without_a_key_it_is_a_503(self, ask, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"KEYS": ("/nowhere/at/all.pem",)}
        answer = ask()
        assert (answer.status_code, answer.json()["code"]) == (503, "service-unavailable")

    def test_without_a_cache_it_is_a_503(self, client, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS_CACHE": "nowhere"}
        answer = client.post(PATH)
        assert (answer.status_code, answer.json()["code"]) == (503, "service-unavailable")


def test_is_no_part_of_the_document(client):
    assert PATH not in client.get("/api/schema/?format=json").json()["paths"]
