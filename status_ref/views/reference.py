"""The catalog of this process."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from status_ref.catalog import Catalog, load


@cache
def catalog() -> Catalog:
    """Give the catalog in the language of the site, as far as it is translated; its files are read once."""
    return load(language=settings.LANGUAGE_CODE.partition("-")[0])
