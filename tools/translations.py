"""``python -m tools.translations LANGUAGE``: which pages are to be translated, or translated anew."""

from __future__ import annotations

import sys

from status_ref.catalog.folder import CONTENT
from status_ref.catalog.translations import SOURCE, digest, missing, stale


def main(language: str) -> int:
    """Print a line for each page that is missing or stale; 1 where there is one."""
    lines = [f'{slug}: made from an older version; now source = "{_now(slug)}"' for slug in stale(language)]
    lines += [f"{slug}: missing" for slug in missing(language)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return int(bool(lines))


def _now(slug: str) -> str:
    path = CONTENT / SOURCE / f"{slug}.md"
    return digest(path) if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
