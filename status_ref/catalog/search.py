"""Find a page or a section by what somebody types: a code, a phrase, a failure, a symptom, with typos.

The index is made when it is first needed, and kept for as long as its catalog lives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from status_ref.catalog.findable import PAGE, Kind, Statuses, Target, plain
from status_ref.catalog.index import LONGEST, Index, code_of, triples
from status_ref.catalog.model import Status
from status_ref.catalog.words import STOP, WORD, split, telling

MOST_HITS = 20
EXACT_CODE = 1000.0
BEGUN = re.compile(r"[1-5]\d?")
LIKENESS, SUGGESTIONS = 0.3, 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A page or a section that fits.

    ``page`` is the name of the view that shows the anchor: ``page``, or ``causes`` for all of a status.
    ``anchor`` is "" for a whole page. A higher ``score`` fits better: 1000 is the code itself, 700 and more a
    name of the place to the word, below that some of its words fit.
    """

    status: Status
    anchor: str
    title: str
    excerpt: str
    score: float
    page: str = PAGE


_INDEXES: WeakKeyDictionary[Statuses, Index] = WeakKeyDictionary()


def _index(catalog: Statuses) -> Index:
    if catalog not in _INDEXES:
        _INDEXES[catalog] = Index(catalog)
    return _INDEXES[catalog]


def search(catalog: Statuses, text: str, limit: int = MOST_HITS) -> list[Hit]:
    """Give what fits a text, the best first: all pages whose code it names, then other places, up to a limit.

    A code may be whole (``401``), a class (``4xx``), or begun (``40``). The first hundred characters count.
    """
    pages = _named(catalog, text)
    index = _index(catalog)
    terms = index.terms(text)
    ranked = [(index.targets[number], score) for number, score in (index.ranked(terms) if terms else ())]
    lifted = [(found, max(score, Kind.FAILURE * _is_failure(found, text))) for found, score in ranked]
    # What stands on the page of a code and among all its causes under one anchor is found once.
    seen = {(hit.status.slug, "") for hit in pages}
    others = []
    for target, score in sorted(lifted, key=lambda found: -found[1]):
        if (target.status.slug, target.anchor) not in seen:
            seen.add((target.status.slug, target.anchor))
            others.append((target, score))
    return pages + [_hit(*found) for found in others[:limit]]


def jump(catalog: Statuses, text: str) -> Hit | None:
    """Give the one place that a text names: of ``401``, ``499 nginx``, ``token-expired``; else None."""
    text = text[:LONGEST].strip().casefold()
    named = _named(catalog, text, alone=True)
    exact = [hit for hit in named if hit.status.registered]
    for hits in (exact, named):
        if len(hits) == 1:
            return hits[0]
    places = [target for target in _index(catalog).targets if _is_failure(target, text)]
    own = [target for target in places if target.page == PAGE] or places
    return _hit(own[0], Kind.FAILURE) if len(own) == 1 else None


def suggest(catalog: Statuses, text: str) -> list[str]:
    """Give up to three names that look most like a text that nothing fits.

    For a code without a page it is the first of its class, as clients take it (RFC 9110, Section 15).
    """
    words = [word for word in split(text, LONGEST) if word not in STOP]
    codes = [code for word in words if (code := code_of(word))]
    if codes:
        return [f"{codes[0][0]}00"]
    asked = triples(" ".join(words)[:LONGEST])
    likeness = {
        name: 2 * len(asked & own) / (len(asked) + len(own))
        for name, own in _index(catalog).suggestions.items()
    }
    best = sorted(likeness, key=lambda name: (-likeness[name], name))
    return [name for name in best[:SUGGESTIONS] if likeness[name] >= LIKENESS]


def marker(catalog: Statuses, text: str) -> Callable[[str], list[tuple[str, bool]]]:
    """Give a function that cuts a text into pieces, each with whether it is a word that was searched for."""
    meant = {stem for term in _index(catalog).terms(text) for stem in term.meant}

    def pieces(shown: str) -> list[tuple[str, bool]]:
        found: list[tuple[str, bool]] = []
        end = 0
        for match in WORD.finditer(shown):
            if not meant.isdisjoint(telling(split(match[0]))):
                found += [(shown[end : match.start()], False), (match[0], True)]
                end = match.end()
        return [piece for piece in (*found, (shown[end:], False)) if piece[0]]

    return pieces


def _named(catalog: Statuses, text: str, *, alone: bool = False) -> list[Hit]:
    """Give the pages whose codes a text names; ``alone`` where it names nothing else but a vendor."""
    words = [word for word in split(text, LONGEST) if word not in STOP]
    codes = {word: code for word in words if (code := code_of(word))}
    if len(words) == 1 and BEGUN.fullmatch(words[0]):
        codes = {words[0]: words[0]}
    rest = {word for word in words if word not in codes}
    found = []
    for status in catalog.every():
        vendor = {status.vendor} & rest
        if str(status.code).startswith(tuple(codes.values())) and (not alone or rest <= vendor):
            found.append(Hit(status, "", status.phrase, plain(status.lead), EXACT_CODE + bool(vendor)))
    return sorted(found, key=lambda hit: -hit.score)


def _is_failure(target: Target, text: str) -> bool:
    return "-" in target.anchor and target.anchor == text[:LONGEST].strip().casefold()


def _hit(target: Target, score: float) -> Hit:
    return Hit(target.status, target.anchor, target.title, plain(target.text), float(score), target.page)
