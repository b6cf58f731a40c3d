"""No live answer breaks a rule of its own status, under any server: every code by every method."""

import pytest

from tests.wire.probe.probing import excused, probe
from tests.wire.probe.servers import start
from tests.wire.socket_client import exchange, request

ODD = [
    "0",
    "1",
    "99",
    "600",
    "999",
    "1000",
    "-1",
    "abc",
    "404.5",
    "4" * 20,
    "200:",
    ",",
    "%00",
    "%FF",
    "4%0d%0a1",
]
ODD.append(",".join(["200"] * 1000))


@pytest.fixture(scope="module", params=["gunicorn", "uvicorn", "runserver"])
def server(request, demo):
    program, port = start(request.param, demo)
    yield request.param, port
    program.stop()


def test_every_answer_keeps_the_rules(server):
    findings = list(probe(*server))
    assert [str(finding) for finding in findings if not excused(server[0], finding)] == []


@pytest.mark.parametrize("codes", ODD, ids=lambda codes: codes[:20])
def test_an_odd_address_is_a_problem(server, codes):
    answer = exchange("127.0.0.1", server[1], request("GET", f"/live/{codes}"))
    assert answer.status in {400, 404}
    assert answer["Content-Type"] in {"application/problem+json", "application/problem+json; charset=utf-8"}


@pytest.mark.parametrize("code", [100, 101, 102, 103, 104, 199])
def test_an_interim_status_says_why_not(server, code):
    answer = exchange("127.0.0.1", server[1], request("GET", f"/live/{code}"))
    assert (answer.status, b"interim" in answer.body) == (501, True)
