"""What is known of a status code: facts and words, as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

CLASSES = range(1, 6)
KINDS = ("registered", "vendor", "obsolete", "unused")
ACTORS = ("client", "server", "both", "proxy", "nobody")
TRAITS: Mapping[str, tuple[str, ...]] = {"class": tuple(map(str, CLASSES)), "kind": KINDS, "acts": ACTORS}
"""What codes can be filtered by, and the values that each of these can have."""
VENDORS = {
    "anthropic": "Anthropic",
    "aws": "AWS",
    "cloudflare": "Cloudflare",
    "cpanel": "cPanel",
    "esri": "Esri",
    "iis": "IIS",
    "laravel": "Laravel",
    "shopify": "Shopify",
    "twitter": "Twitter",
}
"""How vendors write themselves; of one that is not here, the slug stands as it is."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another code that this one is confused with, and the difference in a line.

    ``vendor`` is the rest of the slug where the code is that of a vendor: ``nginx`` for ``499-nginx``.
    """

    code: int
    difference: str
    vendor: str = ""

    @property
    def slug(self) -> str:
        """The slug of its page."""
        return f"{self.code}-{self.vendor}" if self.vendor else str(self.code)


@dataclass(frozen=True, slots=True)
class Reading:
    """Something worth reading; a book may have no address."""

    title: str
    url: str = ""
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A titled piece of a section, with the anchor under which it is linked to; ``body`` is Markdown."""

    anchor: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A likely cause: what you see, how to make sure, and what mends it; all three are inline Markdown."""

    anchor: str
    title: str
    see: str
    fix: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A code example: its text, the name of its language or client, and the Pygments lexer for it.

    ``own`` examples were made for the code, others for any; ``main`` ones stand on the page of the code, too.
    One that is not ``run`` by the tests is only read by a parser of its language.
    """

    label: str
    lexer: str
    code: str
    anchor: str
    own: bool
    main: bool
    run: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What a site says about a code on the page of the code; ``body`` is Markdown, a title may be missing."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem that a site defines for its own API (RFC 9457, Section 4).

    ``name`` is the path of its page, ``billing/out-of-credit``; ``status`` is from 400 to 599; ``code`` and
    ``next`` are members of each problem of this type, ``next`` only where it says something. ``lead`` is the
    ``detail`` of a problem that has none of its own.
    """

    name: str
    title: str
    status: int
    lead: str
    code: str
    next: str = ""
    updated: dt.date | None = None
    related: tuple[Related, ...] = ()
    reading: tuple[Reading, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    questions: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands at the head of a page: enough for lists, and quickly read."""

    slug: str
    code: int
    phrase: str
    kind: str
    spec: str
    lead: str
    acts: str
    retry: str
    updated: dt.date
    snapshot: dt.date
    former_phrases: tuple[str, ...] = ()

    @property
    def family(self) -> int:
        """The first digit."""
        return self.code // 100

    @property
    def traits(self) -> Mapping[str, str]:
        """What filters are compared with, by the names of ``TRAITS``."""
        return {"class": str(self.family), "kind": self.kind, "acts": self.acts}

    @property
    def vendor(self) -> str:
        """Whose meaning of the code it is, ``nginx`` for ``499-nginx``; empty for the registered one."""
        return self.slug.partition("-")[2]

    @property
    def vendor_name(self) -> str:
        """The same as the vendor writes it; empty for the registered meaning."""
        return VENDORS.get(self.vendor, self.vendor)

    @property
    def name(self) -> str:
        """The phrase, and whose it is: several vendors mean different things by one code."""
        named = not self.vendor or self.vendor_name in self.phrase
        return self.phrase if named else f"{self.phrase} ({self.vendor_name})"

    @property
    def registered(self) -> bool:
        """Whether the code stands in the registry and may be used."""
        return self.kind == "registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(Heading):
    """One status code with everything that is said about it.

    ``facts`` are the columns of the registry table; ``fields`` are what the live answer carries, ``body``
    and its media ``type`` its content where that is no problem, ``members`` what a problem says besides;
    ``sections`` are the Markdown texts by name; ``setup`` tells how a Django server is set up
    wrongly. A status without causes is short: only its facts are known. A translation names in ``source``
    the version that it was made from.
    """

    facts: Mapping[str, str]
    fields: tuple[tuple[str, str], ...] = ()
    type: str = ""
    body: str = ""
    members: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Related, ...] = ()
    reading: tuple[Reading, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    causes: tuple[Cause, ...] = ()
    questions: tuple[Item, ...] = ()
    failures: tuple[Item, ...] = ()
    setup: tuple[Item, ...] = ()
    source: str = ""

    @property
    def short(self) -> bool:
        """Whether the words are still to be written."""
        return not self.causes
