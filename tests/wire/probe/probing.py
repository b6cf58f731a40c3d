"""Every code by every method against one server: which rules are broken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.wire.probe.rules import METHODS, Exchange, Rule, broken
from tests.wire.probe.servers import EXCEPTIONS, PREFIX
from tests.wire.socket_client import RawResponse, exchange, request

FINAL = range(200, 600)


@dataclass(frozen=True)
class Finding:
    """A rule that an answer breaks, or that there was no answer to look at."""

    method: str
    code: int
    level: str
    section: str
    says: str

    def __str__(self) -> str:
        """Write it on a line."""
        return f"{self.method} {self.code}: {self.level} {self.says} ({self.section})"


def probe(name: str, port: int) -> Iterator[Finding]:
    """Ask for every final code by every method, and give what is broken."""
    for code in FINAL:
        plain: RawResponse | None = None
        for method in METHODS:
            try:
                answer = exchange("127.0.0.1", port, request(method, f"{PREFIX.get(name, '/live/')}{code}"))
            except (ValueError, OSError) as error:
                yield Finding(method, code, "MUST", "RFC 9112", f"no answer that can be read: {error}")
                continue
            plain = plain or answer
            yield from (_found(method, code, rule) for rule in broken(Exchange(method, code, answer, plain)))


def _found(method: str, code: int, rule: Rule) -> Finding:
    return Finding(method, code, rule.level, rule.section, rule.says)


def excused(name: str, finding: Finding) -> bool:
    """Tell whether the server itself is at fault, as is written down."""
    return any((name, finding.section, code) in EXCEPTIONS for code in (0, finding.code))


def figures(name: str, findings: list[Finding]) -> Counter[str]:
    """Count what is broken by its level; excused findings by themselves."""
    return Counter("excused" if excused(name, finding) else finding.level for finding in findings)
