"""The demo on PostgreSQL and Redis: both are really used, hold under haste, and may fail."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection

from tests.plugins.demo import PASSWORD, Demo
from tests.plugins.services import Services
from tests.wire.socket_client import exchange, request

FORM = "Content-Type: application/x-www-form-urlencoded"
pytestmark = pytest.mark.usefixtures("services")


def ask(demo, method, target, *fields, body=b""):
    return exchange(demo.host, demo.port, request(method, target, *fields, body=body))


def test_tests_run_on_postgresql(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")


def test_tests_run_on_redis():
    cache.set("asked", "answered", 5)
    assert (type(cache._cache).__name__, cache.get("asked")) == ("RedisCacheClient", "answered")


def test_one_name_is_registered_once_however_many_ask(demo):
    page = ask(demo, "GET", "/accounts/register/")
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body).group(1).decode()
    (cookie,) = [line.partition(";")[0] for line in page.lines("Set-Cookie") if line.startswith("csrftoken")]
    names = re.findall(rb'<input type="password" name="(\w+)"', page.body)
    fields = {"csrfmiddlewaretoken": token, "username": "hasty"} | dict.fromkeys(
        (name.decode() for name in names), PASSWORD.replace(" ", "+")
    )
    body = "&".join(f"{name}={value}" for name, value in fields.items()).encode()

    def register(_):
        return ask(demo, "POST", "/accounts/register/", f"Cookie: {cookie}", FORM, body=body).status

    with ThreadPoolExecutor(8) as threads:
        answers = sorted(threads.map(register, range(8)))
    assert answers == [303] + [400] * 7


class TestOutage:
    @pytest.fixture
    def theirs(self):
        own = Services()
        yield own
        own.stop()

    @pytest.fixture
    def fragile(self, theirs, tmp_path):
        own = Demo(tmp_path, database=theirs.database("fragile"), cache=theirs.cache(0))
        yield own
        own.stop()

    @pytest.mark.parametrize(("number", "name"), [(0, "database"), (1, "cache")])
    def test_is_said(self, theirs, fragile, number, name):
        assert ask(fragile, "GET", "/readyz").status == 200
        program, how = theirs.running[number]
        program.stop(how)
        answer = ask(fragile, "GET", "/readyz")
        assert (answer.status, json.loads(answer.body)["detail"]) == (503, f"The {name} does not answer.")
        assert ask(fragile, "GET", "/healthz").status == 200
        assert ask(fragile, "GET", "/api/profile/").status == 401
