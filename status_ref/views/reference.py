"""The catalog of this process."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.autoreload import BaseReloader, autoreload_started

from status_ref.catalog import Catalog, load
from status_ref.conf import conf


@cache
def catalog() -> Catalog:
    """Give the catalog in the language of the site, as far as it is translated, with the site's own words.

    Its files are read once. The same settings give the same object.
    """
    return _loaded(settings.LANGUAGE_CODE.partition("-")[0], conf.CONTENT_DIRS)


@lru_cache(maxsize=8)
def _loaded(language: str, folders: tuple[Path, ...]) -> Catalog:
    return load(folders, language)


@receiver(setting_changed)
def _look_again(setting: str, **_: object) -> None:
    # Only tests change settings; looking at them for each request would cost everybody.
    if setting in {"STATUS_REF", "LANGUAGE_CODE"}:
        catalog.cache_clear()


@receiver(autoreload_started)
def _watch(sender: BaseReloader, **_: object) -> None:
    # Whoever writes a page or a note under runserver sees it with the next request.
    for folder in {path.parent for path in catalog().files} | set(conf.CONTENT_DIRS):
        sender.watch_dir(folder, "**/*")
