"""``python -m tools.tables``: write the tables of the documents that are made from something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.wire.matrix.rules import ELSEWHERE, RULES, Row, Rule, read_rows

CONFORMANCE = Path(__file__).parents[1] / "docs/conformance.md"
GROUPS = {
    "H": "HTTP authentication (RFC 9110, RFC 9111)",
    "BAS": "Basic (RFC 7617)",
    "BEA": "Bearer (RFC 6750, RFC 9700)",
    "STEP": "Step-up authentication (RFC 9470)",
    "PRM": "Protected resource metadata (RFC 9728)",
    "MCP": "Model Context Protocol, authorization",
    "PD": "Problem details (RFC 9457)",
    "COOK": "Cookie sessions",
    "BRW": "Browsers (Fetch)",
    "JWT": "JSON Web Tokens (RFC 7519, RFC 8725)",
    "AT": "JWT access tokens (RFC 9068)",
}
HEAD = """# Conformance

{rules} rules of HTTP authentication, in our own words, each with the test that holds it. The tests ask the
demo over a socket, under gunicorn and under uvicorn; the rules on statuses and challenges also in every order
of Bearer, Basic and session, with and without an authenticator of another package among them. What needs no
setting and no address of ours is asked of a fresh project, too, in which one line or two were changed.

{elsewhere} of the rules have no test here, because they bind somebody else, or something that is not offered.

`make tables` writes this page from `tests/vectors/http-auth-rules.csv` and `tests/wire/matrix/`.
"""
COLUMNS = "| rule | where | level | what it says | what holds it |\n|---|---|---|---|---|"


def conformance() -> str:
    """Write the page on conformance."""
    head = HEAD.format(rules=len(RULES), elsewhere=len(ELSEWHERE))
    return "\n".join([head, *_groups(read_rows())])


def _groups(rows: dict[str, Row]) -> Iterator[str]:
    for group, title in GROUPS.items():
        lines = [_line(rule, rows.get(rule.id)) for rule in RULES.values() if rule.group == group]
        yield "\n".join([f"## {title}\n", COLUMNS, *lines, ""])


def _line(rule: Rule, row: Row | None) -> str:
    cells = (rule.id, rule.where, rule.level, rule.rule, _held_by(rule, row))
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("<", r"\<")


def _held_by(rule: Rule, row: Row | None) -> str:
    if row is None:
        reason, words = ELSEWHERE[rule.id]
        return f"*{reason}*: {words}"
    return f"`{row.file}::{row.name}` {'; '.join(row.facts)}"


if __name__ == "__main__":
    CONFORMANCE.write_text(conformance())
