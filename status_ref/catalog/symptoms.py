"""What people type when something broke, and which page or section answers it: ``content/symptoms.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.reader import ContentError

SYMPTOMS = CONTENT / "symptoms.toml"
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Symptom:
    """Words as they are typed, and where they lead: a slug, and an anchor or "" for the page itself."""

    text: str
    slug: str
    anchor: str


@cache
def symptoms(path: Path = SYMPTOMS) -> tuple[Symptom, ...]:
    """Give all symptoms; the file is read once.

    A table is named by a slug; in it, each key is an anchor of that page or of its collected causes (``page``
    is the page itself) and holds the list of what people type.

    Raises:
        ContentError: the file is broken.

    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path, 1, str(error)) from error
    return tuple(
        Symptom(text, slug, "" if anchor == PAGE else anchor)
        for slug, anchors in tables.items()
        for anchor, texts in anchors.items()
        for text in texts
    )
