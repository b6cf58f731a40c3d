"""The words of everything that can be found, and how well each place fits a query."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from status_ref.catalog.findable import Kind, Statuses, targets
from status_ref.catalog.spelling import SURE, Vocabulary
from status_ref.catalog.words import STOP, split, telling

LONGEST, MOST_WORDS = 100, 12
CODE = re.compile(r"[1-5](?:[\doi]{2}|[\do]x|xx)")
LETTERS = str.maketrans("oi", "01")
# What a word is worth that stands in the text of a section alone, and how many of them must stand there.
IN_TEXT, ENOUGH = 0.4, 0.75
# How much of a query a name has to hold, and what a name is worth of which only some words fit.
LEAST, PARTIAL, FAINT = 0.5, 600, 100
UNKNOWN = log(100)
# The stems of a name that a query holds: in the place of which of its terms, and how surely.
Heard = dict[str, tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a target, which is given by its number."""

    target: int
    kind: Kind
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: what it may stand for, how much it tells, and the code that it is."""

    meant: Mapping[str, float]
    weight: float
    code: str


class Index:
    """Everything that can be found in a catalog."""

    def __init__(self, catalog: Statuses) -> None:
        """Read all words; this takes as long as reading the files does."""
        self.targets = targets(catalog)
        self.names: list[Name] = []
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_text: dict[str, list[int]] = defaultdict(list)
        written: set[str] = set()
        more: set[str] = set()
        for number, target in enumerate(self.targets):
            for kind, text in target.names:
                words = split(text)
                written.update(words)
                self._add(Name(number, kind, text, frozenset(telling(words))))
            about = set(split(f"{target.text} {target.status.slug}"))
            more |= about
            for stem in set(telling(about)):
                self._by_text[stem].append(number)
        self._vocabulary = Vocabulary(written, more)
        self._sizes = [sum(map(self._weight, name.stems)) for name in self.names]

    def _add(self, name: Name) -> None:
        for stem in name.stems:
            self._by_name[stem].append(len(self.names))
        self.names.append(name)

    @cached_property
    def suggestions(self) -> dict[str, set[str]]:
        """The names that may be suggested, phrases and symptoms, with their triples of letters."""
        kinds = {Kind.PHRASE, Kind.SYMPTOM}
        return {name.text: triples(name.text.casefold()) for name in self.names if name.kind in kinds}

    def terms(self, text: str) -> list[Term]:
        """Take a query apart; words that tell nothing are left out."""
        words = [part for word in split(text, LONGEST) for part in self._parts(word)][:MOST_WORDS]
        return [
            self._term(word, unfinished=at == len(words) - 1)
            for at, word in enumerate(words)
            if word not in STOP
        ]

    def ranked(self, terms: list[Term]) -> list[tuple[int, float]]:
        """Give the numbers of the targets that fit, the best first, with their scores."""
        inside = self._inside(terms)
        scores = {
            number: FAINT * len(found) / len(terms)
            for number, found in inside.items()
            if len(found) >= ENOUGH * len(terms)
        }
        for number, heard in self._heard(terms).items():
            name = self.names[number]
            score = self._score(number, heard, terms, inside.get(name.target, {}))
            if score > scores.get(name.target, 0):
                scores[name.target] = score
        return sorted(scores.items(), key=lambda scored: (-round(scored[1], 3), scored[0]))

    def _inside(self, terms: Iterable[Term]) -> dict[int, dict[int, float]]:
        """Give what each target says in its text: by the place of a term, what it is worth there."""
        found: dict[int, dict[int, float]] = defaultdict(dict)
        for place, term in enumerate(terms):
            for stem in term.meant:
                for target in self._by_text.get(stem, ()):
                    found[target][place] = SURE if term.code else IN_TEXT
        return found

    def _heard(self, terms: Iterable[Term]) -> dict[int, Heard]:
        """Give the words of each name that a query holds: by which term, and how surely."""
        found: dict[int, Heard] = defaultdict(dict)
        for place, term in enumerate(terms):
            for stem, sure in term.meant.items():
                for number in self._by_name.get(stem, ()):
                    if sure > found[number].get(stem, (0, 0.0))[1]:
                        found[number][stem] = place, sure
        return found

    def _score(self, number: int, heard: Heard, terms: list[Term], inside: Mapping[int, float]) -> float:
        name = self.names[number]
        whole = len(heard) == len(name.stems)
        surely = all(how == SURE for _, how in heard.values())
        if whole and surely and len(heard) == len(terms):
            return float(name.kind)
        worth = dict(inside)
        for place, how in heard.values():
            worth[place] = max(how, worth.get(place, 0))
        asked = sum(terms[place].weight * how for place, how in worth.items()) / sum(t.weight for t in terms)
        if asked < LEAST and not (whole and len(heard) > 1):
            return 0
        said = sum(self._weight(stem) * how for stem, (_, how) in heard.items()) / self._sizes[number]
        return PARTIAL * (0.65 * asked + 0.35 * said) * (0.85 + 0.15 * name.kind / Kind.PHRASE)

    def _weight(self, stem: str) -> float:
        """Tell how much a word tells: the rarer, the more."""
        return log(1 + len(self.names) / max(1, len(self._by_name.get(stem, ()))))

    def _parts(self, word: str) -> list[str]:
        if code_of(word) or self._vocabulary.meant(word):
            return [word]
        return self._vocabulary.parts(word) or [word]

    def _term(self, word: str, unfinished: bool) -> Term:
        code = code_of(word)
        meant = {code: SURE} if code else self._vocabulary.meant(word, unfinished)
        weight = max((self._weight(stem) * sure for stem, sure in meant.items()), default=UNKNOWN)
        return Term(meant, weight, code)


def code_of(word: str) -> str:
    """Give the code that a word is, or its beginning: 401 of ``401`` and ``4o1``, 4 of ``4xx``; else ""."""
    return word.rstrip("x").translate(LETTERS) if CODE.fullmatch(word) else ""


def triples(text: str) -> set[str]:
    """Give all that stands in a text within three letters; texts that look alike share many."""
    padded = f"  {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
