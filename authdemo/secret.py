"""A secret that is made once and kept in a file, so that a restart does not end every session."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.management.utils import get_random_secret_key


def kept_secret(path: Path) -> str:
    """Give the secret of a file that only its owner can read; make both when they are not there.

    Several processes may start at once: whichever writes first wins, and none reads half a secret.
    """
    with suppress(FileNotFoundError):
        return path.read_text()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".secret", delete=False) as file:
        file.write(get_random_secret_key())
    try:
        with suppress(FileExistsError):
            os.link(file.name, path)
    finally:
        Path(file.name).unlink()
    return path.read_text()
