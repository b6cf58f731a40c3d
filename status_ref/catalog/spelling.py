"""Which known words somebody may have meant: typing errors, beginnings of words, and words written as one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from status_ref.catalog.words import STOP, stem

LONGEST = 32
BEGINNINGS = 12
SURE, BEGUN = 1.0, 0.8


class Vocabulary:
    """The words of an index, ready to be asked for what is like them."""

    def __init__(self, words: Iterable[str], more: Iterable[str] = ()) -> None:
        """Take the words as they are written; ``more`` are known too, but no typing error ends there."""
        self._written = {word for word in words if word not in STOP}
        stems = {stem(word) for word in self._written}
        self._known = stems | {stem(word) for word in more}
        self._sorted = sorted(stems)
        self._shortened: dict[str, list[str]] = defaultdict(list)
        for known in stems | self._written:
            for shorter in _shortened(known, _errors(known)):
                self._shortened[shorter].append(known)

    def meant(self, word: str, unfinished: bool = False) -> dict[str, float]:
        """Give the stems that a word may stand for, each with how sure that is, from 0 to 1.

        Args:
            word: as it was typed, in lower case.
            unfinished: it may be the beginning of a word, because somebody is still typing.

        """
        asked = stem(word)
        found = {asked: SURE} if asked in self._known else {}
        if not found or unfinished:
            found = self._begun(word) | found
        return found or self._mistyped(word) or self._mistyped(asked)

    def parts(self, word: str) -> list[str]:
        """Give the words that were written as one, ``badgateway``; none where that makes no sense."""
        if len(word) > LONGEST:
            return []
        best: list[list[str] | None] = [[], *[None] * len(word)]
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - 16), end - 1):
                before, piece = best[start], word[start:end]
                if before is None or not self._stands_alone(piece):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, piece]
        found = best[-1] or []
        return found if len(found) > 1 else []

    def _stands_alone(self, piece: str) -> bool:
        return piece in STOP or (len(piece) > 2 and piece in self._written)

    def _begun(self, word: str) -> dict[str, float]:
        if len(word) < 3:
            return {}
        start = bisect_left(self._sorted, word)
        return {known: BEGUN for known in self._sorted[start : start + BEGINNINGS] if known.startswith(word)}

    def _mistyped(self, asked: str) -> dict[str, float]:
        errors = _errors(asked)
        if not errors or len(asked) > LONGEST:
            return {}
        near = {known for shorter in _shortened(asked, errors) for known in self._shortened.get(shorter, ())}
        distances = {known: distance(asked, known) for known in near}
        fitting = {known: far for known, far in distances.items() if far <= min(errors, _errors(known))}
        least = min(fitting.values(), default=0)
        return {stem(known): 1 - far / len(known) for known, far in sorted(fitting.items()) if far == least}


def distance(one: str, other: str) -> int:
    """Count the typing errors between two words: a letter missing, too many, wrong, or two swapped."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _errors(word: str) -> int:
    """Tell how many errors are forgiven; none in numbers and short words, which are all alike."""
    if not word.isalpha() or len(word) < 4:
        return 0
    return 1 if len(word) < 8 else 2


def _shortened(word: str, letters: int) -> set[str]:
    """Give a word without up to so many of its letters: words that are alike meet in one of these."""
    found = latest = {word}
    for _ in range(letters):
        latest = {short[:at] + short[at + 1 :] for short in latest for at in range(len(short))}
        found = found | latest
    return found
