"""CPU time that a server takes for one live answer, beside httpbin's ``/status/`` and what does nothing.

``python -m bench.live`` prints a table; httpbin comes from ``make probe``. All are served by gunicorn with
the same flags, each in a process of its own whose clock is read before and after. The cases are asked in
turn, in an order that changes from round to round.
"""

from __future__ import annotations

import os
import platform
import tempfile
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

from bench.servers import Server, medians, under_gunicorn
from status_ref import live_server
from tests.plugins.demo import Demo

ROUNDS, REQUESTS = 40, 50
CODES = (200, 401, 404, 503)
PACKAGES = ("gunicorn", "django", "flask", "httpbin")
EMPTY, VIEW, HTTPBIN = "an empty application", "an empty view", "httpbin"
ALONE, DEMO = "live answers alone", "live answers of the demo"
APPLICATIONS = {
    EMPTY: "bench.servers:empty",
    VIEW: "bench.live:view()",
    HTTPBIN: "httpbin:app",
    ALONE: "bench.live:alone()",
    DEMO: "authdemo.wsgi",
}
"""What gunicorn serves, by the heading of the column."""
ADDRESSES = {HTTPBIN: "/status/"}
"""Where an application has its answers, if not at ``/live/``."""


def view() -> WSGIHandler:
    """Make an application of one view that does nothing, at any address: what Django costs by itself."""
    live_server.configure()
    live_server.urlpatterns[:] = [path("<path:any>", lambda _request, **_: HttpResponse(b"OK"))]
    return get_wsgi_application()


def alone() -> WSGIHandler:
    """Make an application of ``status_ref.live_urls`` and nothing else."""
    live_server.configure()
    return get_wsgi_application()


def measure(server: Server, address: str, code: int) -> float:
    """Give the microseconds of CPU time that the worker takes for one request of many."""
    with server.connected() as connection:
        began = server.seconds()
        for _ in range(REQUESTS):
            connection.request("GET", f"{address}{code}")
            answer = connection.getresponse()
            answer.read()
        took = server.seconds() - began
    assert answer.status in {code, 200}, code
    return took / REQUESTS * 1e6


def main() -> None:
    """Print the table as Markdown."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        demo = Demo(Path(name))
        running.callback(demo.stop)
        environment = demo.environment | {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
        servers = {
            title: running.enter_context(under_gunicorn(title, application, Path(name), environment))
            for title, application in APPLICATIONS.items()
        }
        taken = medians(
            [(title, code) for code in CODES for title in servers],
            lambda case: measure(servers[case[0]], ADDRESSES.get(case[0], "/live/"), case[1]),
            ROUNDS,
        )
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    print(f"Median of {ROUNDS} rounds of {REQUESTS} requests, CPU µs of the server per request.\n")
    print(f"| | {' | '.join(servers)} |\n|---|{'---:|' * len(servers)}")
    for code in CODES:
        theirs = taken[HTTPBIN, code]
        cells = [f"{taken[title, code]:.0f} ({taken[title, code] / theirs:.2f} times)" for title in servers]
        print(f"| {code} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
