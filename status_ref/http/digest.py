"""Digest access authentication (RFC 7616): what a client has to answer to a challenge.

For trying out clients. Passwords of accounts are kept so that nobody can compute this from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from status_ref.http.credentials import Credentials
from status_ref.http.syntax import Malformed

ALGORITHMS: dict[str, Callable[[bytes], Any]] = {
    "SHA-256": hashlib.sha256,
    "MD5": lambda content: hashlib.md5(content, usedforsecurity=False),
}
"""Those that are offered, the better one first (RFC 7616, Section 3.7)."""
DEMANDED = ("username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce")


@dataclass(frozen=True, slots=True, repr=False)
class DigestCredentials:
    """What a client sends for ``qop=auth``, the parameters by their names (RFC 7616, Section 3.4)."""

    params: Mapping[str, str]

    @classmethod
    def parse(cls, value: str) -> Self:
        """Read a whole ``Authorization`` value.

        Raises:
            Malformed: another scheme, or a parameter that has to be there is not.

        """
        credentials = Credentials.parse(value)
        if credentials.scheme.lower() != "digest":
            raise Malformed("Digest expected", 0)
        if missing := [name for name in DEMANDED if name not in credentials.params]:
            raise Malformed(f"{missing[0]} expected", len(value))
        if credentials.params["qop"] != "auth":
            raise Malformed("qop=auth expected", len(value))
        return cls(credentials.params)

    @property
    def algorithm(self) -> str:
        """The name of the algorithm; without one it is MD5 (RFC 7616, Section 3.4)."""
        return self.params.get("algorithm", "MD5").upper()

    def expected(self, method: str, username: str, realm: str, password: str) -> str:
        """Compute the response that the right password gives (RFC 7616, Section 3.4.1).

        Raises:
            KeyError: the algorithm is none that is offered.

        """
        part = self.params
        digest = ALGORITHMS[self.algorithm]

        def h(text: str) -> str:
            return str(digest(text.encode()).hexdigest())

        secret, what = h(f"{username}:{realm}:{password}"), h(f"{method}:{part['uri']}")
        return h(f"{secret}:{part['nonce']}:{part['nc']}:{part['cnonce']}:{part['qop']}:{what}")
