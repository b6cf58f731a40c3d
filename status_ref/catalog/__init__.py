"""All status codes: ``load()`` gives a Catalog."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.model import Status
from status_ref.catalog.reader import read
from status_ref.catalog.translations import SOURCE

__all__ = ["CONTENT", "Catalog", "load"]


class Catalog:
    """The statuses of one or more folders; a file in a later folder takes the place of its namesake.

    A file is read when it is first asked for.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        """Note which files there are."""
        self._source, *others = folders
        found = [path for folder in (self._source, *others) for path in folder.glob("*.md")]
        self._files = {path.stem: path for path in found}
        self._translated = any(
            path.parent.parent == self._source.parent for path in found if path.parent != self._source
        )
        self._read: dict[str, Status] = {}

    def get(self, slug: str) -> Status | None:
        """Give a status by its slug, ``401`` or ``499-nginx``; None where there is none.

        Raises:
            ContentError: the file of this slug is broken.

        """
        if slug not in self._files:
            return None
        if slug not in self._read:
            self._read[slug] = read(self._files[slug])
        return self._read[slug]

    def file(self, slug: str) -> Path:
        """Give the file that a page of this catalog is read from."""
        return self._files[slug]

    def is_fallback(self, slug: str) -> bool:
        """Tell whether a page stays in English although others of this catalog are translated."""
        return self._translated and self._files[slug].parent == self._source

    def every(self) -> tuple[Status, ...]:
        """Give all statuses in the order of their codes."""
        return self._sorted

    def search(self, text: str) -> tuple[Status, ...]:
        """Give the statuses whose code, phrases or lead hold all the words of a text."""
        words = re.findall(r"\w+", text.lower())
        return tuple(
            status for status in self.every() if words and all(word in _haystack(status) for word in words)
        )

    @cached_property
    def _sorted(self) -> tuple[Status, ...]:
        statuses = (self.get(slug) for slug in self._files)
        return tuple(sorted(filter(None, statuses), key=lambda status: (status.code, status.slug)))


def load(folders: Iterable[Path] = (), language: str = SOURCE, content: Path = CONTENT) -> Catalog:
    """Load the catalog that comes with the package, and then the folders of a site.

    What is not translated into a language stays in English.
    """
    return Catalog([content / SOURCE, *([content / language] if language != SOURCE else []), *folders])


def _haystack(status: Status) -> str:
    causes = (f"{cause.title} {cause.anchor.replace('-', ' ')}" for cause in status.causes)
    parts = [status.slug, status.phrase, status.lead, *status.former_phrases, *causes]
    return " ".join(parts).lower()
