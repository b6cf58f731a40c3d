"""A project in a process of its own: one process has one user model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def said(module: str, settings: str) -> str:
    """Run a module of this folder with settings of this folder, and give what it printed."""
    result = subprocess.run(
        [sys.executable, "-m", f"tests.people.{module}"],
        env={"DJANGO_SETTINGS_MODULE": f"tests.people.{settings}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.stderr == ""
    return result.stdout
