"""What was measured is what the tests pin."""

from __future__ import annotations

import json

import pytest
from packaging.utils import canonicalize_name

from tests.clients.document import table
from tests.plugins.programs import NODE, NotInstalled, find_package
from tests.test_setup import PYTHONS, pinned

PACKAGES = json.loads((NODE / "package.json").read_text())["dependencies"]
PYTHON = pinned("tests/requirements.txt", PYTHONS[0])
PINNED = PYTHON | PACKAGES
WRITTEN = {
    name.split()[0]: row["Version"]
    for heading in ("Refusals", "Readers")
    for name, row in table(heading).items()
}


@pytest.mark.parametrize("name", sorted(name for name in WRITTEN if canonicalize_name(name) in PINNED))
def test_table_names_the_version_that_is_pinned(name):
    assert WRITTEN[name] == PINNED[canonicalize_name(name)]


def test_lock_names_no_host_of_a_registry():
    packages = json.loads((NODE / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_lock_has_what_is_asked_for():
    packages = json.loads((NODE / "package-lock.json").read_text())["packages"]
    assert packages[""]["dependencies"] == PACKAGES
    assert {name: packages[f"node_modules/{name}"]["version"] for name in PACKAGES} == PACKAGES


def test_a_package_that_is_missing_tells_what_installs_it(monkeypatch, tmp_path):
    (tmp_path / "package.json").write_text('{"dependencies": {"axios": "1.0.0"}}')
    monkeypatch.setattr("tests.plugins.programs.NODE", tmp_path)
    with pytest.raises(NotInstalled, match=r"axios 1\.0\.0 is not installed: npm ci"):
        find_package("axios")
