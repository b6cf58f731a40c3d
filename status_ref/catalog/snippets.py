"""Code examples: files by code, and files for any code, described once for all in ``languages.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from status_ref.catalog.folder import CONTENT, table
from status_ref.catalog.model import Example, Status

EXAMPLES = CONTENT / "examples"
ANY = "any"
ADDRESS = r"https://example\.com/live/[0-9]+"
"""What an example asks. It is a real address, so that the file does something as it is."""
STANDS_IN = re.compile(rf"(?P<address>{ADDRESS})|(?P<code>\b404\b)|(?P<phrase>Not Found)")
"""What a file for any code says in the place of its code."""


def examples(slug: str, purpose: str, folder: Path = EXAMPLES) -> Iterator[Example]:
    """Give the examples of a status, to ``handle`` it as a client or to ``send`` it as a server.

    First come the files of the code itself, then those for any code in the languages that are left.
    """
    languages = table(folder / "languages.toml")
    own = languages.get("like", {}).get(slug, slug)
    folders = [own, ANY] if _may_be_any(slug, languages.get(ANY, {}).get(purpose)) else [own]
    given: set[str] = set()
    for name in folders:
        found = list(_in(folder / name / purpose, slug, languages[purpose], given))
        given |= {example.anchor for example in found}
        yield from found


def filled(example: Example, status: Status, address: str | None) -> Example:
    """Put a status and the address of its live answer in the place of those that the file has.

    Args:
        example: as the file has it.
        status: what is put in.
        address: absolute; None leaves the file's own host.

    """
    words = {
        "address": address or f"https://example.com/live/{status.code}",
        "code": str(status.code),
        "phrase": status.phrase,
    }
    pattern = re.compile(f"(?P<address>{ADDRESS})") if example.own else STANDS_IN
    return replace(example, code=pattern.sub(lambda found: words[str(found.lastgroup)], example.code))


def _may_be_any(slug: str, codes: Mapping[str, Any] | None) -> bool:
    if codes is None or not slug.isdecimal():  # what a vendor means by a code, no standard server sends
        return False
    return codes["first"] <= int(slug) <= codes["last"] and int(slug) not in codes["except"]


def _in(folder: Path, slug: str, languages: list[dict[str, Any]], given: set[str]) -> Iterator[Example]:
    own = folder.parent.name != ANY
    for language in languages:
        file = folder / language["file"]
        anchor = re.sub(r"[^a-z0-9]+", "-", language["file"].lower())
        allowed = own or int(slug) not in language.get("except", [])
        if allowed and anchor not in given and file.is_file():
            yield Example(
                label=language["label"],
                lexer=language["lexer"],
                code=file.read_text(encoding="utf-8"),
                anchor=anchor,
                own=own,
                main=language.get("main", False),
                run=language.get("run", True),
            )
