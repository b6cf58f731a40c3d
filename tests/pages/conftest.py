"""Every page of the reference, asked for once in a process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from django.test import Client


@pytest.fixture(scope="session")
def page() -> Callable[[str], str]:
    """Ask for the HTML at a path. What is wanted to know of it here depends on no setting that changes."""
    return cache(lambda path: Client().get(path).content.decode())
