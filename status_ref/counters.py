"""Numbers that many processes count up together, in a cache, each until its time is over.

One atomic increment has to tell both the number and when it ends: Django's cache has no way to ask when a key
ends, and its client for Redis can make a key without an end when the old one runs out between two commands.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from django.core.cache.backends.base import BaseCache

_SCALE = 1 << 20
"""A cache holds ``end * _SCALE + number``."""


class Count(NamedTuple):
    """How many were counted, and when counting begins anew, in seconds since the epoch."""

    number: int
    end: int

    @property
    def left(self) -> int:
        """How many seconds that is from now, one at least."""
        return max(1, math.ceil(self.end - time.time()))


def count(cache: BaseCache, key: str, window: int) -> Count:
    """Count one more. A new counter lives for so many seconds."""
    first = Count(1, int(time.time()) + window)
    value = first.end * _SCALE + first.number
    if cache.add(key, value, window):
        return first
    with suppress(ValueError):
        if counted := read(cache.incr(key)):
            return counted
    # It ran out between the two calls; or within the second, and Redis made it anew without an end.
    cache.set(key, value, window)
    return first


def uncount(cache: BaseCache, taken: Mapping[str, Count]) -> None:
    """Take back what was counted by these keys."""
    now = cache.get_many(taken)
    for key, before in taken.items():
        # A counter that ran out meanwhile is gone, or another one, from which nothing was taken.
        counted = read(now.get(key))
        if counted and counted.end == before.end:
            with suppress(ValueError):
                cache.decr(key)


def read(value: object) -> Count | None:
    """Read what a cache holds under the key of a counter; None where none is running."""
    if not isinstance(value, int):
        return None
    end, number = divmod(value, _SCALE)
    return Count(number, end) if end > time.time() else None
