"""A terminal, as far as a command can tell."""

import io
from contextlib import redirect_stdout

import pytest

from status_ref.__main__ import main


class Terminal(io.StringIO):
    """Text that somebody looks at."""

    encoding = "utf-8"

    def isatty(self):
        return True


@pytest.fixture
def wide(monkeypatch):
    """Give the terminal a hundred columns."""
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def terminal(monkeypatch, wide):
    """Give a function that runs a command and tells what a terminal with all colours shows of it."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")

    def terminal(*arguments, encoding="utf-8"):
        screen = Terminal()
        screen.encoding = encoding
        with redirect_stdout(screen):
            main(arguments)
        return screen.getvalue()

    return terminal
