"""Accept-Encoding: in which content coding a client would rather have an answer (RFC 9110, Section 12.5.3).

A member that does not fit the grammar is passed over, as in ``Accept``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from status_ref.http.accept import QVALUE
from status_ref.http.syntax import TOKEN

IDENTITY = "identity"
"""No coding at all: the content as it is."""
MEMBER = re.compile(rf"[ \t]*+({TOKEN.pattern})(?:[ \t]*+;[ \t]*+[Qq]=({QVALUE.pattern}))?[ \t]*+")
ALIASES = {"x-gzip": "gzip"}
"""RFC 9110, Section 8.4.1.3."""


def parse_accept_encoding(value: str) -> dict[str, float]:
    """Read the weight of each coding in lower case; of a coding that stands twice, the last one counts."""
    members = filter(None, map(MEMBER.fullmatch, value.split(",")))
    return {_name(member[1]): float(member[2] or "1") for member in members}


def preferred_coding(accept_encoding: str | None, offers: Sequence[str]) -> str:
    """Choose the coding of an answer; of equal weights the one that is offered first counts.

    Whoever sends no field says nothing of codings and gets none. Where none is acceptable, not even
    ``identity``, the answer comes without one: a page that can be read helps more than a 406.

    Args:
        accept_encoding: the value of the field, or None where the request has none.
        offers: codings in lower case, the best first, without ``identity``.

    """
    if not accept_encoding:
        return IDENTITY
    weights = parse_accept_encoding(accept_encoding)
    least = _weight(weights, IDENTITY)
    best = max(offers, key=lambda offer: _weight(weights, offer), default=IDENTITY)
    weight = _weight(weights, best)
    return best if weight and weight >= least else IDENTITY


def _weight(weights: Mapping[str, float], coding: str) -> float:
    return weights.get(coding, weights.get("*", 0.0))


def _name(written: str) -> str:
    return ALIASES.get(written.lower(), written.lower())
