"""Code examples: files by code, described once for all codes in ``languages.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from status_ref.catalog import CONTENT
from status_ref.catalog.model import Example

EXAMPLES = CONTENT / "examples"


def examples(slug: str, purpose: str, folder: Path = EXAMPLES) -> Iterator[Example]:
    """Give the examples of a status, to ``handle`` it as a client or to ``send`` it as a server."""
    for language in _languages(folder)[purpose]:
        file = folder / slug / purpose / language["file"]
        if file.is_file():
            yield Example(language["label"], language["lexer"], file.read_text(encoding="utf-8"))


@cache
def _languages(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((folder / "languages.toml").read_text(encoding="utf-8"))
