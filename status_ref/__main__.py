"""The command ``status-ref``."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    parser = argparse.ArgumentParser(prog="status-ref", description="HTTP status codes, for real.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser(
        "serve", add_help=False, help="answer with every status code, for tests of clients"
    )
    serve.set_defaults(run=_serve)
    known, rest = parser.parse_known_args(arguments)
    code: int = known.run(rest)
    return code


def _serve(rest: Sequence[str]) -> int:
    # The server needs Django, which the other commands do without.
    try:
        return subprocess.call([sys.executable, "-m", "status_ref.live_server", *rest])  # noqa: S603
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
