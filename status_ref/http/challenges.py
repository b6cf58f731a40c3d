"""Challenges: what ``WWW-Authenticate`` asks a client for (RFC 9110, Section 11.6.1)."""

from __future__ import annotations

from status_ref.http.syntax import SchemeValue, parse_all


class Challenge(SchemeValue):
    """One challenge, such as ``Bearer realm="api", error="invalid_token"``."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show the challenge as it is written."""
        return f"<Challenge {self}>"


def parse_challenges(*lines: str | bytes) -> tuple[Challenge, ...]:
    """Read every challenge of one or more ``WWW-Authenticate`` field lines.

    A comma ends a parameter as well as a challenge; what follows it belongs to the same challenge while it
    is an assignment. Several challenges of one scheme are fine (Section 11.5), a parameter that stands twice
    in one challenge is not (Section 11.2).

    Raises:
        Malformed: a line does not fit the grammar.

    """
    return parse_all(Challenge, *lines)
