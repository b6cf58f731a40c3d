"""From text to the words that a search compares: without case, accents, endings, and empty words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
LONGEST = 64
"""Letters beyond which a word is no English one; whoever searches for such could else fill the memory."""
STOP = frozenset(
    WORD.findall(
        "a about after again all always am an and any are as at be been but by can cannot cant code "
        "codes could did do does doesnt dont during error errors even every for from get gets getting "
        "given got had has have help here how http https i if im in into is it its ive just keep keeps "
        "me my of on only or our please response responses s says seeing shows so some status still t "
        "than that the their then there they this to too try trying up us was we were what when where "
        "which while who why will with would you your"
    )
)
# What people write in one way and the pages in another.
SAME = {
    "big": "large",
    "huge": "large",
    "cert": "certificate",
    "certs": "certificate",
    "creds": "credentials",
    "db": "database",
    "js": "javascript",
    "k8s": "kubernetes",
    "passwd": "password",
    "pw": "password",
    "ssl": "tls",
    "uri": "url",
    "ws": "websocket",
}
COMPOUNDS = (
    (re.compile(r"\b(?:log(?:ged|ging)?|sign(?:ed|ing)?)[ -]?(?:in|on)s?\b"), "login"),
    (re.compile(r"\b(?:log(?:ged|ging)?|sign(?:ed|ing)?)[ -]?(?:out|off)s?\b"), "logout"),
    (re.compile(r"\btim(?:e|es|ed|ing)[ -]?outs?\b"), "timeout"),
    (re.compile(r"\bpre[ -]flight"), "preflight"),
    (re.compile(r"\bweb[ -]socket"), "websocket"),
    (re.compile(r"\b(?:https?|error|err|code|status|e)[ _/-]?(?=[1-5]\d\d\b)"), ""),
)
ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("s", ""))


def split(text: str, longest: int | None = None) -> list[str]:
    """Give all words of a text in their order: ``Log-in timed out`` is ``login``, ``timeout``.

    Args:
        text: what is taken apart.
        longest: how many characters count, before and after they are made plain: one may become eighteen.

    """
    plain = _plain(text[:longest])[:longest]
    for pattern, word in COMPOUNDS:
        plain = pattern.sub(word, plain)
    return [SAME.get(word, word) for word in WORD.findall(plain)]


def telling(words: Iterable[str]) -> list[str]:
    """Give those words that tell something, without their endings."""
    return [stem(word) for word in words if word not in STOP]


def _plain(text: str) -> str:
    unaccented = text if text.isascii() else _unaccented(text)
    return unaccented.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def stem(word: str) -> str:
    """Take the ending off an English word, roughly: what matters is that kin come out the same."""
    return _stem(word) if 3 < len(word) <= LONGEST else word


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    for ending, instead in ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending) + instead
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word
