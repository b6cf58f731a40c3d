"""What a site adds to the reference, from its own folders: notes on codes, and problem types of its own API.

``notes/401.md`` stands on the page of 401; ``problems/billing/out-of-credit.md`` is a page by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from status_ref.catalog.model import Note, ProblemType
from status_ref.catalog.reader import ContentError, Source, lines_of, unless_broken

PAGE = re.compile(r"[1-5][0-9]{2}(?:-[a-z0-9]+)*")
"""What a page is called: a code, and for what a vendor means by it, ``499-nginx``."""
WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
NAME = re.compile(rf"{WORD}(?:/{WORD})*")
"""What a problem type is called: ``out-of-credit``, or with folders ``billing/out-of-credit``."""
NOTES, PROBLEMS = "notes", "problems"
REQUIRED: dict[str, type] = {"title": str, "status": int, "lead": str}
OPTIONAL: dict[str, type] = {"code": str, "next": str, "updated": dt.date, "related": list, "reading": list}
SECTIONS = ("meaning", "causes", "fix", "exchange", "clients", "tip", "faq")
ERRORS = range(400, 600)


class Ours:
    """The notes and problem types of the folders of a site; a later folder's file counts.

    A file is read when it is first asked for. One that is broken is passed over, and the log says so.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        """Note which files there are; one whose name does not fit is passed over."""
        folders = tuple(folders)
        notes = (path for folder in folders for path in folder.glob(f"{NOTES}/*.md"))
        self._notes = {path.stem: path for path in notes if PAGE.fullmatch(path.stem)}
        problems = dict(pair for folder in folders for pair in _types(folder / PROBLEMS))
        self._problems = dict(sorted(problems.items()))
        self._read_notes: dict[str, Note | None] = {}
        self._read_problems: dict[str, ProblemType | None] = {}

    def note(self, slug: str) -> Note | None:
        """Give the note on a status by its slug; None where the site says nothing about it."""
        if slug not in self._notes:
            return None
        if slug not in self._read_notes:
            self._read_notes[slug] = unless_broken(read_note, self._notes[slug])
        return self._read_notes[slug]

    def problem(self, name: str) -> ProblemType | None:
        """Give a problem type by its name, ``billing/out-of-credit``; None where there is none."""
        if name not in self._problems:
            return None
        if name not in self._read_problems:
            self._read_problems[name] = unless_broken(read_problem, self._problems[name], name)
        return self._read_problems[name]

    def problems(self, status: int | None = None) -> tuple[ProblemType, ...]:
        """Give all problem types by their names, or those of one status."""
        every = filter(None, map(self.problem, self._problems))
        return tuple(problem for problem in every if status in {None, problem.status})


def _types(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in folder.rglob("*.md"):
        name = name_of(path, folder)
        if NAME.fullmatch(name):
            yield name, path


def name_of(path: Path, folder: Path) -> str:
    """Give the name of the problem type in a file below a folder of problems."""
    return path.relative_to(folder).with_suffix("").as_posix()


def read_note(path: Path) -> Note:
    """Read a note: Markdown, and before it a title where the first line is one, ``# Keys of this API``.

    Raises:
        ContentError: it says nothing, or cannot be read.

    """
    text = "\n".join(lines_of(path)).strip()
    first, _, rest = text.partition("\n")
    title, body = (first[2:].strip(), rest.strip()) if first.startswith("# ") else ("", text)
    if not body:
        raise ContentError(path, 1, "a note says something")
    return Note(title, body)


def read_problem(path: Path, name: str) -> ProblemType:
    """Read a problem type.

    Raises:
        ContentError: with file, line and reason.

    """
    source = Source(path)
    front = source.front_matter(REQUIRED, OPTIONAL)
    if front["status"] not in ERRORS:
        source.fail(source.line_of("status"), "status is from 400 to 599")
    front = {"code": name.rpartition("/")[2], **front}
    return ProblemType(
        name=name, **source.pointers(front), **source.words(source.sections(SECTIONS)), **front
    )
