"""Tokens that no library would make: any header and any claims, rightly signed."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

HUGE = "a number of five thousand digits"
"""Stands in claims for what ``json.dumps`` refuses to write."""


@dataclass(frozen=True)
class Token:
    """A token that a server issued, and the key that signs others like it."""

    raw: str
    key: str | bytes

    @property
    def header(self) -> dict[str, object]:
        """Read its header."""
        return json.loads(_decoded(self.raw.split(".")[0]))

    @property
    def claims(self) -> dict[str, object]:
        """Read its claims."""
        return json.loads(_decoded(self.raw.split(".")[1]))

    def changed(
        self,
        *without: str,
        header: dict[str, object] | None = None,
        key: str | bytes | None = None,
        **claims: object,
    ) -> str:
        """Sign it anew, without some claims and with others, with HMAC and SHA-256 whatever it says."""
        kept = {name: value for name, value in self.claims.items() if name not in without}
        return sign(self.header | (header or {}), kept | claims, self.key if key is None else key)


def sign(header: dict[str, object], claims: dict[str, object], key: str | bytes) -> str:
    """Sign a token with HMAC and SHA-256."""
    content = f"{encoded(_written(header))}.{encoded(_written(claims))}"
    secret = key.encode() if isinstance(key, str) else key
    return f"{content}.{encoded(hmac.digest(secret, content.encode(), 'sha256'))}"


def encoded(content: bytes) -> str:
    """Encode a part of a token."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _written(members: dict[str, object]) -> bytes:
    return json.dumps(members).replace(f'"{HUGE}"', "9" * 5000).encode()
