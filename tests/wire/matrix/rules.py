"""The rules of HTTP authentication, the rows that test them, and those that bind somebody else."""

from __future__ import annotations

import ast
import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HERE = Path(__file__).parent
VECTORS = HERE.parents[1] / "vectors/http-auth-rules.csv"
ROW = re.compile(r"Test(?P<id>[A-Z]+\d+)")


@dataclass(frozen=True)
class Rule:
    """One sentence of a standard, in own words."""

    id: str
    where: str
    level: str
    who: str
    rule: str

    @property
    def group(self) -> str:
        """Name the group: the letters of the id."""
        return self.id.rstrip("0123456789")


class Reason(StrEnum):
    """Why a rule has no row."""

    CLIENT_SIDE = "client-side"
    OTHER_ROLE = "other role"
    NOT_OFFERED = "not offered"


@dataclass(frozen=True)
class Row:
    """The tests of one rule: the class that is named after it."""

    file: str
    name: str
    facts: tuple[str, ...]


def read_rules() -> dict[str, Rule]:
    """Read the rules in their order."""
    with VECTORS.open(newline="") as file:
        return {row["id"]: Rule(**row) for row in csv.DictReader(file)}


def read_rows() -> dict[str, Row]:
    """Find the rows in the sources: each is a class that is called ``Test`` and the id of its rule."""
    return {
        row["id"]: Row(path.name, node.name, tuple(_facts(node)))
        for path in sorted(HERE.glob("test_*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and (row := ROW.fullmatch(node.name))
    }


def _facts(node: ast.ClassDef) -> list[str]:
    names = [item.name for item in node.body if isinstance(item, ast.FunctionDef)]
    return [name.removeprefix("test_").replace("_", " ") for name in names if name.startswith("test_")]


RULES = read_rules()

ELSEWHERE: dict[str, tuple[Reason, str]] = {
    "H24": (Reason.OTHER_ROLE, "binds proxies"),
    "H28": (Reason.CLIENT_SIDE, "what a client does after a 403"),
    "H34": (Reason.CLIENT_SIDE, "what a client drops when it follows a redirect"),
    "H37": (Reason.CLIENT_SIDE, "which challenge a client picks"),
    "BEA12": (
        Reason.CLIENT_SIDE,
        "how a client sends its token; for other ways see BEA15 to BEA17",
    ),
    "BEA18": (Reason.NOT_OFFERED, "no token is read from a query"),
    "STEP04": (Reason.CLIENT_SIDE, "what a client asks its authorization server for"),
    "STEP05": (Reason.OTHER_ROLE, "binds authorization servers"),
    "STEP08": (Reason.OTHER_ROLE, "metadata of authorization servers"),
    "PRM11": (Reason.CLIENT_SIDE, "what a client fetches"),
    "MCP09": (Reason.OTHER_ROLE, "binds authorization servers"),
    "BRW07": (Reason.CLIENT_SIDE, "what a browser drops when it follows a redirect"),
    "BRW09": (Reason.CLIENT_SIDE, "what a browser does after a 421"),
    "BRW10": (Reason.CLIENT_SIDE, "which challenge a browser picks"),
    "AT05": (Reason.CLIENT_SIDE, "a client does not look inside its token"),
}
"""Rules without a row: why, and what they bind."""
