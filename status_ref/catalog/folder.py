"""Where the words are that come with the package, and how a table of them is read."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent.parent / "content"


@cache
def table(path: Path) -> dict[str, Any]:
    """Give what a TOML file holds, which is read once."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
