"""Servers on real sockets that note what a client sends: one hands it on to the demo, one only asks."""

from __future__ import annotations

import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.plugins.demo import Demo

PROFILE, MOVED = "/api/profile/", "/moved"
FRAMING = {"connection", "content-length", "date", "server", "transfer-encoding"}
Fields = list[tuple[str, str]]
Answer = tuple[int, Fields, bytes]


@dataclass(frozen=True)
class Seen:
    """A request as it came."""

    method: str
    target: str
    fields: dict[str, str]
    content: bytes

    @property
    def authorization(self) -> str | None:
        """The credentials, where there are any."""
        return self.fields.get("authorization")

    @property
    def scheme(self) -> str | None:
        """The scheme of the credentials."""
        return self.authorization.split()[0] if self.authorization else None

    @property
    def pair(self) -> bytes:
        """The name and password of Basic credentials, as bytes."""
        return b64decode(str(self.authorization).removeprefix("Basic "))


class Recorder(ThreadingHTTPServer):
    """Answers as it is told to, and keeps what was asked and the content that it answered with last."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Seen], Answer]) -> None:
        """Listen on a free loopback port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.seen: list[Seen] = []
        self.content = b""
        self.location = ""
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.elsewhere = self.url.replace("127.0.0.1", "localhost")

    @contextmanager
    def running(self) -> Iterator[Recorder]:
        """Serve until the block ends."""
        with self:
            thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield self
            finally:
                self.shutdown()
                thread.join(5)

    def carried(self) -> list[str]:
        """Name the scheme of every request that carried credentials."""
        return [seen.scheme for seen in self.seen if seen.scheme]

    def respond(self, seen: Seen) -> Answer:
        """Redirect whoever brings credentials to ``/moved``; everything else is answered as told."""
        self.seen.append(seen)
        if seen.target == MOVED and seen.authorization:
            return 302, [("Location", self.location)], b""
        status, fields, self.content = self.answer(seen)
        return status, fields, self.content


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10
    wbufsize = -1  # fields and content go out together: else the second waits for an acknowledgement
    server: Recorder

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fields = {name.lower(): value for name, value in self.headers.items()}
        status, lines, body = self.server.respond(Seen(self.command, self.path, fields, content))
        self.send_response(status)
        for name, value in [*lines, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 (the server calls it so)


def relay(demo: Demo) -> Recorder:
    """Hand every request on to the demo, and its answer back line by line."""

    def answer(seen: Seen) -> Answer:
        connection = HTTPConnection(demo.host, demo.port, timeout=10)
        target = PROFILE if seen.target == MOVED else seen.target
        try:
            connection.request(seen.method, target, seen.content or None, seen.fields)
            response = connection.getresponse()
            fields = [field for field in response.getheaders() if field[0].lower() not in FRAMING]
            return response.status, fields, response.read()
        finally:
            connection.close()

    return Recorder(answer)


def asking(*lines: str, contented: bool = True) -> Recorder:
    """Ask with these lines of ``WWW-Authenticate``, and be content with whatever comes, or with nothing."""

    def answer(seen: Seen) -> Answer:
        if seen.authorization and contented:
            return 200, [], b"welcome"
        return 401, [("WWW-Authenticate", line) for line in lines], b"who are you?"

    return Recorder(answer)
