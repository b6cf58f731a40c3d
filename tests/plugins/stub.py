"""A server of the tests' own that answers what it is told to, on another origin than the demo."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(frozen=True)
class Answer:
    """What a path is answered with; a field may have several lines."""

    status: int = 200
    fields: tuple[tuple[str, str], ...] = ()
    body: bytes = b"<!doctype html><title>stub</title>"


@dataclass(frozen=True)
class Asked:
    """What somebody asked for."""

    method: str
    path: str
    fields: Message


@dataclass
class Stub:
    """Answers by path, the same to every method, lets every origin in, and remembers who asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start to listen on a loopback port."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def url(self, path: str) -> str:
        """Give the absolute address of a path."""
        return self.origin + path

    def stop(self) -> None:
        """Stop to listen."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            stub.asked.append(Asked(self.command, self.path, self.headers))
            answer = stub.answers.get(self.path, Answer())
            preflight = self.command == "OPTIONS"
            self.send_response(200 if preflight else answer.status)
            for name, value in (*_cors(self.headers.get("Origin")), *(() if preflight else answer.fields)):
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_OPTIONS = answer  # noqa: N815 (the library's names)

        def log_message(self, *args: object) -> None:
            """Stay silent."""

    return Handler


def _cors(origin: str | None) -> list[tuple[str, str]]:
    if origin is None:
        return []
    return [
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Headers", "authorization, x-requested-with"),
    ]
