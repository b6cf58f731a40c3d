"""What is wrong with the files of a site, before anybody asks for their pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from status_ref.catalog import Catalog, load
from status_ref.catalog.ours import NAME, NOTES, PAGE, PROBLEMS, name_of, read_note, read_problem
from status_ref.catalog.reader import ContentError, read

README = "README.md"
"""A folder may say of itself what it is for."""


def faults(folders: Sequence[Path]) -> Iterator[ContentError]:
    """Give an error for each file in these folders that cannot be used; it names file, line and reason."""
    catalog = load(folders)
    for folder in folders:
        for path in sorted(folder.rglob("*.md")):
            if path.name != README:
                yield from _faults(path, folder, catalog)


def _faults(path: Path, folder: Path, catalog: Catalog) -> Iterator[ContentError]:
    try:
        _try(path, folder, catalog)
    except ContentError as error:
        yield error


def _try(path: Path, folder: Path, catalog: Catalog) -> None:
    place = path.parent.relative_to(folder).as_posix()
    if place == ".":
        _page(path)
    elif place == NOTES:
        _note(path, catalog)
    elif place.split("/")[0] == PROBLEMS:
        _problem(path, folder / PROBLEMS)
    else:
        raise ContentError(path, 1, f"only {NOTES} and {PROBLEMS} are folders that are read")


def _page(path: Path) -> None:
    if PAGE.fullmatch(path.stem) is None:
        raise ContentError(path, 1, "a page is called by its code: 401.md, 499-nginx.md")
    read(path, load().path(path.stem))


def _note(path: Path, catalog: Catalog) -> None:
    if catalog.path(path.stem) is None:
        raise ContentError(path, 1, f"there is no page {path.stem} that the note could stand on")
    read_note(path)


def _problem(path: Path, folder: Path) -> None:
    name = name_of(path, folder)
    if NAME.fullmatch(name) is None:
        raise ContentError(path, 1, "a problem is called by words in lower case: out-of-credit.md")
    read_problem(path, name)
