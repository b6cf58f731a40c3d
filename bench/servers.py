"""Servers whose CPU time is measured, each in a process of its own, and the medians of many rounds."""

from __future__ import annotations

import ctypes
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, TypeVar

from tests.plugins.demo import GUNICORN, ROOT
from tests.plugins.programs import Program, free_port

Case = TypeVar("Case")


@dataclass(frozen=True)
class Server:
    """A server with one process that answers."""

    port: int
    clock: int

    @contextmanager
    def connected(self) -> Iterator[HTTPConnection]:
        """Connect to it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            yield connection
        finally:
            connection.close()

    def seconds(self) -> float:
        """Give the CPU time that its process has taken."""
        return time.clock_gettime(self.clock)


@contextmanager
def under_gunicorn(
    title: str, application: str, folder: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    """Start gunicorn with an application; its log is called by the title."""
    port = free_port()
    command = ["-m", "gunicorn", application, f"--bind=127.0.0.1:{port}", *GUNICORN]
    log = folder / f"{title}.log"
    program = Program(sys.executable, *command, log=log, folder=ROOT, environment=dict(environment))
    with answering(program, port):
        yield Server(port, clock(worker(program.process.pid)))


@contextmanager
def answering(program: Program, port: int) -> Iterator[None]:
    """Wait until a program answers, and stop it in the end."""
    try:
        program.wait(lambda: answers(port))
        yield
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


def medians(cases: Iterable[Case], measure: Callable[[Case], float], rounds: int) -> dict[Case, float]:
    """Measure the cases in turn, in an order that changes from round to round.

    One round more goes before, in which what is kept is made: it does not count.
    """
    times: dict[Case, list[float]] = {case: [] for case in cases}
    order = list(times)
    for _ in range(rounds + 1):
        random.shuffle(order)
        for case in order:
            times[case].append(measure(case))
    return {case: statistics.median(taken[1:]) for case, taken in times.items()}


def empty(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with a line of text: what gunicorn costs by itself."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"OK\n"]
