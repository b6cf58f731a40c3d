"""Servers that note what a client sends: one hands it on to the demo, one only asks."""

from __future__ import annotations

from http.client import HTTPConnection

from tests.plugins.demo import Demo
from tests.plugins.recorder import Answer, Recorder, Seen

PROFILE, MOVED = "/api/profile/", "/moved"
FRAMING = {"connection", "content-length", "date", "server", "transfer-encoding"}


class Relay(Recorder):
    """Hands every request on to the demo, and its answer back line by line.

    Whoever brings credentials to ``/moved`` is sent to ``location``. ``content`` is that of the last answer.
    """

    def __init__(self, demo: Demo) -> None:
        """Take the demo that answers."""
        super().__init__(self._handed_on)
        self.demo = demo
        self.content = b""
        self.location = ""
        self.elsewhere = self.url.replace("127.0.0.1", "localhost")

    def _handed_on(self, seen: Seen) -> Answer:
        if seen.target == MOVED and seen.authorization:
            return 302, [("Location", self.location)], b""
        target = PROFILE if seen.target == MOVED else seen.target
        connection = HTTPConnection(self.demo.host, self.demo.port, timeout=10)
        try:
            connection.request(seen.method, target, seen.content or None, dict(seen.fields.items()))
            response = connection.getresponse()
            fields = [field for field in response.getheaders() if field[0].lower() not in FRAMING]
            self.content = response.read()
            return response.status, fields, self.content
        finally:
            connection.close()


def asking(*lines: str, contented: bool = True) -> Recorder:
    """Ask with these lines of ``WWW-Authenticate``, and be content with whatever comes, or with nothing."""

    def answer(seen: Seen) -> Answer:
        if seen.authorization and contented:
            return 200, [], b"welcome"
        return 401, [("WWW-Authenticate", line) for line in lines], b"who are you?"

    return Recorder(answer)
