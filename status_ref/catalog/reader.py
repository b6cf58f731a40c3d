"""From a content file to a Status: TOML front matter between two ``+++`` lines, then Markdown sections."""

from __future__ import annotations

import datetime as dt
import logging
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import astuple
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

from status_ref.catalog.model import ACTORS, KINDS, Cause, Heading, Item, Reading, Related, Status

Asked = ParamSpec("Asked")
Read = TypeVar("Read")
logger = logging.getLogger("status_ref.content")

FENCE = "+++"
SECTIONS = ("meaning", "causes", "fix", "send", "exchange", "clients", "tip", "faq", "failures", "setup")
REQUIRED: dict[str, type] = {
    "code": int,
    "phrase": str,
    "kind": str,
    "spec": str,
    "lead": str,
    "acts": str,
    "retry": str,
    "updated": dt.date,
    "snapshot": dt.date,
    "facts": dict,
}
OPTIONAL: dict[str, type] = {
    "former_phrases": list,
    "response": dict,
    "related": list,
    "reading": list,
    "source": str,
}
NEVER_INHERITED = ("updated", "source")
HEADING = {name: kind for name, kind in REQUIRED.items() if kind is not dict}
RESPONSE: dict[str, type] = {"fields": list, "type": str, "body": str, "members": dict}

SECTION = re.compile(r"^## (?P<title>.+?)\s*$")
ITEM = re.compile(r"^### (?P<title>.+?)\s*\{#(?P<anchor>[a-z0-9-]+)\}\s*$")
PLAIN = re.compile(
    r'(?P<name>[a-z_]+) = (?:"(?P<text>[^"\\\x00-\x1f]*)"|(?P<date>\d{4}-\d\d-\d\d)|(?P<number>[1-9]\d*))\n'
)
NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
"""What a field may be called (RFC 9110, Section 5.1)."""
KEYED = re.compile(r"^(See|Check|Fix): (.+)", re.DOTALL)


class ContentError(ValueError):
    """A content file that cannot be used: which one, where, and what is wrong."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Say it as a compiler would."""
        super().__init__(f"{path}:{line}: {reason}")


