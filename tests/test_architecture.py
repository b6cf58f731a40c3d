"""The house keeps its order: who may import whom, no cycle, nothing hidden, nothing too long."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

DJANGO = {"django", "asgiref"}
REST = DJANGO | {"rest_framework", "rest_framework_simplejwt", "jwt", "drf_spectacular"}
ROW = {"caching", "links", "signals", "addresses", "browsers", "attempts", "counters"}
ROW |= {"responses", "sessions", "passwords"}
# room: (rooms of ours that it may know, packages of others)
TABLE: dict[str, tuple[set[str], set[str]]] = {
    "__init__": (set(), set()),
    "http": (set(), set()),
    "catalog": (set(), {"markdown_it", "pygments"}),
    "conf": (set(), DJANGO),
    **dict.fromkeys(ROW, (ROW | {"conf", "http"}, DJANGO)),
    "problems": (ROW | {"conf", "http", "catalog", "views.reference"}, DJANGO),
    "rest": (ROW | {"conf", "http", "problems"}, REST),
    "signins": (ROW | {"conf", "http", "rest", "views.gate"}, REST | {"cryptography"}),
    "accounts": (ROW | {"conf", "http", "views.gate"}, DJANGO),
    "views": (ROW | {"conf", "http", "catalog"}, DJANGO),
    "terminal": ({"http", "catalog"}, {"rich"}),
    "__main__": ({"terminal"}, set()),
    **dict.fromkeys(
        ["checks", "live_urls", "middleware"], (ROW | {"conf", "http", "catalog", "views"}, DJANGO)
    ),
    "live_server": (set(), DJANGO),
    "pytest_plugin": (set(), {"pytest"}),
    "urls": ({"live_urls", "views"}, DJANGO),
    "templatetags": (set(), DJANGO),
    "apps": (ROW | {"checks"}, DJANGO),
}
DOORS = {"urls", "live_urls", "rest", "accounts.confirmation", "accounts.urls", "signins.urls", "signins.api"}
DOORS |= {"views.gate", "middleware", "links", "problems", "signals"}
DOORS |= {"signins.trial"}
LAZY = {"status_ref.catalog.prose", "status_ref.catalog.snippets"}
EMPTY = ["accounts", "signins", "terminal", "views"]
MAX_FUNCTION, MAX_FILE = 50, 350


def name_of(path: Path) -> str:
    """Give the dotted name of a module; a package is called by its folder."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


MODULES = {
    name_of(path): path
    for folder in ("status_ref", "authdemo")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if not {"migrations", "content"} & set(path.parts)
}
LIBRARY = {
    name.removeprefix("status_ref."): path for name, path in MODULES.items() if name.startswith("status_ref.")
}
DEMO = {name: path for name, path in MODULES.items() if name.startswith("authdemo")}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(path: Path, within: ast.AST | None = None) -> set[str]:
    """Give the dotted names that a file imports, down to the module where a name of ours is one."""
    names = set()
    for node in ast.walk(within or tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} relative import"
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                names.add(deeper if deeper in MODULES else str(node.module))
    return names


def ours(path: Path) -> set[str]:
    """Give the library's modules that a file imports, without the leading package."""
    return {name.removeprefix("status_ref.") for name in imported(path) if name.startswith("status_ref.")}


def allowed(module: str, rooms: set[str]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("module", LIBRARY)
class TestRooms:
    def test_stands_in_the_table(self, module):
        assert module.split(".")[0] in TABLE

    def test_knows_only_rooms_it_may(self, module):
        room = module.split(".")[0]
        strangers = {name for name in ours(LIBRARY[module]) if not allowed(name, TABLE[room][0] | {room})}
        assert not strangers

    def test_knows_only_packages_it_may(self, module):
        roots = {name.split(".")[0] for name in imported(LIBRARY[module])}
        may = sys.stdlib_module_names | {"status_ref"} | TABLE[module.split(".")[0]][1]
        assert roots <= may


@pytest.mark.parametrize("module", DEMO)
def test_demo_uses_only_the_doors(module):
    assert {name for name in ours(DEMO[module]) if not allowed(name, DOORS)} == set()


@pytest.mark.parametrize("module", MODULES)
class TestModule:
    def test_hides_no_import_in_a_function(self, module):
        may = {"markdown_it", "pygments"} if module in LAZY else set()
        for function in functions(MODULES[module]):
            roots = {name.split(".")[0] for name in imported(MODULES[module], function)}
            assert roots <= may or (module.endswith("apps") and function.name == "ready"), function.name

    def test_is_not_too_long(self, module):
        assert len(MODULES[module].read_text().splitlines()) <= MAX_FILE

    def test_has_no_function_that_is_too_long(self, module):
        sizes = {f"{f.name}:{f.lineno}": f.end_lineno - f.lineno + 1 for f in functions(MODULES[module])}
        assert {name: size for name, size in sizes.items() if size > MAX_FUNCTION} == {}

    def test_says_what_public_things_are_for(self, module):
        assert list(without_docstring(tree(MODULES[module]))) == []


def without_docstring(node: ast.AST) -> list[str]:
    """Give the public classes, functions and methods without one; an empty package needs none."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and child.name[0] != "_":
            if ast.get_docstring(child) is None:
                found.append(child.name)
            if isinstance(child, ast.ClassDef):
                found += without_docstring(child)
    return found


def test_no_cycle():
    graph = {module: ours(path) & LIBRARY.keys() - {module} for module, path in LIBRARY.items()}
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("package", EMPTY)
def test_package_is_empty(package):
    body = [node for node in tree(LIBRARY[package]).body if not isinstance(node, ast.Expr)]
    assert body == []


def test_no_drawers():
    drawers = {"utils", "util", "helpers", "helper", "core", "common", "misc"}
    assert {module for module in MODULES if drawers & set(module.split("."))} == set()


@pytest.mark.parametrize(
    "first", ["rest_framework.views", "rest_framework.generics", "rest_framework.decorators"]
)
def test_rest_framework_may_be_imported_first(first):
    """DRF loads the authentication classes of the settings while it imports its own views."""
    program = f"import django; django.setup(); import {first}; import status_ref.rest"
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program], env=environment, cwd=ROOT, check=True, timeout=60)


def test_http_and_catalog_need_no_django():
    """The wire and the words load where Django is not installed."""
    program = (
        "import sys; sys.modules['django'] = sys.modules['rest_framework'] = None\n"
        "from status_ref.http import challenges, credentials, problems, schemes\n"
        "import status_ref.catalog\n"
        "status_ref.catalog.load().get('401')"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
