"""The 401 ladder: six requests from no credentials to the right ones, with the answers of a real server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from status_ref.catalog.folder import CONTENT, table

WORDS = CONTENT / "ladder.toml"
RECORDED = CONTENT / "ladder.json"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An exchange with a server, without what differs from day to day: dates, tokens, ids.

    ``authorization`` is what was sent, with a name in the place of the token. ``code`` is the one of the
    problem, empty where the answer is none.
    """

    path: str
    authorization: str
    status: int
    reason: str
    challenges: tuple[str, ...]
    code: str

    @property
    def family(self) -> int:
        """The first digit of the status."""
        return self.status // 100


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is different from the one before, what to do next, and how a server answered."""

    key: str
    title: str
    changed: str
    next: str
    recorded: Recorded


@cache
def steps() -> tuple[Step, ...]:
    """Give the steps in their order; both files are read once."""
    recorded = {key: _recorded(entry) for key, entry in json.loads(RECORDED.read_text("utf-8")).items()}
    words = table(WORDS)["step"]
    return tuple(Step(**entry, recorded=recorded[entry["key"]]) for entry in words)


def _recorded(entry: dict[str, Any]) -> Recorded:
    return Recorded(**{**entry, "challenges": tuple(entry["challenges"])})
