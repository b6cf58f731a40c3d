"""The command as a process: what it loads, and what becomes of what it prints."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "status_ref"]


def run(*arguments, **environment):
    return finished(*COMMAND, *arguments, **environment)


def python(*lines, **environment):
    return finished(sys.executable, "-c", "\n".join(lines), **environment)


def finished(*command, **environment):
    return subprocess.run(
        command, capture_output=True, cwd=ROOT, env=os.environ | environment, timeout=60, check=False
    )


@pytest.mark.parametrize("arguments", [["show", "401"], ["list", "--json"], ["search", "teapot"]])
def test_needs_no_django(arguments):
    result = python(
        "import sys; sys.modules['django'] = None",
        "from status_ref.__main__ import main",
        f"sys.exit(main({arguments!r}))",
    )
    assert (result.returncode, result.stderr) == (0, b"")


def test_does_not_load_django_where_there_is_one():
    result = python(
        "import sys; from status_ref.__main__ import main",
        "main(['show', '401'])",
        "sys.exit(any(name.startswith('django') for name in sys.modules))",
    )
    assert (result.returncode, result.stderr) == (0, b"")


def test_does_without_rich():
    result = python(
        "import sys; sys.modules['rich'] = None; sys.stdout.isatty = lambda: True",
        "from status_ref.__main__ import main",
        "sys.exit(main(['show', '401']))",
        TERM="xterm",
        PYTHONUTF8="1",
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"HTTP 401 Unauthorized\n=====")


def test_colours_a_terminal():
    main_end, terminal = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONUTF8": "1", "NO_COLOR": ""}
    subprocess.run(
        [*COMMAND, "list", "--kind", "unused"], stdout=terminal, cwd=ROOT, env=environment, check=True
    )
    os.close(terminal)
    printed = os.read(main_end, 4096).decode()
    os.close(main_end)
    assert "\x1b[" in printed
    assert "306" in printed


def test_says_nothing_when_its_reader_has_seen_enough():
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [*COMMAND, "show", "401"], stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [["show", "401"], ["list"], ["show", "\N{SNOWMAN}"]])
def test_prints_what_the_terminal_has_characters_for(arguments):
    result = run(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert b"Traceback" not in result.stderr
    assert (result.stdout + result.stderr).isascii()


@pytest.mark.parametrize(("arguments", "code"), [(["show", "401"], 0), (["show", "999"], 1), (["show"], 2)])
def test_ends_with_a_code_for_scripts(arguments, code):
    assert run(*arguments).returncode == code
