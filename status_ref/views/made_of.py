"""The files that the pages of the reference are made of, and when the last of them changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import engines

from status_ref.views.reference import catalog

PACKAGE = Path(__file__).parent.parent
TEMPLATES = "status_ref"
"""The folder of our templates, and of those that a site puts in their place."""
READ = {".py", ".html", ".md", ".toml"}
"""What is looked at; a code example of another language changes together with its package."""


@cache
def newest() -> int:
    """Give the time of the newest file, in seconds since 1970; it is looked up once in a process.

    These are the files of this package, the templates that a site has in their place, and its settings.
    """
    return max(int(path.stat().st_mtime) for path in _files())


def _files() -> Iterator[Path]:
    yield from catalog().files
    folders = [Path(folder) / TEMPLATES for engine in engines.all() for folder in engine.template_dirs]
    for folder in (PACKAGE, *folders):
        yield from (path for path in folder.rglob("*") if path.suffix in READ)
    if settings.SETTINGS_MODULE:
        yield Path(str(sys.modules[settings.SETTINGS_MODULE].__file__))
