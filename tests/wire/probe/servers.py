"""How each server is started with the demo, and what it does that no application can mend."""

from __future__ import annotations

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

from tests.plugins.demo import GUNICORN, ROOT, Demo
from tests.plugins.programs import Program, free_port

WSGI, ASGI = "authdemo.wsgi:application", "authdemo.asgi:application"
COMMANDS = {
    "gunicorn": ["-m", "gunicorn", WSGI, "--bind=127.0.0.1:{port}", *GUNICORN],
    "uvicorn": ["-m", "uvicorn", ASGI, "--port={port}"],
    "runserver": ["manage.py", "runserver", "--noreload", "127.0.0.1:{port}"],
    "granian": ["-m", "granian", "--interface=asginl", "--port={port}", ASGI],
    "waitress": ["-m", "waitress", "--listen=127.0.0.1:{port}", WSGI],
    "hypercorn": ["-m", "hypercorn", "--bind=127.0.0.1:{port}", ASGI],
    "daphne": ["-m", "daphne", "-b", "127.0.0.1", "-p", "{port}", ASGI],
    "httpbin": ["-m", "gunicorn", "httpbin:app", "--bind=127.0.0.1:{port}", *GUNICORN],
}
PREFIX = {"httpbin": "/status/"}
DROPS = "hop-by-hop for WSGI (PEP 3333): the server does not send it, whatever the application says"
PHRASELESS = "ASGI has no reason phrase: the server writes what it knows"
EXCEPTIONS: dict[tuple[str, str, int], str] = {
    ("gunicorn", "RFC 9110, 15.5.8", 407): DROPS,
    ("runserver", "RFC 9110, 15.5.8", 407): DROPS,
    ("runserver", "RFC 9110, 15.5.22", 426): DROPS,
    ("waitress", "RFC 9110, 15.5.8", 407): DROPS,
    ("waitress", "RFC 9110, 15.5.22", 426): DROPS,
    ("daphne", "RFC 9110, 6.6.1", 0): "the server sends no Date",
    **{(name, "RFC 9112, 4", 0): PHRASELESS for name in ("uvicorn", "granian", "hypercorn", "daphne")},
}
"""By server, section and code (0: every code): rules that are broken below the application."""


def start(name: str, demo: Demo) -> tuple[Program, int]:
    """Start a server with the settings and the database of a running demo, and wait until it answers."""
    port = free_port()
    command = [argument.format(port=port) for argument in COMMANDS[name]]
    log = demo.program.log.with_name(f"{name}.log")
    # Servers that the tests do not need stand in a folder of their own: `make probe`.
    environment = demo.environment | {"PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    program = Program(sys.executable, *command, log=log, folder=ROOT, environment=environment)

    def answers() -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{port}{PREFIX.get(name, '/live/')}200", timeout=5):
                return True
        except (URLError, OSError):
            return False

    program.wait(answers)
    return program, port
