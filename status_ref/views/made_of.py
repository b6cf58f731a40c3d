"""The files that the pages of the reference are made of, and when the last of them changed."""

from __future__ import annotations

import os
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
READ = (".py", ".html", ".md", ".toml")
"""What is looked at; a code example of another language changes together with its package."""


@cache
def newest() -> int:
    """Give the time of the newest file, in seconds since 1970; it is looked up once in a process.

    These are the files of this package, content and templates that a site has in their place, and its
    settings.
    """
    return int(max(path.stat().st_mtime for path in _files()))


def _files() -> Iterator[Path]:
    folders = [Path(folder, TEMPLATES) for engine in engines.all() for folder in engine.template_dirs]
    for top in (PACKAGE, *folders):
        for folder, _, names in os.walk(top):
            yield from (Path(folder, name) for name in names if name.endswith(READ))
    yield from catalog().files
    if settings.SETTINGS_MODULE:
        yield Path(str(sys.modules[settings.SETTINGS_MODULE].__file__))
