"""Two thousand damaged ``Authorization`` fields over the socket: no 5xx, and no 401 without a challenge."""

from __future__ import annotations

import json
from base64 import b64encode
from random import Random

import pytest

from status_ref.http.challenges import parse_challenges
from tests.plugins.demo import PASSWORD
from tests.wire.mutations import mutate
from tests.wire.test_main_job import changed, sign_in

CASES, TARGETS = 2000, ("/api/profile/", "/api/token/", "/api/staff/", "/profile/")


@pytest.fixture(scope="module")
def values(ask):
    token = json.loads(sign_in(ask).body)["access_token"]
    basic = b64encode(f"ann:{PASSWORD}".encode()).decode()
    return f"Bearer {token}", f"Bearer {changed(token, exp=1)}", f"Basic {basic}"


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_authorization(ask, values, target):
    random = Random(f"wire {target}")
    for _ in range(CASES // len(TARGETS)):
        value = mutate(random, random.choice(values).encode())
        answer = ask("POST" if "token" in target else "GET", target, b"Authorization: " + value)
        assert answer.status < 500, value
        assert answer.status != 401 or parse_challenges(*answer.lines("WWW-Authenticate")), value


@pytest.mark.parametrize("byte", range(256))
def test_every_byte(ask, byte):
    answer = ask("GET", "/api/profile/", b"Authorization: Basic YW5" + bytes([byte]) + b"uOngK")
    assert answer.status in {400, 401}
