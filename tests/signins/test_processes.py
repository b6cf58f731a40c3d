"""Several processes on one database: who rotates, who dies on the way, and how soon an end is heard of."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

from status_ref.signins.key_folder import KeyFolder
from tests.plugins.demo import PASSWORD, ROOT, SECRET
from tests.signins.worker import THREADS
from tests.wire.matrix.places import Server
from tests.wire.matrix.visitor import Visitor

PROCESSES, ROUNDS = 4, 100


class Worker:
    """One of them, spoken to over its standard input."""

    def __init__(self, process):
        self.process = process

    def tell(self, **asked):
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()

    def hear(self):
        return json.loads(self.process.stdout.readline())

    def ask(self, method, path, **asked):
        self.tell(method=method, path=path, **asked)
        ((status, body),) = self.hear()
        return status, body

    def run(self, code):
        self.tell(run=code)
        return self.hear()

    def sign_in(self, name="ann"):
        body = {"username": name, "password": PASSWORD}
        return self.ask("POST", "/api/token/", body=body)[1]

    def refresh(self, token):
        return self.ask("POST", "/api/token/refresh/", body=grant(token))

    def profile(self, token=None, cookie=None):
        status, body = self.ask("GET", "/api/profile/", token=token, cookie=cookie)
        return status, body.get("code")


def grant(token):
    return {"grant_type": "refresh_token", "refresh_token": token}


@contextmanager
def process(demo, **environment):
    command = [sys.executable, "-m", "tests.signins.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=demo.environment | environment, **pipes) as running:
        try:
            yield Worker(running)
        finally:
            running.kill()


@pytest.fixture(scope="module")
def workers(demo):
    with ExitStack() as stack:
        yield [stack.enter_context(process(demo)) for _ in range(PROCESSES)]


def test_one_token_asked_for_at_once_has_one_successor(workers):
    token = workers[0].sign_in()["refresh_token"]
    for number in range(1, ROUNDS + 1):
        for worker in workers:
            worker.tell(method="POST", path="/api/token/refresh/", body=grant(token), times=THREADS)
        answers = [answer for worker in workers for answer in worker.hear()]
        assert [status for status, _ in answers] == [200] * THREADS * PROCESSES
        (token,) = {body["refresh_token"] for _, body in answers}
        assert token.split(".")[1] == str(number)


@pytest.mark.parametrize("when", ["before", "after", "committed"])
def test_who_retries_after_a_server_died_goes_on(demo, workers, when):
    token = workers[0].sign_in()["refresh_token"]
    with process(demo) as doomed:
        doomed.tell(kill=when, token=token)
        assert doomed.process.wait(timeout=30) == -9
    answers = [worker.refresh(token) for worker in workers]
    assert [status for status, _ in answers] == [200] * PROCESSES
    (successor,) = {body["refresh_token"] for _, body in answers}
    assert successor.split(".")[1] == "1"
    assert workers[0].refresh(successor)[0] == 200


class TestIsHeardOfByAnotherProcess:
    @pytest.fixture
    def signed_in(self, workers):
        body = workers[0].sign_in()
        assert workers[1].profile(body["access_token"]) == (200, None)
        return body

    def refused(self, worker, signed_in):
        return worker.profile(signed_in["access_token"]), worker.refresh(signed_in["refresh_token"])

    def test_a_revocation(self, workers, signed_in):
        workers[0].ask("POST", "/api/token/revoke/", body={"token": signed_in["refresh_token"]})
        access, (status, refresh) = self.refused(workers[1], signed_in)
        assert (access, status, refresh["code"]) == ((401, "token-revoked"), 400, "token-revoked")

    def test_an_end_from_the_list(self, workers, signed_in):
        other = workers[2].sign_in()["access_token"]
        assert workers[2].ask("DELETE", "/api/sign-ins/", token=other)[0] == 204
        assert workers[1].profile(signed_in["access_token"]) == (401, "token-revoked")
        assert workers[1].profile(other) == (200, None)

    def test_the_command(self, demo, workers, signed_in):
        demo.manage("status_ref_end", "ann")
        assert workers[1].profile(signed_in["access_token"]) == (401, "token-revoked")

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ("update(is_active=False)", "account-unavailable"),
            ("delete()", "account-unavailable"),
            ("update(password='!')", "token-revoked"),
        ],
    )
    def test_a_change_of_the_account(self, workers, change, code):
        workers[3].run(f"users.create_user('eve', password={PASSWORD!r})")
        body = workers[0].sign_in("eve")
        workers[3].run(f"users.filter(username='eve').{change}")
        access, (status, _) = self.refused(workers[1], body)
        workers[3].run("users.filter(username='eve').delete()")
        assert (access, status) == ((401, code), 400)


class TestIsHeardOfBySessionsOfAnotherProcess:
    """Each process has a cache of its own on SQLite, so what it remembers of the session must not count."""

    @pytest.fixture
    def visitor(self, demo, workers):
        visitor = Visitor(Server(demo, key=SECRET, offers="bearer basic cookie"))
        visitor.log_in()
        assert workers[1].profile(cookie=visitor.cookie[8:]) == (200, None)
        return visitor

    def refused(self, worker, visitor):
        return worker.profile(cookie=visitor.cookie[8:]) == (401, "session-ended")

    def test_a_log_out(self, workers, visitor):
        cookie = visitor.cookie[8:]
        visitor.submit("/accounts/logout/")
        assert workers[1].profile(cookie=cookie) == (401, "session-ended")

    def test_an_end_from_the_list(self, workers, visitor):
        other = workers[2].sign_in()["access_token"]
        assert workers[2].ask("DELETE", "/api/sign-ins/", token=other)[0] == 204
        assert self.refused(workers[1], visitor)
        assert visitor.get("/profile/").status == 401

    def test_the_command(self, demo, workers, visitor):
        demo.manage("status_ref_end", "ann")
        assert self.refused(workers[1], visitor)
        assert visitor.get("/profile/").status == 401


def test_turned_keys_are_known_by_all(demo, tmp_path):
    folder = KeyFolder(tmp_path)
    folder.create("ES256")
    with process(demo, DEMO_KEYS=str(tmp_path)) as one, process(demo, DEMO_KEYS=str(tmp_path)) as other:
        body = one.sign_in()
        for _ in range(5):
            folder.rotate()
            assert other.profile(body["access_token"]) == (200, None)
            status, body = other.refresh(body["refresh_token"])
            assert status == 200
            assert one.profile(body["access_token"]) == (200, None)
