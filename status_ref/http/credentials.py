"""Credentials: what a client sends in ``Authorization`` (RFC 9110, Section 11.6.2).

No ``repr`` and no error in here shows a secret.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import ClassVar, Self

from status_ref.http.syntax import TOKEN, Malformed, SchemeValue, parse_all, text_of

BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Credentials(SchemeValue):
    """Credentials of any scheme, such as ``Bearer mF_9.B5f-4.1JqM``."""

    __slots__ = ()

    # RFC 7616, Section 3.4: a client leaves other parameters unquoted than a server does.
    unquoted: ClassVar[frozenset[str]] = frozenset({"algorithm", "qop", "nc", "userhash"})

    @classmethod
    def parse(cls, value: str | bytes) -> Self:
        """Read a whole ``Authorization`` value; it is no list, so commas belong to parameters alone.

        Raises:
            Malformed: it is not one, or a comma stands elsewhere (RFC 9110, Section 11.4).

        """
        text = text_of(value)
        credentials = super().parse(text)
        start = text.index(credentials.scheme)
        listed = credentials.token68 is None and text.startswith(f"{credentials.scheme} ", start)
        bare = text[:start] if listed else text
        if "," in bare:
            raise Malformed("value without a comma expected", bare.index(","))
        return credentials

    def __repr__(self) -> str:
        """Show the scheme alone; not even that where it may be a token that was sent without one."""
        return f"<Credentials {self.scheme} …>" if self.params or self.token68 else "<Credentials …>"


@dataclass(frozen=True, slots=True)
class BasicCredentials:
    """A name and a password in UTF-8 (RFC 7617, Sections 2 and 2.1).

    Raises:
        Malformed: the name has a colon, or either has a control character or is no Unicode text.

    """

    username: str
    password: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what the scheme cannot carry."""
        if ":" in self.username:
            raise Malformed("user-id without a colon expected", self.username.index(":"))
        pair = f"{self.username}:{self.password}"
        if found := CONTROL.search(pair):
            raise Malformed("text without control characters expected", found.start())
        if any("\ud800" <= character <= "\udfff" for character in pair):
            raise Malformed("text expected", 0)

    @classmethod
    def parse(cls, value: str | bytes) -> Self:
        """Read a whole ``Authorization`` value.

        The Base64 is taken strictly: standard alphabet, padded (RFC 4648, Section 4). The first colon ends
        the name, later ones belong to the password.

        Raises:
            Malformed: another scheme, no Base64, no UTF-8, no colon, or a control character.

        """
        credentials = Credentials.parse(value)
        if credentials.scheme.lower() != "basic" or credentials.token68 is None:
            raise Malformed("Basic and Base64 expected", 0)
        start = len(credentials.scheme) + 1
        if BASE64.fullmatch(credentials.token68) is None:
            raise Malformed("padded Base64 expected", start)
        username, colon, password = _utf8(b64decode(credentials.token68), start).partition(":")
        if not colon:
            raise Malformed("colon expected", start)
        return cls(username, password)

    def __str__(self) -> str:
        """Write the value as it goes into the field."""
        return f"Basic {b64encode(f'{self.username}:{self.password}'.encode()).decode()}"


def scheme_of(value: str) -> str | None:
    """Name the scheme of an ``Authorization`` value in lower case; None where it names none.

    Whose business a value is shows here, however malformed the rest may be.
    """
    found = TOKEN.match(value)
    return (
        found.group().lower()
        if found and value[found.end() : found.end() + 1] in {"", " ", "\t", ","}
        else None
    )


def is_repeated(value: str | bytes) -> bool:
    """Tell whether a value was joined from several fields, as servers do (RFC 9110, Section 5.3).

    ``Bearer a,Bearer b`` was; ``Bearer a,b`` is merely malformed, and ``Digest a="b, c", d=e`` is one value.
    """
    try:
        first, *others = parse_all(Credentials, value)
    except ValueError:
        return False
    return any(
        other.token68 or other.params or other.scheme.lower() == first.scheme.lower() for other in others
    )


def _utf8(content: bytes, position: int) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Malformed("UTF-8 expected", position) from None  # the error holds the bytes
