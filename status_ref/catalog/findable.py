"""What a search can lead to, and under which names: pages, causes, questions, failures, and symptoms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from status_ref.catalog.causes import causes
from status_ref.catalog.model import Status
from status_ref.catalog.symptoms import symptoms

PAGE, CAUSES = "page", "causes"
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class Kind(IntEnum):
    """What a name is; the value is what a search is worth that says exactly this name.

    A failure is named by its code with the hyphens, ``token-expired``; an anchor by its words alone.
    """

    PHRASE = 900
    FAILURE = 850
    SYMPTOM = 800
    VENDOR_PHRASE = 780
    ANCHOR = 750
    TITLE = 700


class Statuses(Protocol):
    """What a search needs of a catalog."""

    def get(self, slug: str) -> Status | None:
        """Give a status with all its words."""

    def every(self) -> tuple[Status, ...]:
        """Give all statuses in the order of their codes."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place to lead to: a status, an anchor on one of its pages ("" for the page itself), and its words.

    ``names`` are the names by which it is found, ``text`` is what else stands there, as Markdown.
    """

    status: Status
    page: str
    anchor: str
    title: str
    text: str
    names: list[tuple[Kind, str]] = field(default_factory=list)


def targets(catalog: Statuses) -> list[Target]:
    """Give everything that can be found, in the order of the codes, then of the pages."""
    whole = filter(None, (catalog.get(status.slug) for status in catalog.every()))
    found = [target for status in whole for target in _of(status)]
    places = {(target.status.slug, target.page, target.anchor): target for target in found}
    for symptom in symptoms():
        slug, anchor = symptom.slug, symptom.anchor
        # A site that brings its own page may have left out the section.
        keys = ((slug, PAGE, anchor), (slug, CAUSES, anchor), (slug, PAGE, ""))
        target = next((places[key] for key in keys if key in places), None)
        if target:
            target.names.append((Kind.SYMPTOM, symptom.text))
    return found


def plain(markdown: str, length: int = 180) -> str:
    """Give the first paragraph of a text without its marks, cut where it gets too long."""
    words = LINK.sub(r"\1", markdown.strip().partition("\n\n")[0]).replace("`", "").replace("**", "").split()
    text = " ".join(words)
    return text if len(text) <= length else text[:length].rpartition(" ")[0].rstrip(".,;:") + " …"


def _of(status: Status) -> Iterator[Target]:
    kind = Kind.VENDOR_PHRASE if status.vendor else Kind.PHRASE
    phrases = [(kind, phrase) for phrase in (status.phrase, *status.former_phrases)]
    yield Target(status, PAGE, "", status.phrase, status.lead, phrases)
    for cause in status.causes:
        text = f"See: {cause.see} Fix: {cause.fix} Check: {cause.check}".removesuffix(" Check: ")
        yield Target(status, PAGE, cause.anchor, cause.title, text, _names(cause.anchor, cause.title))
    for item in (*status.failures, *status.setup):
        yield Target(status, PAGE, item.anchor, item.title, item.body, _names(item.anchor, item.title))
    for question in status.questions:
        named = [(Kind.TITLE, question.title)]
        yield Target(status, PAGE, question.anchor, question.title, question.body, named)
    for place in causes(status.slug):
        for known in place.causes:
            text = f"See: {known.see} Fix: {known.fix}"
            title = plain(known.title)
            yield Target(status, CAUSES, known.id, title, text, _names(known.id, title))


def _names(anchor: str, title: str) -> list[tuple[Kind, str]]:
    # One word alone, such as "cookies", is what many sections are called.
    several = [(Kind.ANCHOR, anchor)] if "-" in anchor else []
    return [*several, (Kind.TITLE, title)]
