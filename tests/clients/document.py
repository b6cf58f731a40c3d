"""The tables of ``docs/clients.md``, which the tests measure again."""

from __future__ import annotations

from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "clients.md"


def cells(line: str) -> list[str]:
    """Split a row of a table; code needs no backticks here."""
    return [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]


def table(heading: str) -> dict[str, dict[str, str]]:
    """Give the table below a heading, by its first column and then by the name of the others."""
    text = DOCUMENT.read_text().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    head, _, *rows = [cells(line) for line in text.splitlines() if line.startswith("|")]
    return {name: dict(zip(head[1:], row, strict=True)) for name, *row in rows}


def arranged(column: str, challenges: dict[str, str]) -> list[str]:
    """Write the field lines that a column names: a slash ends a line, a comma stands on it."""
    return [", ".join(challenges[name] for name in line.split(", ")) for line in column.split(" / ")]


def each(heading: str, *but: str) -> list[tuple[str, str]]:
    """Give every pair of a row and a column, the names of the columns in ``but`` left out."""
    return [(row, column) for row, rest in table(heading).items() for column in rest if column not in but]
