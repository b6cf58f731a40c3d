"""Where the rows of the matrix are asked: a server, and the protected resources that it has."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import Protocol

from status_ref.http.challenges import Challenge, parse_challenges
from tests.plugins.demo import PASSWORD
from tests.wire.matrix.forging import Token
from tests.wire.socket_client import RawResponse, exchange, request

JSON = "Content-Type: application/json"
BROWSER = ("Accept: text/html,*/*;q=0.8", "Sec-Fetch-Dest: document", "Sec-Fetch-Mode: navigate")
OURS = ("bearer", "basic", "session")
ORDERS = ["-".join(order) for order in (*permutations(OURS), *permutations((*OURS, "foreign")))]
ANNOUNCED = {"bearer": {"bearer"}, "basic": {"basic"}, "session": {"cookie"}, "foreign": {"apikey", "basic"}}


class Running(Protocol):
    """A project that is served: the demo or another one."""

    host: str
    port: int

    def manage(self, *arguments: str) -> str:
        """Run a command of its ``manage.py``."""


class Server:
    """Asks a project, and remembers what it said to questions that change nothing."""

    def __init__(
        self,
        project: Running,
        *,
        key: str | bytes,
        offers: str,
        member: str = "access_token",
        handler: bool = True,
        fields: tuple[str, ...] = (),
    ) -> None:
        """Tell what differs from one project to another.

        Args:
            project: what runs.
            key: what signs its tokens.
            offers: the schemes of ``/api/profile/`` in lower case, separated by spaces.
            member: where its answer to a sign-in has the access token.
            handler: whether our exception handler is installed.
            fields: what is sent with every request.

        """
        self.project, self.key, self.member, self.fields = project, key, member, fields
        self.home = Place(self, "/api/profile/", frozenset(offers.split()), handler)
        self._seen: dict[tuple[str | bytes, ...], RawResponse] = {}

    def ask(self, method: str, target: str, *fields: str | bytes, body: bytes = b"") -> RawResponse:
        """Exchange one message."""
        message = request(method, target, *self.fields, *fields, body=body)
        return exchange(self.project.host, self.project.port, message)

    def see(self, method: str, target: str, *fields: str | bytes) -> RawResponse:
        """Give the answer to a message without content, the first one where it was asked before."""
        question = method, target, *fields
        if question not in self._seen:
            self._seen[question] = self.ask(*question)
        return self._seen[question]

    def sign_in(self, name: str, **wanted: str) -> dict[str, str]:
        """Give what the token endpoint answers to a name and the password of the tests."""
        body = json.dumps({"username": name, "password": PASSWORD} | wanted).encode()
        return json.loads(self.ask("POST", "/api/token/", JSON, body=body).body)

    def refresh(self, token: str) -> RawResponse:
        """Trade a refresh token for the next tokens."""
        body = json.dumps({"grant_type": "refresh_token", "refresh_token": token}).encode()
        return self.ask("POST", "/api/token/refresh/", JSON, body=body)

    @cached_property
    def token(self) -> Token:
        """An access token of ann's."""
        return self.token_of("ann")

    def token_of(self, name: str) -> Token:
        """Sign somebody in, and give an access token that lasts as long as the tests do."""
        issued = Token(self.sign_in(name)[self.member], self.key)
        return Token(issued.changed(exp=int(time.time()) + 3000), self.key)

    @property
    def subject(self) -> str:
        """The claim that says whom its tokens stand for."""
        return "sub" if "sub" in self.token.claims else "user_id"


@dataclass(frozen=True)
class Place:
    """A protected resource: what it offers, and whether our exception handler answers for it."""

    server: Server
    path: str
    offers: frozenset[str]
    handler: bool = True

    def see(self, method: str, *fields: str | bytes) -> RawResponse:
        """Ask it; whatever is asked may be remembered."""
        return self.server.see(method, self.path, *fields)

    def bearer(self, *without: str, **claims: object) -> str:
        """Give the field with ann's token, or with one whose claims differ from it."""
        return bearer(self.server.token.changed(*without, **claims))

    def refusals(self) -> list[RawResponse]:
        """Give every kind of 401 that it can answer."""
        return [self.see(method, *fields) for method, *fields in self._asked_in_vain()]

    def _asked_in_vain(self) -> list[tuple[str | bytes, ...]]:
        questions = [
            ("GET",),
            ("HEAD",),
            ("POST", "Content-Length: 0"),
            ("BREW",),
            ("GET", "Authorization: Foo x"),
            ("GET", "Authorization: Bearer a.b.c"),
            ("GET", self.bearer(exp=1)),
        ]
        if "basic" in self.offers:
            questions.append(("GET", "Authorization: Basic !!"))
        if "cookie" in self.offers:
            questions.append(("GET", "Cookie: sessionid=ended0123456789"))
        if self.handler:
            questions += [("GET", "Accept: image/png"), ("GET", *BROWSER)]
        return questions


def order(server: Server, name: str) -> Place:
    """Give the place where the authenticators stand in this order."""
    return Place(
        server, f"/orders/{name}/", frozenset().union(*(ANNOUNCED[part] for part in name.split("-")))
    )


def bearer(token: str) -> str:
    """Write the field with a token."""
    return f"Authorization: Bearer {token}"


def basic(name: str, password: str = PASSWORD) -> str:
    """Write the field with a name and a password."""
    return "Authorization: Basic " + b64encode(f"{name}:{password}".encode()).decode()


def lines(answer: RawResponse) -> list[str]:
    """Give what an answer asks for, line by line."""
    return answer.lines("WWW-Authenticate")


def challenges(answer: RawResponse) -> tuple[Challenge, ...]:
    """Read what an answer asks for, with the reader that clients get."""
    return parse_challenges(*lines(answer))


def offered(answer: RawResponse) -> set[str]:
    """Name the schemes of an answer, in lower case."""
    return {challenge.scheme.lower() for challenge in challenges(answer)}


def of_scheme(answer: RawResponse, scheme: str) -> Challenge:
    """Give the one challenge of a scheme."""
    (found,) = [challenge for challenge in challenges(answer) if challenge.scheme.lower() == scheme]
    return found


def in_error(answer: RawResponse) -> set[str]:
    """Name the schemes whose challenge tells of an error."""
    return {challenge.scheme.lower() for challenge in challenges(answer) if "error" in challenge.params}


def listed(answer: RawResponse, name: str) -> set[str]:
    """Give the members of a list-valued field, in lower case."""
    return {member.strip().lower() for line in answer.lines(name) for member in line.split(",")}


def problem(answer: RawResponse) -> dict[str, object]:
    """Read the problem of an answer."""
    assert answer["Content-Type"] == "application/problem+json"
    return json.loads(answer.body)
