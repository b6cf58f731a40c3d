"""All known causes of a status, by the place where it goes wrong: one TOML file for a code that has many."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.reader import ContentError

CAUSES = CONTENT / "causes"
KEYS = ("id", "title", "see", "fix", "source", "url")
ANCHOR = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class KnownCause:
    """One cause: what you see, what mends it (both inline Markdown), and where that can be looked up."""

    id: str
    title: str
    see: str
    fix: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where it goes wrong, and how."""

    name: str
    causes: tuple[KnownCause, ...]


@cache
def causes(slug: str, folder: Path = CAUSES) -> tuple[Place, ...]:
    """Give the causes of a status, which are read once; none where nobody has collected them.

    Raises:
        ContentError: the file is broken.

    """
    path = folder / f"{slug}.toml"
    if not path.is_file():
        return ()
    text = path.read_text(encoding="utf-8")
    places = _places(path, text)
    try:
        return tuple(Place(place["name"], tuple(map(_cause, place["causes"]))) for place in places)
    except (KeyError, TypeError, ValueError) as error:
        raise ContentError(path, _line(text, error), f"a cause has {', '.join(KEYS)}: {error}") from error


def _places(path: Path, text: str) -> list[dict[str, Any]]:
    try:
        places: object = tomllib.loads(text).get("places")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise ContentError(path, int(found[1]) if found else 1, str(error)) from error
    if not isinstance(places, list):
        raise ContentError(path, 1, "causes stand in [[places]]")
    return places


def _cause(entry: dict[str, Any]) -> KnownCause:
    cause = KnownCause(**entry)
    if ANCHOR.fullmatch(cause.id) is None:
        raise ValueError(f"{cause.id!r} is no id")
    return cause


def _line(text: str, error: Exception) -> int:
    names = re.findall(r"'([^']+)'", str(error))
    lines = (
        number for number, line in enumerate(text.splitlines(), 1) if any(name in line for name in names)
    )
    return next(lines, 1)
