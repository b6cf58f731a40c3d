"""Where the words are that come with the package."""

from __future__ import annotations

from pathlib import Path

CONTENT = Path(__file__).parent.parent / "content"
