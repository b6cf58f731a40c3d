"""A server of the tests' own that answers what a function says, and keeps what it was asked."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

from status_ref.http.problems import phrase

WITHOUT_LENGTH = {204, 304}
Answer = tuple[int, Iterable[tuple[str, str]], bytes]


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    target: str
    fields: Message
    content: bytes

    @property
    def authorization(self) -> str | None:
        """The credentials, where there are any."""
        return self.fields["Authorization"]

    @property
    def scheme(self) -> str | None:
        """The scheme of the credentials."""
        return self.authorization.split()[0] if self.authorization else None

    @property
    def pair(self) -> bytes:
        """The name and password of Basic credentials, as bytes."""
        return b64decode(str(self.authorization).removeprefix("Basic "))


Answering = Callable[[Seen], Answer]


class Recorder(ThreadingHTTPServer):
    """Listens on a free loopback port."""

    daemon_threads = True

    def __init__(self, answering: Answering) -> None:
        """Take the function that makes the answers."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answering = answering
        self.seen: list[Seen] = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Serve until the block ends."""
        with self:
            thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield self
            finally:
                self.shutdown()
                thread.join(5)

    @property
    def methods(self) -> list[str]:
        """The methods of all requests."""
        return [seen.method for seen in self.seen]

    def carried(self) -> list[str]:
        """Name the scheme of every request that carried credentials."""
        return [seen.scheme for seen in self.seen if seen.scheme]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    wbufsize = -1  # fields and content go out together: else the second waits for an acknowledgement
    server: Recorder

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = Seen(self.command, self.path, self.headers, content)
        self.server.seen.append(seen)
        status, fields, body = self.server.answering(seen)
        self.send_response(status, phrase(status))
        for name, value in fields:
            self.send_header(name, value)
        if status not in WITHOUT_LENGTH:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PUT = do_GET  # noqa: N815 (the server calls them so)
