"""Which code answers: one, any of several by their weights, or one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import SystemRandom
from typing import Self

MEMBER = re.compile(r"([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?(?::([0-9]{1,6}(?:\.[0-9]{1,6})?))?")
MAX_MEMBERS = 100
GRAMMAR = "codes from 100 to 599, such as 401, 200,503, 500-599 or 200:0.9,503:0.1"

_random = SystemRandom()


@dataclass(frozen=True, slots=True)
class Span:
    """The codes from the first to the last, and how likely one of them is beside other spans."""

    first: int
    last: int
    weight: float = 1.0

    def pick(self) -> int:
        """Choose one of the codes; all are equally likely."""
        return self.first if self.first == self.last else _random.randint(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the address of a live answer names: ``401``, ``200:0.9,503:0.1`` or ``500-599``."""

    spans: tuple[Span, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the part of an address.

        Raises:
            ValueError: with a sentence that says what was wrong.

        """
        members = text.split(",", MAX_MEMBERS)
        if len(members) > MAX_MEMBERS:
            raise ValueError(f"More than {MAX_MEMBERS} codes cannot be listed.")
        spans = tuple(map(_span, members))
        if not sum(span.weight for span in spans):
            raise ValueError("All weights are 0: one of them has to be more.")
        return cls(spans)

    @property
    def only(self) -> int | None:
        """The code, where there is but one."""
        span = self.spans[0]
        return span.first if len(self.spans) == 1 and span.first == span.last else None

    def pick(self) -> int:
        """Choose a code by the weights."""
        if len(self.spans) == 1:
            return self.spans[0].pick()
        return _random.choices(self.spans, [span.weight for span in self.spans])[0].pick()

    def step(self, number: int) -> int:
        """Give the code of a step, counted from 1; the last one stays."""
        return self.spans[min(number, len(self.spans)) - 1].pick()


def _span(member: str) -> Span:
    found = MEMBER.fullmatch(member)
    if found is None:
        raise ValueError(f"{member[:20]!r} is no status code. Live answers exist for {GRAMMAR}.")
    first, last = int(found[1]), int(found[2] or found[1])
    if last < first:
        raise ValueError(f"{member[:20]} ends before it begins. Write the lower code first.")
    return Span(first, last, float(found[3] or 1))