class Source:
    """One content file while it is read."""

    def __init__(self, path: Path) -> None:
        """Read the text and find where the front matter ends."""
        self.path = path
        self.lines = lines_of(path)
        if not self.lines or self.lines[0] != FENCE:
            self.fail(1, f"the front matter starts with {FENCE}")
        if FENCE not in self.lines[1:]:
            self.fail(len(self.lines), f"the front matter ends with {FENCE}")
        self.end = self.lines.index(FENCE, 1)

    def fail(self, line: int, reason: str) -> NoReturn:
        """Raise ContentError for a line, counted from 1."""
        raise ContentError(self.path, line, reason)

    def front_matter(
        self,
        required: Mapping[str, type] = REQUIRED,
        optional: Mapping[str, type] = OPTIONAL,
        inherited: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Give the facts, with every key known and of the right type.

        Args:
            required: the keys that must be there, and their types.
            optional: those that may be.
            inherited: what holds where the file says nothing.

        """
        front = self._toml()
        for name in front.keys() - required.keys() - optional.keys():
            self.fail(self.line_of(name), f"{name} is no known key")
        front = {**(inherited or {}), **front}
        for name in required.keys() - front.keys():
            self.fail(self.end + 1, f"{name} is missing")
        for name, kind in {**required, **optional}.items():
            # Exactly: a datetime is a date, too, and cannot be compared with one.
            if name in front and type(front[name]) is not kind:
                self.fail(self.line_of(name), f"{name} must be of type {kind.__name__}")
        for name, allowed in (("kind", KINDS), ("acts", ACTORS)):
            if front.get(name, allowed[0]) not in allowed:
                self.fail(self.line_of(name), f"{name} must be one of {', '.join(allowed)}")
        return front

    def _toml(self) -> dict[str, Any]:
        try:
            return tomllib.loads("\n".join(self.lines[1 : self.end]))
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            self.fail(int(found.group(1)) + 1 if found else 2, str(error))

    def sections(self, known: Collection[str] = SECTIONS) -> dict[str, list[tuple[int, str]]]:
        """Give the numbered lines of each section by its name in lower case."""
        sections: dict[str, list[tuple[int, str]]] = {}
        current: list[tuple[int, str]] | None = None
        for number, line in enumerate(self.lines[self.end + 1 :], self.end + 2):
            if found := SECTION.match(line):
                name = found["title"].lower()
                if name not in known:
                    self.fail(number, f"{name} is no known section; known are {', '.join(known)}")
                if name in sections:
                    self.fail(number, f"{name} stands twice")
                current = sections[name] = []
            elif current is not None:
                current.append((number, line))
            elif line.strip():
                self.fail(number, "text before the first section")
        return sections

    def items(self, lines: list[tuple[int, str]]) -> Iterator[tuple[int, Item]]:
        """Give the items of a section with the numbers of their lines."""
        heading: tuple[int, re.Match[str]] | None = None
        body: list[str] = []
        for number, line in lines:
            if line.startswith("### "):
                if heading:
                    yield heading[0], _item(heading[1], body)
                found = ITEM.match(line)
                if found is None:
                    self.fail(number, "an item is written ### Title {#anchor}")
                heading, body = (number, found), []
            elif heading:
                body.append(line)
            elif line.strip():
                self.fail(number, "text before the first item")
        if heading:
            yield heading[0], _item(heading[1], body)

    def causes(self, lines: list[tuple[int, str]]) -> Iterator[Cause]:
        """Give the causes of a section."""
        for number, item in self.items(lines):
            parts: dict[str, str] = {}
            for paragraph in filter(None, re.split(r"\n\s*\n", item.body)):
                found = KEYED.match(paragraph)
                if found is None:
                    self.fail(number, f"{item.anchor}: a paragraph starts with See:, Check: or Fix:")
                parts[found[1].lower()] = found[2].strip()
            for name in ("see", "fix"):
                if name not in parts:
                    self.fail(number, f"{item.anchor}: {name.title()}: is missing")
            yield Cause(item.anchor, item.title, parts["see"], parts["fix"], parts.get("check", ""))

    def pointers(self, front: dict[str, Any]) -> dict[str, Any]:
        """Take what a page points to out of its facts: related codes, and what is worth reading."""
        try:
            related = tuple(Related(**entry) for entry in front.pop("related", ()))
            reading = tuple(Reading(**entry) for entry in front.pop("reading", ()))
        except TypeError as error:
            raise ContentError(self.path, self.end + 1, f"related or reading: {error}") from error
        entries: tuple[Related | Reading, ...] = (*related, *reading)
        texts = (text for entry in entries for text in astuple(entry))
        if not all(isinstance(text, str) or type(text) is int for text in texts):
            self.fail(self.end + 1, "related or reading: every value is a text, and code a number")
        return {"related": related, "reading": reading}

    def words(self, sections: dict[str, list[tuple[int, str]]]) -> dict[str, Any]:
        """Give what pages of every kind say: causes, questions, and the other sections as Markdown."""
        return {
            "causes": tuple(self.causes(sections.pop("causes", []))),
            "questions": tuple(item for _, item in self.items(sections.pop("faq", []))),
            "sections": {
                name: "\n".join(text for _, text in lines).strip() for name, lines in sections.items()
            },
        }

    def line_of(self, name: str) -> int:
        """Give the line of a key, or that of the end of the front matter."""
        for number, line in enumerate(self.lines, 1):
            if re.match(rf"\[*{re.escape(name)}\b", line):
                return number
        return self.end + 1


def _item(heading: re.Match[str], body: list[str]) -> Item:
    return Item(heading["anchor"], heading["title"], "\n".join(body).strip())


def unless_broken(reading: Callable[Asked, Read], *args: Asked.args, **kwargs: Asked.kwargs) -> Read | None:
    """Read a file of a site; one that is broken is passed over, and the log says so.

    Whoever asks for its page did nothing wrong, and cannot mend it.
    """
    try:
        return reading(*args, **kwargs)
    except ContentError as error:
        logger.error("%s. The file is passed over.", error)  # noqa: TRY400 - it says where, a traceback does not
        return None


def lines_of(path: Path) -> list[str]:
    """Give the lines of a file.

    Raises:
        ContentError: it cannot be opened, or is not written in UTF-8.

    """
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, 1, f"cannot be read: {error}") from error


def read_heading(path: Path) -> Heading:
    """Read what stands before the first table of the front matter, a tenth of the work.

    Where anything there is not as it should be, the whole file is read, which tells what is wrong.

    Raises:
        ContentError: with file, line and reason.

    """
    with path.open(encoding="utf-8") as file:
        head = list(takewhile(lambda line: not line.startswith(("[", FENCE)), islice(file, 1, None)))
    try:
        front = _front(head)
    except ValueError:
        return read(path)
    former = front.pop("former_phrases", [])
    if front.keys() - {"source"} != HEADING.keys() or not isinstance(former, list):
        return read(path)
    if not all(isinstance(front[name], kind) for name, kind in HEADING.items()):
        return read(path)
    return Heading(slug=path.stem, former_phrases=tuple(former), **{name: front[name] for name in HEADING})


def _front(lines: list[str]) -> dict[str, Any]:
    # tomllib takes ten times as long for what nearly every line is, and a list waits for all files.
    found = [PLAIN.fullmatch(line) for line in lines]
    front = tomllib.loads("".join(line for line, match in zip(lines, found, strict=True) if not match))
    for match in filter(None, found):
        front[match["name"]] = _value(match)
    return front


def _value(match: re.Match[str]) -> str | int | dt.date:
    if match["date"]:
        return dt.date.fromisoformat(match["date"])
    return int(match["number"]) if match["number"] else match["text"]


def read(path: Path, base: Path | None = None) -> Status:
    """Read one file.

    Args:
        path: the file, called after the code: ``401.md``, ``499-nginx.md``.
        base: the file whose place it takes; facts that it leaves out are those of this one, words are not.

    Raises:
        ContentError: with file, line and reason.

    """
    source = Source(path)
    front = source.front_matter(inherited=_facts_of(base) if base else None)
    if path.stem.partition("-")[0] != str(front["code"]):
        source.fail(source.line_of("code"), f"the name of the file and code differ: {front['code']}")
    if not all(isinstance(phrase, str) for phrase in front.get("former_phrases", ())):
        source.fail(source.line_of("former_phrases"), "every one of former_phrases is a text")
    front |= _response(source, front.pop("response", {}))
    front |= source.pointers(front)
    sections = source.sections()
    return Status(
        slug=path.stem,
        former_phrases=tuple(front.pop("former_phrases", ())),
        failures=tuple(item for _, item in source.items(sections.pop("failures", []))),
        setup=tuple(item for _, item in source.items(sections.pop("setup", []))),
        **source.words(sections),
        **front,
    )


def _goes_out(name: object, value: object) -> bool:
    if not (isinstance(name, str) and isinstance(value, str)):
        return False
    return bool(NAME.fullmatch(name)) and value.isascii() and value.isprintable()


def _facts_of(base: Path) -> dict[str, Any]:
    facts = Source(base).front_matter()
    return {name: value for name, value in facts.items() if name not in NEVER_INHERITED}


def _response(source: Source, response: Mapping[str, Any]) -> dict[str, Any]:
    for name in response.keys() - RESPONSE.keys():
        source.fail(source.end + 1, f"response.{name} is no known key; known are {', '.join(RESPONSE)}")
    for name, value in response.items():
        if not isinstance(value, RESPONSE[name]):
            source.fail(source.end + 1, f"response.{name} must be of type {RESPONSE[name].__name__}")
    fields = response.get("fields", [])
    for entry in fields:
        if not (isinstance(entry, list) and len(entry) == 2 and _goes_out(*entry)):
            source.fail(source.end + 1, "response.fields is a list of [name, value], each a line of ASCII")
    if not all(isinstance(value, str) for value in response.get("members", {}).values()):
        source.fail(source.end + 1, "every value of response.members is a text")
    return {**response, "fields": tuple((name, value) for name, value in fields)}
