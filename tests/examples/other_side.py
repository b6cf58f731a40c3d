"""A server that a test tells what to answer, and that keeps what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from status_ref.http.problems import phrase


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    fields: Message
    content: bytes


@dataclass(frozen=True)
class Told:
    """One answer."""

    status: int
    fields: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


Answering = Callable[[Asked], Told]


class OtherSide(ThreadingHTTPServer):
    """Answers on a free port of loopback."""

    daemon_threads = True

    def __init__(self, answering: Answering) -> None:
        """Take the function that makes the answers."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.answering = answering
        self.seen: list[Asked] = []
        self.address = f"http://127.0.0.1:{self.server_port}/thing"

    @contextmanager
    def running(self) -> Iterator[OtherSide]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            thread.join(5)
            self.server_close()

    @property
    def methods(self) -> list[str]:
        """The methods of all requests."""
        return [asked.method for asked in self.seen]


class Handler(BaseHTTPRequestHandler):
    """Knows every method that an example uses."""

    protocol_version = "HTTP/1.1"
    server: OtherSide

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        asked = Asked(self.command, self.headers, content)
        self.server.seen.append(asked)
        told = self.server.answering(asked)
        self.send_response(told.status, phrase(told.status))
        for name, value in told.fields.items():
            self.send_header(name, value)
        if told.status not in {204, 304}:
            self.send_header("Content-Length", str(len(told.content)))
        self.end_headers()
        self.wfile.write(told.content)

    do_POST = do_PUT = do_GET  # noqa: N815
