"""The command ``status-ref``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from runpy import run_module

from status_ref.terminal import commands as reference


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    parser = argparse.ArgumentParser(prog="status-ref", description="HTTP status codes, for real.")
    commands = parser.add_subparsers(dest="command", required=True)
    reference.add(commands)
    commands.add_parser("serve", add_help=False, help="answer with every status code, for tests of clients")
    known, rest = parser.parse_known_args(arguments)
    if known.command == "serve":
        return _serve(rest)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    code: int = known.run(known)
    return code


def _serve(rest: Sequence[str]) -> int:
    # In this process, so that whoever ends it ends the server; and only now, because it needs Django.
    sys.argv[1:] = rest
    try:
        run_module("status_ref.live_server", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
