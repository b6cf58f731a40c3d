"""Runs an example as a reader would: copied to a file of another name, with an address of ours in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from status_ref.catalog import load
from status_ref.catalog.model import Example
from status_ref.catalog.snippets import examples, filled
from tests.plugins.programs import NODE, find_package
from tests.plugins.services import required

CATALOG = load()
PATIENCE = 60
"""Seconds: a compiler on a busy machine takes its time."""
PROGRAMS = {
    "go": ["go", "run"],
    "java": ["java", "-XX:TieredStopAtLevel=1"],
    "js": ["node"],
    "mjs": ["node"],
    "php": ["php"],
    "pl": ["perl"],
    "py": [sys.executable],
    "rb": ["ruby"],
    "sh": ["sh"],
}
NEEDS = {
    "curl-sh": ["curl", "jq"],
    "wget-sh": ["wget", "jq"],
    "httpie-sh": ["http", "jq"],
    "httpclient-java": ["javac"],
    "lwp-pl": ["lwp-request"],
}
TSC = ["--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"]
TSC += ["--lib", "es2022,dom"]
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def example(slug: str, anchor: str) -> Example:
    """Give the example of a code in one language."""
    return next(found for found in examples(slug, "handle") if found.anchor == anchor)


def runner(folder: Path, kept: Path) -> Run:
    """Give ``run(slug, anchor, address, **environment)``.

    Args:
        folder: where the file is put, and what it writes.
        kept: what compilers keep for the next time.

    """

    def run(slug: str, anchor: str, address: str, **environment: str) -> Done:
        for program in NEEDS.get(anchor, []):
            required(program)
        shown = filled(example(slug, anchor), CATALOG.get(slug), address)
        file = folder / f"example.{anchor.rpartition('-')[2]}"
        file.write_text(shown.code)
        return _started(_command(file), folder, _environment(folder, kept) | environment)

    return run


def _started(command: list[str], folder: Path, environment: dict[str, str]) -> Done:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def _command(file: Path) -> list[str]:
    suffix = file.suffix[1:]
    if suffix == "ts":
        file = _compiled(file)
        suffix = "mjs"
    if suffix == "mjs" and not (modules := file.parent / "node_modules").exists():
        find_package("axios")
        modules.symlink_to(NODE / "node_modules")
    program, *arguments = PROGRAMS[suffix]
    return [required(program), *arguments, str(file)]


def _compiled(file: Path) -> Path:
    tsc = find_package("typescript") / "bin/tsc"
    told = _started([required("node"), str(tsc), *TSC, str(file)], file.parent, dict(os.environ))
    assert (told.stdout, told.returncode) == ("", 0)
    return file.with_suffix(".js").rename(file.with_suffix(".mjs"))


def _environment(folder: Path, kept: Path) -> dict[str, str]:
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "GOCACHE": str(kept / "go"),
        "GOFLAGS": "-mod=mod",
        "GOPROXY": "off",
        "NO_PROXY": "*",
    }
