"""Pages in other languages: which are missing, and which were made from an older version of the English."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.reader import read

SOURCE = "en"


def digest(path: Path) -> str:
    """Name the version of a page, for the front matter of its translation: ``source = "…"``."""
    return sha256(path.read_bytes()).hexdigest()[:16]


def stale(language: str, content: Path = CONTENT) -> list[str]:
    """Give the slugs whose translation was made from another version than the present one, or from none.

    Raises:
        ContentError: a translation is broken.

    """
    pages = {path.stem: path for path in (content / SOURCE).glob("*.md")}
    made = sorted((content / language).glob("*.md"))
    return [
        path.stem for path in made if path.stem not in pages or read(path).source != digest(pages[path.stem])
    ]


def missing(language: str, content: Path = CONTENT) -> list[str]:
    """Give the slugs that nobody has translated yet."""
    made = {path.stem for path in (content / language).glob("*.md")}
    return sorted(path.stem for path in (content / SOURCE).glob("*.md") if path.stem not in made)
