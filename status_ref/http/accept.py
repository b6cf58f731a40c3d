"""Accept: which of several media types a client would rather have (RFC 9110, Section 12.5.1).

What of a value does not fit the grammar is passed over: a client must still learn what went wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from status_ref.http.syntax import TOKEN

# No group captures within a possessive repeat: Python 3.11 ends in a SystemError there.
VALUE = rf'(?:{TOKEN.pattern}|"(?:[^"\\]|\\.)*+")'
PARAMETERS = rf"(?:[ \t]*+;[ \t]*+(?:{TOKEN.pattern}={VALUE})?+)*+"
MEMBER = re.compile(rf"[ \t]*+({TOKEN.pattern})/({TOKEN.pattern})({PARAMETERS})[ \t]*+(?:,|\Z)")
PARAMETER = re.compile(rf";[ \t]*+({TOKEN.pattern})=({VALUE})")
QVALUE = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an ``Accept`` field, such as ``text/*;q=0.5``; parameters but the weight are left out."""

    type: str
    subtype: str
    weight: float = 1.0

    def covers(self, media_type: str) -> bool:
        """Tell whether a media type, in lower case, is meant."""
        kind, _, subtype = media_type.partition("/")
        return self.type in {"*", kind} and self.subtype in {"*", subtype}

    @property
    def specificity(self) -> int:
        """Count the parts that are named: of all ranges that cover a type, the most specific one counts."""
        return (self.type != "*") + (self.subtype != "*")


def parse_accept(value: str) -> tuple[MediaRange, ...]:
    """Read the members of an ``Accept`` field that fit the grammar."""
    return tuple(_ranges(value))


def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """Choose what a client would rather have; None where it wants none of it.

    Of equal weights the one that the client names more closely counts, then the one that is offered first.

    Args:
        accept: the value of the field, or None where the request has none, which takes everything.
        offers: media types in lower case, without parameters.

    """
    if accept is None or not accept.strip(" \t"):
        return next(iter(offers), None)
    ranges = parse_accept(accept)
    wanted = [(offer, found) for offer in offers if (found := _closest(offer, ranges)) and found.weight]
    return max(wanted, key=lambda pair: (pair[1].weight, pair[1].specificity))[0] if wanted else None


def _closest(offer: str, ranges: Sequence[MediaRange]) -> MediaRange | None:
    covering = (candidate for candidate in ranges if candidate.covers(offer))
    return max(covering, key=lambda candidate: candidate.specificity, default=None)


def _ranges(value: str) -> Iterator[MediaRange]:
    position = 0
    while position < len(value):
        member = MEMBER.match(value, position)
        if member is None:
            comma = value.find(",", position)
            position = len(value) if comma < 0 else comma + 1
            continue
        position = member.end()
        if (found := _range(member)) is not None:
            yield found


def _range(member: re.Match[str]) -> MediaRange | None:
    kind, subtype = member[1].lower(), member[2].lower()
    weights = [value for name, value in PARAMETER.findall(member[3]) if name.lower() == "q"]
    written = weights[0] if weights else "1"
    if QVALUE.fullmatch(written) is None or (kind == "*" and subtype != "*"):
        return None
    return MediaRange(kind, subtype, float(written))
