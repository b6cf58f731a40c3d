"""A dump of database and cache, taken while sessions, tokens and opened links live, signs nobody in."""

import json
import re
from io import StringIO
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from status_ref.accounts import tickets
from status_ref.accounts.tickets import Purpose
from tests.signins.conftest import PASSWORD

pytestmark = pytest.mark.django_db
TRIED = {"cookie", "access", "refresh", "reset", "email"}
STRINGS = (rb"[!-~]{16,}", rb"[\w.:-]{16,}", rb"[\w.-]{16,}", rb"[A-Za-z0-9]{16,}")


@pytest.fixture
def secrets(client, sign_in, user):
    """What signs in, mailed links that were opened among it: each of them does."""
    cache.clear()
    browser = Client()
    browser.post("/accounts/login/", {"username": "ann", "password": PASSWORD})
    browser.get("/accounts/sessions/")
    body = sign_in().json()
    # A log-in ends links to a new password, so they are mailed after it.
    user.refresh_from_db()
    links = [tickets.make(purpose, user, "new@example.com") for purpose in Purpose]
    for page, token in zip(("reset", "email"), links, strict=True):
        assert browser.get(f"/accounts/{page}/{token}/").status_code == 303
    return {browser.cookies["sessionid"].value, body["access_token"], body["refresh_token"], *links}


def dump():
    """Every byte that both hold, sessions as they are written and as they are read."""
    written = StringIO()
    call_command("dumpdata", "--all", stdout=written)
    read = [json.dumps(row.get_decoded()).encode() for row in Session.objects.all()]
    return written.getvalue().encode() + b"\n".join([*read, *cached()])


def cached():
    store = cache._cache
    if isinstance(store, dict):
        return [part for key, value in store.items() for part in (key.encode(), value)]
    redis = store.get_client(write=True)
    return [part for key in redis.scan_iter() for part in (key, redis.get(key))]


def strings(content):
    return {found.decode() for pattern in STRINGS for found in re.findall(pattern, content)}


def signs_in(text):
    """Tell as what a string signs in."""
    grant = {"grant_type": "refresh_token", "refresh_token": text}
    answers = {
        "cookie": Client().get("/profile/", headers={"cookie": f"sessionid={text}"}),
        "access": Client().get("/api/profile/", headers={"authorization": f"Bearer {text}"}),
        "refresh": Client().post("/api/token/refresh/", json.dumps(grant), "application/json"),
        "reset": Client().get(f"/accounts/reset/{quote(text, safe='')}/"),
        "email": Client().get(f"/accounts/email/{quote(text, safe='')}/"),
    }
    # A mailed link that is good leads on to its page.
    return {kind for kind, answer in answers.items() if answer.status_code in {200, 303}}


def test_nothing_in_it_signs_in(secrets):
    held = strings(dump())
    assert len(held) >= 10
    assert any(purpose.value in text for text in held for purpose in Purpose)  # the opened links are there
    assert {text for text in held if signs_in(text)} == set()


def test_nothing_that_signs_in_is_in_it(secrets):
    held = dump()
    assert [secret for secret in secrets if secret.encode() in held] == []


def test_what_signs_in_would_be_found(secrets):
    assert set().union(*map(signs_in, strings(" ".join(secrets).encode()))) == TRIED
