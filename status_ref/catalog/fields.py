"""What a field of a request or an answer says in one line, and what a client does next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from status_ref.catalog.folder import CONTENT, table

FILE = CONTENT / "fields.toml"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name as it is written, its meaning in one line, and where it is defined."""

    name: str
    meaning: str
    spec: str


@cache
def fields() -> Mapping[str, Field]:
    """Give the fields by their names in lower case; they are read once."""
    return {name.lower(): Field(name, **entry) for name, entry in table(FILE)["field"].items()}


def next_steps() -> Mapping[str, str]:
    """Give a sentence for each value that the member ``next`` of a problem can have."""
    steps: Mapping[str, str] = table(FILE)["next"]
    return steps
