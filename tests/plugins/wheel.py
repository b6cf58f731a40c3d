"""The wheel that others install, in environments with nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build(folder: Path) -> Path:
    """Build the wheel as a release would, with the backend that is installed here."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (built,) = folder.glob("*.whl")
    return built


def install(folder: Path, wheel: Path, extra: str = "") -> Path:
    """Install a wheel into a fresh environment, with the versions that the suite itself runs on.

    Gives the Python of that environment.
    """
    python, versions = folder / "venv/bin/python", folder / "versions.txt"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True, timeout=60)
    freeze = [sys.executable, "-m", "pip", "freeze"]
    versions.write_bytes(subprocess.run(freeze, capture_output=True, check=True).stdout)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "-qq", "--disable-pip-version-check"]
    wanted = ["install", "--prefer-binary", "--constraint", str(versions), f"{wheel}{extra}"]
    subprocess.run([*pip, *wanted], check=True, timeout=180)
    return python
