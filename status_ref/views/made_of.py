"""The files that the pages of the reference are made of, and when the last of them changed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.template import engines

from status_ref.conf import conf
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
    folders = [Path(folder, TEMPLATES) for engine in engines.all() for folder in engine.template_dirs]
    files = [*catalog().files]
    if settings.SETTINGS_MODULE:
        files.append(Path(str(sys.modules[settings.SETTINGS_MODULE].__file__)))
    times = chain.from_iterable(map(_time, files))
    looked_at = filter(Path.is_dir, (PACKAGE, *folders, *conf.CONTENT_DIRS))
    return int(max(chain(times, *map(_times, looked_at))))


def _times(folder: Path | str) -> Iterator[float]:
    # scandir brings along what stat needs a second call for: the first index waits for this.
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _times(entry.path)
        elif entry.name.endswith(READ):
            yield from _time(entry)


def _time(file: Path | os.DirEntry[str]) -> Iterator[float]:
    # An editor leaves links that lead nowhere, and a file may be gone: no reason to answer nobody.
    with suppress(OSError):
        yield file.stat().st_mtime
