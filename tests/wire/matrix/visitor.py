"""Somebody with a browser: keeps cookies, and sends forms with the token that is hidden in them."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.plugins.demo import PASSWORD
from tests.wire.matrix.places import Server
from tests.wire.socket_client import RawResponse

FORM = "Content-Type: application/x-www-form-urlencoded"
HIDDEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


class Visitor:
    """A visitor of the demo."""

    def __init__(self, server: Server) -> None:
        """Come without cookies."""
        self.server = server
        self.cookies: dict[str, str] = {}

    def get(self, target: str, *fields: str) -> RawResponse:
        """Open a page."""
        return self._ask("GET", target, *fields)

    def submit(self, target: str, **values: str) -> RawResponse:
        """Open the page of a form and send it."""
        hidden = HIDDEN.search(self.get(target).body).group(1).decode()
        body = urlencode(values | {"csrfmiddlewaretoken": hidden}).encode()
        # Over TLS a form must say where it comes from.
        return self._ask("POST", target, FORM, "Referer: https://127.0.0.1/", body=body)

    def log_in(self, name: str = "ann") -> RawResponse:
        """Log in, and give the answer."""
        return self.submit("/accounts/login/", username=name, password=PASSWORD)

    @property
    def cookie(self) -> str:
        """Write the field with the session."""
        (value,) = [f"{name}={value}" for name, value in self.cookies.items() if "sessionid" in name]
        return f"Cookie: {value}"

    def _ask(self, method: str, target: str, *fields: str, body: bytes = b"") -> RawResponse:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = [*fields, *([f"Cookie: {jar}"] if jar else [])]
        answer = self.server.ask(method, target, *sent, body=body)
        for line in answer.lines("Set-Cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer
