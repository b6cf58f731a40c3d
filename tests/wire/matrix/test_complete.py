"""No rule is silently missing."""

from __future__ import annotations

from tests.wire.matrix.rules import ELSEWHERE, RULES, read_rows

ROWS = read_rows()


def test_every_rule_has_a_row_or_a_reason():
    assert sorted(RULES) == sorted([*ROWS, *ELSEWHERE])


def test_every_row_holds_a_fact():
    assert [rule for rule, row in ROWS.items() if not row.facts] == []


def test_at_most_a_quarter_binds_somebody_else():
    assert len(ELSEWHERE) * 4 <= len(RULES)
