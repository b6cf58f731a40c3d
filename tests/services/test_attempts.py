"""The limits of failed sign-ins, over several workers that share a Redis, and when it is gone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from tests.plugins.demo import PASSWORD, Demo
from tests.plugins.services import Services
from tests.wire.socket_client import exchange, request

pytestmark = pytest.mark.usefixtures("services")

JSON = "Content-Type: application/json"


def sign_in(demo, address, password="wrong", name="ann"):
    """Sign in through the proxy that the demo trusts, from an address."""
    body = json.dumps({"username": name, "password": password}).encode()
    forwarded = f"X-Forwarded-For: {address}"
    return exchange(demo.host, demo.port, request("POST", "/api/token/", JSON, forwarded, body=body))


@pytest.fixture(scope="module")
def theirs():
    own = Services()
    yield own
    own.stop()


@pytest.fixture(scope="module")
def demo(theirs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("limited")
    places = {"database": theirs.database("limited"), "cache": theirs.cache(0)}
    own = Demo(folder, **places, settings="tests.limited", workers=3)
    yield own
    own.stop()


def test_however_hasty_a_stranger_has_ten_guesses_over_all_workers(demo):
    with ThreadPoolExecutor(12) as threads:
        answers = sorted(answer.status for answer in threads.map(sign_in, [demo] * 60, ["192.0.2.1"] * 60))
    assert answers == [401] * 10 + [429] * 50


def test_what_a_client_invents_to_the_left_does_not_help(demo):
    answers = [sign_in(demo, f"203.0.113.{n}, 192.0.2.2").status for n in range(11)]
    assert answers == [401] * 10 + [429]


def test_a_network_of_ipv6_is_one_address(demo):
    answers = [sign_in(demo, f"2001:db8:0:1::{n}").status for n in range(11)]
    assert answers == [401] * 10 + [429]


def test_a_program_that_sends_its_password_all_the_time_is_no_attack(demo):
    sign_in(demo, "192.0.2.3", PASSWORD)
    with ThreadPoolExecutor(12) as threads:
        answers = threads.map(sign_in, [demo] * 36, ["192.0.2.3"] * 36, [PASSWORD] * 36)
        assert {answer.status for answer in answers} == {200}


def test_the_owner_signs_in_from_home_during_an_attack(demo):
    assert sign_in(demo, "192.0.2.4", PASSWORD, "kit").status == 200
    for number in range(100):
        sign_in(demo, f"198.51.100.{number}", name="kit")
    assert sign_in(demo, "203.0.113.1", PASSWORD, "kit").status == 429
    assert sign_in(demo, "192.0.2.4", PASSWORD, "kit").status == 200


def test_redis_holds_neither_names_nor_addresses_nor_passwords(demo, theirs):
    sign_in(demo, "192.0.2.5", "a-guess-of-mine")
    with Redis(unix_socket_path=str(theirs.folder / "redis.sock"), decode_responses=True) as client:
        kept = " ".join(f"{key} {client.get(key)}" for key in client.scan_iter())
    assert "status_ref.attempts" in kept
    assert not any(secret in kept for secret in ("ann", "192.0.2.5", "a-guess-of-mine"))


def test_when_redis_is_gone_nobody_signs_in_and_nobody_is_signed_out(demo, theirs):
    token = json.loads(sign_in(demo, "192.0.2.6", PASSWORD).body)["access_token"]
    program, how = theirs.running[1]
    program.stop(how)
    answer = sign_in(demo, "192.0.2.6", PASSWORD)
    assert (answer.status, json.loads(answer.body)["code"]) == (503, "service-unavailable")
    assert answer.lines("Retry-After") == ["30"]
    profile = request("GET", "/api/profile/", f"Authorization: Bearer {token}")
    assert exchange(demo.host, demo.port, profile).status == 200
