"""CPU time that a server takes for a page of the reference: rendered each time, kept, and as a file.

``python -m bench.pages`` prints a table. The same bytes come from Django's template for each request, from
our view, from our middleware, from WhiteNoise and, where it is installed, from nginx. Each has a process of
its own, whose clock is read before and after; gunicorn has the same flags for all, and what Django serves
has the settings of the demo. The cases are asked in turn, in an order that changes from round to round.
"""

from __future__ import annotations

import gzip
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPResponse
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from whitenoise import WhiteNoise

from bench.servers import Server, answering, clock, empty, medians, under_gunicorn
from status_ref.views.reference import catalog
from status_ref.views.shown import everything
from tests.plugins.demo import ROOT, Demo
from tests.plugins.programs import NotInstalled, Program, find, free_port

ROUNDS, REQUESTS, RENDERED_REQUESTS = 20, 50, 4
PAGE = "/status/401/"
MIDDLEWARE = "status_ref.middleware.reference"
PACKAGES = ("gunicorn", "django", "whitenoise")
EMPTY, RENDERED, VIEW, KEPT = "an empty application", "rendered", "our view", "our middleware"
WHITENOISE, NGINX = "WhiteNoise", "nginx"
APPLICATIONS = {
    EMPTY: "bench.servers:empty",
    RENDERED: "bench.pages:rendered()",
    VIEW: "bench.pages:view()",
    KEPT: "authdemo.wsgi",
    WHITENOISE: "bench.pages:whitenoise({files!r})",
}
WHOLE, CODED, UNCHANGED = "200", "200, gzip", "304"
ONLY = {EMPTY: {WHOLE}, RENDERED: {WHOLE}}
"""What is measured of those that have no compressed form, and no 304."""
FIRST = """
import sys, time
import django
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse
django.setup()
reverse("status_ref:index"), engines["django"].from_string("")  # what every first page of a project pays for
from status_ref.views.index import index
request = RequestFactory().get("/status/")
before = time.process_time()
assert index(request).status_code == 200
took = time.process_time() - before
assert "markdown_it" not in sys.modules
print(took)
"""
"""What the first view of the index takes in a process of its own."""
CONF = """\
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
    access_log off; default_type text/html; gzip_static on; sendfile on; keepalive_requests 100000;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {files}; index index.html; }}
}}
"""


def rendered() -> WSGIHandler:
    """Make the demo with a view that renders the page for each request, as most sites do."""

    def page(request: HttpRequest) -> HttpResponse:
        status = catalog().get("401")
        assert status is not None
        return HttpResponse(render_to_string("status_ref/page.html", everything(status, request)))

    application = view()
    urls = import_module(settings.ROOT_URLCONF)
    urls.urlpatterns.insert(0, path(PAGE.lstrip("/"), page))
    return application


def view() -> WSGIHandler:
    """Make the demo without the middleware that answers what is kept."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]
    return get_wsgi_application()


def whitenoise(files: str) -> WhiteNoise:
    """Make an application that serves a folder and nothing else."""
    return WhiteNoise(empty, root=files, index_file=True)


def measure(server: Server, case: str, times: int) -> float:
    """Give the microseconds of CPU time that the process takes for one request of many."""
    fields = {} if case == WHOLE else {"Accept-Encoding": "gzip"}
    with server.connected() as connection:
        if case == UNCHANGED:
            fields["If-None-Match"] = str(ask(connection, fields).headers["ETag"])
        began = server.seconds()
        for _ in range(times):
            answer = ask(connection, fields)
        took = server.seconds() - began
    assert answer.status == int(case[:3]), (case, answer.status)
    assert (answer.headers["Content-Encoding"] == "gzip") == (case == CODED), case
    return took / times * 1e6


def ask(connection: HTTPConnection, fields: dict[str, str]) -> HTTPResponse:
    """Ask for the page and read it."""
    connection.request("GET", PAGE, headers=fields)
    answer = connection.getresponse()
    answer.read()
    return answer


@contextmanager
def under_nginx(folder: Path) -> Iterator[Server]:
    """Start nginx with the files."""
    port = free_port()
    (folder / "nginx.conf").write_text(CONF.format(folder=folder, files=folder / "files", port=port))
    command = [find("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    program = Program(*command, log=folder / "nginx.log")
    with answering(program, port):
        yield Server(port, clock(program.process.pid))


def write(files: Path, page: bytes) -> None:
    """Write the page as files, once as it is and once compressed."""
    place = files / PAGE.strip("/")
    place.mkdir(parents=True)
    (place / "index.html").write_bytes(page)
    (place / "index.html.gz").write_bytes(gzip.compress(page, 9))


def measured(servers: dict[str, Server]) -> dict[tuple[str, str], float]:
    """Give the medians of all that is to be measured of each."""

    def taken(case: tuple[str, str]) -> float:
        title, form = case
        return measure(servers[title], form, RENDERED_REQUESTS if title == RENDERED else REQUESTS)

    every = {WHOLE, CODED, UNCHANGED}
    return medians([(title, form) for title in servers for form in ONLY.get(title, every)], taken, ROUNDS)


def main() -> None:
    """Print the table as Markdown."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        demo = Demo(folder, settings="authdemo.settings")
        running.callback(demo.stop)
        with urlopen(demo.url(PAGE), timeout=60) as answer:
            page = answer.read()
        write(folder / "files", page)
        servers = {}
        for title, application in APPLICATIONS.items():
            served = application.format(files=str(folder / "files"))
            servers[title] = running.enter_context(under_gunicorn(title, served, folder, demo.environment))
        try:
            servers[NGINX] = running.enter_context(under_nginx(folder))
        except NotInstalled as missing:
            print(f"Without nginx: {missing}\n")
        taken = measured(servers)
        first = statistics.median(first_index(demo.environment) for _ in range(ROUNDS))
    report(list(servers), taken, len(page))
    print(f"The first index of a process takes {first * 1e3:.0f} ms of CPU time.")


def first_index(environment: dict[str, str]) -> float:
    """Give the seconds of CPU time for the first index of a new process."""
    command = [sys.executable, "-c", FIRST]
    return float(subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True).stdout)


def report(titles: list[str], taken: dict[tuple[str, str], float], size: int) -> None:
    """Print what was measured."""
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in PACKAGES))
    print(f"{PAGE}, {size} bytes. Median of {ROUNDS} rounds of {REQUESTS} requests, of those that render")
    print(f"{RENDERED_REQUESTS}; CPU µs of the server per request.\n")
    print(f"| | {' | '.join(titles)} |\n|---|{'---:|' * len(titles)}")
    for case in (WHOLE, CODED, UNCHANGED):
        cells = (f"{taken[title, case]:.0f}" if (title, case) in taken else "" for title in titles)
        print(f"| {case} | {' | '.join(cells)} |")
    ratio = taken[RENDERED, WHOLE] / taken[KEPT, WHOLE]
    unchanged = taken[KEPT, UNCHANGED] / taken[KEPT, CODED]
    print(
        f"\nRendering takes {ratio:.0f} times what our middleware takes; a 304 {unchanged:.2f} times its 200."
    )


if __name__ == "__main__":
    main()
