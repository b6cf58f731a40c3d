"""How what is printed reaches the terminal: with colours or without, and whatever its encoding."""

from __future__ import annotations

import io
import os
import shutil
import sys
from types import ModuleType
from typing import TextIO

from status_ref.terminal import plain

try:
    from status_ref.terminal import coloured
except ImportError:  # without the extra `cli`
    COLOURED: ModuleType | None = None
else:
    COLOURED = coloured

WIDEST = 78
"""Columns; longer lines are hard to read."""


def face(*, colour: bool = True) -> ModuleType:
    """Give what writes: coloured where rich is installed and the terminal shows colours, else plain.

    ``NO_COLOR`` is that of no-color.org: set, and not empty.
    """
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not colour
    drawn = sys.stdout.isatty() and (sys.stdout.encoding or "").lower().startswith("utf")
    return COLOURED if COLOURED and drawn and not refused else plain


def width() -> int:
    """Give how many columns there are, up to what is good to read."""
    return max(plain.NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def write(text: str) -> None:
    """Print a text; what the terminal has no character for becomes ``?``."""
    forgiving(sys.stdout)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough; what is left to flush at the end must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Print a sentence where errors go."""
    forgiving(sys.stderr)
    sys.stderr.write(f"{text}\n")


def forgiving(stream: TextIO) -> None:
    """Let a stream replace what its encoding has not."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
