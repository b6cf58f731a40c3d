"""What clients do with a status by themselves, as measured; where they just show it, nothing is said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from status_ref.catalog.folder import CONTENT, table

CLIENTS = CONTENT / "clients.toml"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one client does with a status (inline Markdown), and its version that was measured last."""

    client: str
    version: str
    does: str


@cache
def measured(slug: str, path: Path = CLIENTS) -> tuple[Measured, ...]:
    """Give what was measured of a status; a vendor's meaning of a code is not measured by itself."""
    data = table(path)
    return tuple(_measured(data, client, word) for client, word in data["codes"].get(slug, {}).items())


def _measured(data: dict[str, Any], client: str, word: str) -> Measured:
    known = data["clients"][client]
    when = f", {known['follows']}" if word == "follows" else ""
    return Measured(client, known["version"], data["words"][word] + when)
