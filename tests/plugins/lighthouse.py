"""Lighthouse, run against a page of the demo (https://github.com/GoogleChrome/lighthouse)."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any

from tests.plugins.programs import find, find_package

FLAGS = "--headless=new --disable-quic --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
DEVICES: dict[str, Sequence[str]] = {"mobile": (), "desktop": ("--preset=desktop",)}
ATTEMPTS = 3
PATHS = ("/status/", "/status/401/", "/status/429/", "/status/try/")


def examine(url: str, device: str, *categories: str) -> dict[str, Any]:
    """Examine a page as a ``mobile`` or ``desktop`` device, and give the whole report."""
    sandbox = "" if os.geteuid() else " --no-sandbox"
    command = [
        find("node"),
        str(find_package("lighthouse") / "cli/index.js"),
        url,
        "--quiet",
        "--output=json",
    ]
    command += [
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={FLAGS}{sandbox}",
        *DEVICES[device],
    ]
    environment = {**os.environ, "CHROME_PATH": find("chromium")}
    report: dict[str, Any] = json.loads(_output(command, environment))
    return report


def _output(command: Sequence[str], environment: dict[str, str]) -> str:
    # Now and then its Chromium does not start, which says nothing of the page.
    for _ in range(ATTEMPTS):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=180, check=False
        )
        if done.returncode == 0:
            return done.stdout
    raise RuntimeError(f"Lighthouse failed {ATTEMPTS} times: {done.stderr[-2000:]}")


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Give the score of each category, 0 to 100."""
    return {name: round(found["score"] * 100) for name, found in report["categories"].items()}


def missed(report: dict[str, Any]) -> list[str]:
    """Name what cost points in the categories that are no matter of time."""
    weighed = {
        ref["id"]
        for name, found in report["categories"].items()
        for ref in found["auditRefs"]
        if ref["weight"] and name != "performance"
    }
    return [name for name in sorted(weighed) if report["audits"][name]["score"] not in {None, 1}]
