"""Probe servers and print what they break: ``python -m tests.wire.probe granian httpbin``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.plugins.demo import Demo
from tests.wire.probe.probing import FINAL, excused, figures, probe
from tests.wire.probe.rules import METHODS
from tests.wire.probe.servers import COMMANDS, start


def main(names: list[str]) -> int:
    """Print a row for each server, then every finding; 1 where an answer of ours broke a rule."""
    told, faults = [], 0
    print(f"| server | answers | MUST | SHOULD | MAY | the server's own |\n|{'---|' * 6}")
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder))
        try:
            for name in names or COMMANDS:
                program, port = start(name, demo)
                try:
                    findings = list(probe(name, port))
                finally:
                    program.stop()
                count = figures(name, findings)
                row = (
                    len(FINAL) * len(METHODS),
                    *(count[level] for level in ("MUST", "SHOULD", "MAY", "excused")),
                )
                print(f"| {name} | {' | '.join(map(str, row))} |", flush=True)
                left = [finding for finding in findings if not excused(name, finding)]
                told += [f"{name}: {finding}" for finding in left]
                faults += len(left) if name != "httpbin" else 0
        finally:
            demo.stop()
    print("\n".join(told))
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
