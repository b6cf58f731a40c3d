"""All status codes: ``load()`` gives a Catalog."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.model import Heading, Status
from status_ref.catalog.ours import PAGE, Ours
from status_ref.catalog.reader import read, read_heading, unless_broken
from status_ref.catalog.translations import SOURCE

__all__ = ["CONTENT", "Catalog", "load"]


class Catalog:
    """The statuses of one or more folders; a file in a later folder takes the place of its namesake.

    A file is read when it is first asked for. ``ours`` is what a site adds: notes, and problem types.
    """

    def __init__(self, folders: Iterable[Path], own: Iterable[Path] = ()) -> None:
        """Note which files there are.

        Args:
            folders: those of the package; the first one is complete.
            own: those of a site. A page there says only what is to be otherwise, as far as facts go.

        """
        own = tuple(own)
        self.ours = Ours(own)
        self._source, *others = folders
        found = [path for folder in (self._source, *others) for path in folder.glob("*.md")]
        self._bases = {path.stem: path for path in found}
        theirs = (path for folder in own for path in folder.glob("*.md") if PAGE.fullmatch(path.stem))
        self._files = self._bases | {path.stem: path for path in theirs}
        self._translated = any(
            path.parent.parent == self._source.parent for path in found if path.parent != self._source
        )
        self._read: dict[str, Status | None] = {}

    def get(self, slug: str) -> Status | None:
        """Give a status by its slug, ``401`` or ``499-nginx``; None where there is none.

        A broken file of a site is passed over: ours counts, if there is one.

        Raises:
            ContentError: the file of this slug is ours, and broken.

        """
        if slug not in self._files:
            return None
        if slug not in self._read:
            self._read[slug] = self._status(slug)
        return self._read[slug]

    def _status(self, slug: str) -> Status | None:
        path, base = self._files[slug], self._bases.get(slug)
        theirs = unless_broken(read, path, base) if path != base else None
        return theirs or (read(base) if base else None)

    def path(self, slug: str) -> Path | None:
        """Give the file of a status, which need not be a good one; None where there is none."""
        return self._files.get(slug)

    def is_fallback(self, slug: str) -> bool:
        """Tell whether a page stays in English although others of this catalog are translated."""
        return self._translated and self._files[slug].parent == self._source

    def every(self) -> tuple[Status, ...]:
        """Give all statuses in the order of their codes."""
        return self._sorted

    def headings(self) -> tuple[Heading, ...]:
        """Give the heads of all pages in the order of their codes; nothing else of our files is read."""
        return self._headings

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that pages are read from."""
        return tuple(self._files.values())

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        return tuple(sorted(filter(None, map(self._heading, self._files)), key=_order))

    def _heading(self, slug: str) -> Heading | None:
        # A page of the site's own may leave facts to ours, so it is read with them.
        ours = self._files[slug] == self._bases.get(slug)
        return read_heading(self._files[slug]) if ours else self.get(slug)

    @cached_property
    def _sorted(self) -> tuple[Status, ...]:
        return tuple(sorted(filter(None, map(self.get, self._files)), key=_order))


def load(folders: Iterable[Path] = (), language: str = SOURCE, content: Path = CONTENT) -> Catalog:
    """Load the catalog that comes with the package, and then the folders of a site.

    What is not translated into a language stays in English.
    """
    package = [content / SOURCE, *([content / language] if language != SOURCE else [])]
    return Catalog(package, folders)


def _order(heading: Heading) -> tuple[int, str]:
    return heading.code, heading.slug
