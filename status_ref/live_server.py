"""A server of nothing but live answers, for tests of clients: ``python -m status_ref.live_server``.

It needs no project and no settings, and listens on loopback unless it is told otherwise. Its first line on
standard output is the address at which it answers.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Sequence
from socketserver import ThreadingMixIn

import django
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from django.utils.crypto import get_random_string

LOOPBACK = "127.0.0.1"
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
urlpatterns = [path("", include("status_ref.live_urls"))]


class Server(ThreadingMixIn, WSGIServer):
    """A thread for each connection: a delayed answer holds nobody up."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """Django's own, which logs every request; a test does not want to read that."""

    def parse_request(self) -> bool:
        """Read no further request behind content in chunks, which wsgiref leaves where it is."""
        parsed = super().parse_request()
        if parsed and "Transfer-Encoding" in self.headers:
            self.close_connection = True
        return parsed

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def configure() -> None:
    """Set up Django for the live answers alone."""
    settings.configure(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        SECRET_KEY=get_random_string(50),
        INSTALLED_APPS=["status_ref"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        LOGGING_CONFIG=None,
        USE_TZ=True,
        STATUS_REF={"LIVE": {"delay": 60, "delayed": 1000, "sequences": 100_000}},
        CACHES={"default": {"BACKEND": LOCAL, "OPTIONS": {"MAX_ENTRIES": 100_000}}},
    )
    django.setup()


def make(host: str, port: int) -> Server:
    """Make a server that is bound, and does not answer yet.

    Raises:
        OSError: the port is taken, or the host is none of this machine's.

    """
    server = Server((host, port), Handler, ipv6=":" in host)
    server.set_app(get_wsgi_application())
    return server


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted or terminated."""
    chosen = _parser().parse_args(arguments)
    configure()
    try:
        server = make(chosen.host, chosen.port)
    except OSError as error:
        sys.stderr.write(f"Cannot listen at {chosen.host}, port {chosen.port}: {error.strerror}.\n")
        return 1
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    with contextlib.suppress(KeyboardInterrupt), server:
        signal.signal(signal.SIGTERM, _interrupt)
        sys.stdout.write(f"http://{host}:{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="status_ref.live_server",
        description="Answer with every HTTP status code, for tests of clients.",
        epilog="GET /live/503 then answers 503. The first line that is printed is the address.",
    )
    parser.add_argument("--port", type=_port, default=8401, help="0 takes any that is free (default: 8401)")
    parser.add_argument("--host", default=LOOPBACK, help="the address to listen at (default: %(default)s)")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 0 to 65535")
    return int(text)


def _interrupt(*_: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
