"""What the commands print where there is no colour: to a file, to a program, to a plain terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import indent, shorten, wrap

from status_ref.catalog import prose, text
from status_ref.catalog.model import Status
from status_ref.catalog.search import Hit
from status_ref.terminal.sections import parts

NARROWEST = 20


def page(status: Status, sections: Mapping[str, str], width: int, *, whole: bool = True) -> str:
    """Write sections of a page, and its head where it is shown as a whole."""
    written = [parts(status)[""]] if whole else [f"# HTTP {status.code} {status.phrase}"]
    written += [f"## {title}\n\n{body}" for title, body in sections.items()]
    return text.write("\n\n".join(written), width)


def listing(statuses: Sequence[Status], width: int) -> str:
    """Write one line for each status."""
    slug = max((len(status.slug) for status in statuses), default=0)
    phrase = min(max((len(status.phrase) for status in statuses), default=0), width * 2 // 5)
    return "".join(f"{_line(status, slug, phrase, width)}\n" for status in statuses)


def hits(found: Iterable[Hit], width: int) -> str:
    """Write what fits a search, the best first."""
    return "\n".join(f"{line}\n" for hit in found for line in _hit(hit, width))


def _line(status: Status, slug: int, phrase: int, width: int) -> str:
    begin = f"{status.slug:<{slug}}  {status.phrase:<{phrase}}"
    left = width - len(begin) - 2
    meaning = shorten(status.facts.get("meaning", ""), left, placeholder=" …") if left >= NARROWEST else ""
    return f"{begin}  {meaning}".rstrip()


def _hit(hit: Hit, width: int) -> Iterator[str]:
    anchor = f"  #{hit.anchor}" if hit.anchor else ""
    title = f"{hit.status.slug}  {hit.title}{anchor}"
    said = "\n".join(wrap(prose.plain(hit.excerpt), max(NARROWEST, width - 2), break_long_words=False))
    yield f"{title}\n{indent(said, '  ')}"
