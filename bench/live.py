"""CPU time that a server takes for one live answer, beside httpbin's ``/status/`` and what does nothing.

``python -m bench.live`` prints a table; httpbin comes from ``make probe``. All are served by gunicorn with
the same flags, each in a process of its own whose clock is read before and after. The cases are asked in
turn, in an order that changes from round to round.
"""

from __future__ import annotations

import ctypes
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from status_ref import live_server
from tests.plugins.demo import GUNICORN, ROOT, Demo
from tests.plugins.programs import Program, free_port

ROUNDS, REQUESTS = 40, 50
CODES = (200, 401, 404, 503)
PACKAGES = ("gunicorn", "django", "flask", "httpbin")
EMPTY, VIEW, HTTPBIN = "an empty application", "an empty view", "httpbin"
ALONE, DEMO = "live answers alone", "live answers of the demo"
APPLICATIONS = {
    EMPTY: "bench.live:empty",
    VIEW: "bench.live:view()",
    HTTPBIN: "httpbin:app",
    ALONE: "bench.live:alone()",
    DEMO: "authdemo.wsgi",
}
"""What gunicorn serves, by the heading of the column."""


def empty(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with a line of text: what gunicorn costs by itself."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"OK\n"]


def view() -> WSGIHandler:
    """Make an application of one view that does nothing, at any address: what Django costs by itself."""
    live_server.configure()
    live_server.urlpatterns[:] = [path("<path:any>", lambda _request, **_: HttpResponse(b"OK"))]
    return get_wsgi_application()


def alone() -> WSGIHandler:
    """Make an application of ``status_ref.live_urls`` and nothing else."""
    live_server.configure()
    return get_wsgi_application()


@dataclass(frozen=True)
class Server:
    """A gunicorn with one worker."""

    port: int
    clock: int
    prefix: str

    def measure(self, code: int) -> float:
        """Give the microseconds of CPU time that the worker takes for one request of many."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        began = time.clock_gettime(self.clock)
        for _ in range(REQUESTS):
            connection.request("GET", f"{self.prefix}{code}")
            answer = connection.getresponse()
            answer.read()
        took = time.clock_gettime(self.clock) - began
        connection.close()
        assert answer.status in {code, 200}, code
        return took / REQUESTS * 1e6


@contextmanager
def serving(name: str, folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Start gunicorn with an application."""
    port = free_port()
    command = ["-m", "gunicorn", APPLICATIONS[name], f"--bind=127.0.0.1:{port}", *GUNICORN]
    program = Program(
        sys.executable, *command, log=folder / f"{name}.log", folder=ROOT, environment=environment
    )
    prefix = "/status/" if name == HTTPBIN else "/live/"
    try:
        program.wait(lambda: answers(port))
        yield Server(port, clock(worker(program.process.pid)), prefix)
    finally:
        program.stop()


def answers(port: int) -> bool:
    """Tell whether a server is there yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def worker(pid: int) -> int:
    """Give the process that answers; its parent only looks after it."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


def clock(pid: int) -> int:
    """Give the clock of the CPU time of another process, with all its threads."""
    number = ctypes.c_int()
    assert not ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(number))
    return number.value


def measured(servers: dict[str, Server]) -> dict[tuple[str, int], float]:
    """Give the median of all rounds."""
    times: dict[tuple[str, int], list[float]] = {(name, code): [] for code in CODES for name in servers}
    order = list(times)
    for _ in range(ROUNDS):
        random.shuffle(order)
        for name, code in order:
            times[name, code].append(servers[name].measure(code))
    return {case: statistics.median(taken[1:]) for case, taken in times.items()}


def main() -> None:
    """Print the table as Markdown."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        demo = Demo(Path(name))
        running.callback(demo.stop)
        environment = demo.environment | {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        servers = {
            title: running.enter_context(serving(title, Path(name), environment)) for title in APPLICATIONS
        }
        taken = measured(servers)
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    print(f"Median of {ROUNDS} rounds of {REQUESTS} requests, CPU µs of the server per request.\n")
    print(f"| | {' | '.join(servers)} |\n|---|{'---:|' * len(servers)}")
    for code in CODES:
        theirs = taken[HTTPBIN, code]
        cells = [f"{taken[title, code]:.0f} ({taken[title, code] / theirs:.2f} times)" for title in servers]
        print(f"| {code} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
