"""The examples for any code, in every language, against the live answers of a few."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from status_ref.catalog.model import Example
from status_ref.catalog.prose import plain
from status_ref.catalog.snippets import EXAMPLES, examples
from tests.examples.running import CATALOG, Run

SAMPLE = ["200", "301", "404", "429", "503"]


def shown(run: bool) -> Iterator[tuple[str, Example]]:
    for slug in SAMPLE:
        yield from ((slug, one) for one in examples(slug, "handle") if not one.own and one.run == run)


RUN = [pytest.param(slug, one.anchor, id=f"{slug}-{one.anchor}") for slug, one in shown(run=True)]
READ = [one for slug, one in shown(run=False) if slug == "404"]


@pytest.mark.parametrize(("slug", "anchor"), RUN)
def test_prints_status_phrase_and_detail(run: Run, live_answers: str, slug: str, anchor: str) -> None:
    status = CATALOG.get(slug)
    done = run(slug, anchor, f"{live_answers}/{slug}")
    assert done.stderr == ""
    assert done.returncode == 0
    assert f"{slug} {status.phrase}" in done.stdout.splitlines()[0]
    assert (plain(status.lead) in done.stdout.splitlines()) == (status.code >= 400)


@pytest.mark.parametrize("anchor", sorted({anchor.values[1] for anchor in RUN}))
def test_tells_another_answer_apart(run: Run, live_answers: str, anchor: str) -> None:
    done = run("404", anchor, f"{live_answers}/200?body=welcome")
    assert "404" not in done.stdout + done.stderr
    assert "welcome" in done.stdout or "200 OK" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("anchor", sorted({anchor.values[1] for anchor in RUN}))
def test_says_so_where_nobody_answers(run: Run, anchor: str) -> None:
    done = run("404", anchor, "http://127.0.0.1:9/live/404")
    assert "404 Not Found" not in done.stdout
    assert done.stdout + done.stderr


GRAMMARS = {
    "csharp": "tree_sitter_c_sharp",
    "powershell": "tree_sitter_powershell",
    "rust": "tree_sitter_rust",
}


def parsed(example: Example) -> str:
    try:
        tree_sitter = importlib.import_module("tree_sitter")
        grammar = importlib.import_module(GRAMMARS[example.lexer])
    except ImportError:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs the grammars: make examples")
    parser = tree_sitter.Parser(tree_sitter.Language(grammar.language()))
    tree = parser.parse(example.code.encode())
    return str(tree.root_node) if tree.root_node.has_error else ""


@pytest.mark.parametrize("example", READ, ids=lambda example: example.anchor)
class TestRead:
    def test_is_what_the_language_allows(self, example: Example) -> None:
        assert parsed(example) == ""

    def test_the_parser_would_tell(self, example: Example) -> None:
        assert parsed(replace(example, code=example.code.rpartition("}")[0])) != ""


def test_every_language_is_run_or_read() -> None:
    files = {path.name for path in (EXAMPLES / "any/handle").iterdir()}
    assert len({one.anchor for _, one in shown(run=True)} | {one.anchor for one in READ}) == len(files)
