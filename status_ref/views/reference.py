"""The catalog of this process."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.autoreload import BaseReloader, autoreload_started

from status_ref.catalog import Catalog, load


@cache
def catalog() -> Catalog:
    """Give the catalog in the language of the site, as far as it is translated; its files are read once."""
    return load(language=settings.LANGUAGE_CODE.partition("-")[0])


def watch(sender: BaseReloader, **_: object) -> None:
    """Let ``runserver`` begin anew when the words change, as it does when the code does."""
    for folder in {path.parent for path in catalog().files}:
        sender.watch_dir(folder, "**/*")


autoreload_started.connect(watch)
