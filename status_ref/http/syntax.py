"""The grammar that challenges and credentials share (RFC 9110, Sections 5.6, 11.2, 11.3 and 11.4).

``credentials`` and ``challenge`` are one production: ``auth-scheme [ 1*SP ( token68 / #auth-param ) ]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar, Self, TypeVar

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
TOKEN68 = re.compile(r"[A-Za-z0-9\-._~+/]+=*")
OPENED = re.compile(r'"((?:[\t \x21\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*+)')
QUOTABLE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
PAIR = re.compile(r"\\(.)", re.DOTALL)
WHITESPACE = re.compile(r"[ \t]*")
SPACES = re.compile(r" +")
GAP = re.compile(r"[ \t,]*")
ASSIGNMENT = re.compile(rf"({TOKEN.pattern})[ \t]*=[ \t]*")


class Malformed(ValueError):
    """A value that the grammar does not allow: what was expected, and after how many characters."""

    def __init__(self, reason: str, position: int) -> None:
        """Say what was expected, and where."""
        super().__init__(f"{reason} at position {position}")
        self.reason = reason
        self.position = position


@dataclass(frozen=True, eq=False, repr=False)
class SchemeValue:
    """A scheme with a token68 or with parameters.

    Names of schemes and parameters are compared without regard to case (RFC 9110, Sections 11.1 and 11.2):
    the scheme is kept as it was written, the names of parameters are kept in lower case.

    Raises:
        Malformed: a part does not fit the grammar, or a token68 and parameters come together.

    """

    # RFC 7616, Section 3.3 demands these without quotes; all others are written with them, as realm must be.
    unquoted: ClassVar[frozenset[str]] = frozenset({"algorithm", "stale", "userhash", "cookie-name"})

    scheme: str
    params: Mapping[str, str] = field(default_factory=dict)
    token68: str | None = None

    def __post_init__(self) -> None:
        """Refuse what could not be written, and make the value safe to share."""
        _demand(TOKEN, self.scheme, "scheme expected")
        if self.token68 is not None:
            _demand(TOKEN68, self.token68, "token68 expected")
            if self.params:
                raise Malformed("comma expected", 0)
        params: dict[str, str] = {}
        for name, value in self.params.items():
            _demand(TOKEN, name, "parameter name expected")
            _demand(QUOTABLE, value, "printable value expected")
            _add(params, name, value, 0)
        object.__setattr__(self, "params", MappingProxyType(params))

    @classmethod
    def parse(cls, value: str | bytes) -> Self:
        """Read exactly one.

        Raises:
            Malformed: it is not one, or it is more than one.

        """
        text = text_of(value)
        items = list(_items(cls, text))
        if len(items) != 1:
            raise Malformed("exactly one value expected", len(text))
        return items[0]

    def __str__(self) -> str:
        """Write the value as it goes into a field."""
        params = (_written(name, value, self.unquoted) for name, value in self.params.items())
        rest = self.token68 or ", ".join(params)
        return f"{self.scheme} {rest}" if rest else self.scheme

    def __eq__(self, other: object) -> bool:
        """Compare as the RFC does."""
        return isinstance(other, type(self)) and self._key() == other._key()

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(self._key())

    def __reduce__(self) -> tuple[object, ...]:
        """Let caches keep responses that hold challenges; a mapping proxy cannot be pickled."""
        return type(self), (self.scheme, dict(self.params), self.token68)

    def _key(self) -> tuple[str, str | None, frozenset[tuple[str, str]]]:
        return self.scheme.lower(), self.token68, frozenset(self.params.items())


T = TypeVar("T", bound=SchemeValue)


def parse_all(kind: type[T], *lines: str | bytes) -> tuple[T, ...]:
    """Read every value of one or more field lines; empty list members are passed over (Section 5.6.1.2).

    Raises:
        Malformed: a line does not fit the grammar; the position counts within that line.

    """
    return tuple(item for line in lines for item in _items(kind, text_of(line)))


def text_of(value: str | bytes) -> str:
    """Give one character for each byte of a field value, as WSGI does."""
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _items(kind: type[T], text: str) -> Iterator[T]:
    position = _after(GAP, text, 0)
    while position < len(text):
        scheme = _match(TOKEN, text, position, "scheme expected")
        position = scheme.end()
        token68: str | None = None
        params: dict[str, str] = {}
        if spaces := SPACES.match(text, position):
            position = spaces.end()
            token68, position = _token68(text, position)
            if token68 is None:
                params, position = _params(text, position)
        position = _member_end(text, position)
        yield kind(scheme.group(), params, token68)


def _token68(text: str, position: int) -> tuple[str | None, int]:
    found = TOKEN68.match(text, position)
    if found is None:
        return None, position
    end = _after(WHITESPACE, text, found.end())
    if end == len(text) or text[end] == ",":
        return found.group(), found.end()
    if found.group().endswith("=="):
        raise Malformed("comma expected", end)
    return None, position


def _params(text: str, position: int) -> tuple[dict[str, str], int]:
    params: dict[str, str] = {}
    end = position
    while assignment := ASSIGNMENT.match(text, _after(GAP, text, position)):
        gap = text[end : assignment.start()]
        # Before the first one stands nothing but the spaces after the scheme, or an empty member.
        if (params or gap) and "," not in gap:
            raise Malformed("comma expected", assignment.start())
        value, position = _value(text, assignment.end())
        _add(params, assignment.group(1).lower(), value, assignment.start())
        end = position
    return params, end


def _value(text: str, position: int) -> tuple[str, int]:
    if opened := OPENED.match(text, position):
        if text[opened.end() : opened.end() + 1] != '"':
            raise Malformed("closing quote expected", opened.end())
        return PAIR.sub(r"\1", opened.group(1)), opened.end() + 1
    token = _match(TOKEN, text, position, "value expected")
    return token.group(), token.end()


def _member_end(text: str, position: int) -> int:
    end = _after(WHITESPACE, text, position)
    if end < len(text) and text[end] != ",":
        raise Malformed("comma expected", end)
    return _after(GAP, text, end)


def _match(pattern: re.Pattern[str], text: str, position: int, reason: str) -> re.Match[str]:
    found = pattern.match(text, position)
    if found is None:
        raise Malformed(reason, position)
    return found


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    return _match(pattern, text, position, "").end()


def _demand(pattern: re.Pattern[str], text: str, reason: str) -> None:
    if pattern.fullmatch(text) is None:
        found = pattern.match(text)
        raise Malformed(reason, found.end() if found else 0)


def _add(params: dict[str, str], name: str, value: str, position: int) -> None:
    if name.lower() in params:
        raise Malformed(f"duplicate {name.lower()}", position)
    params[name.lower()] = value


def _written(name: str, value: str, unquoted: frozenset[str]) -> str:
    if name in unquoted and TOKEN.fullmatch(value):
        return f"{name}={value}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{name}="{escaped}"'
