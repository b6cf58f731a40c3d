"""The catalog of this process."""

from __future__ import annotations

from functools import cache

from status_ref.catalog import Catalog, load


@cache
def catalog() -> Catalog:
    """Give the catalog; its files are read once."""
    return load()
