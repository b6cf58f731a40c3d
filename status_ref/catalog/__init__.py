"""All status codes: ``load()`` gives a Catalog."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.model import Status
from status_ref.catalog.reader import read

__all__ = ["CONTENT", "Catalog", "load"]


class Catalog:
    """The statuses of one or more folders; a file in a later folder takes the place of its namesake.

    A file is read when it is first asked for.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        """Note which files there are."""
        files = (path for folder in folders for path in folder.glob("*.md"))
        self._files = {path.stem: path for path in files}
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


def load(folders: Iterable[Path] = (), language: str = "en") -> Catalog:
    """Load the catalog that comes with the package, and then the folders of a site."""
    return Catalog([CONTENT / language, *folders])


def _haystack(status: Status) -> str:
    causes = (f"{cause.title} {cause.anchor.replace('-', ' ')}" for cause in status.causes)
    parts = [status.slug, status.phrase, status.lead, *status.former_phrases, *causes]
    return " ".join(parts).lower()
