"""Numbers that many processes count up together, in a cache, each until its time is over.

A counter's value is ``deadline * SCALE + count``, so that one atomic increment tells both: Django's cache
has no way to ask when a key ends, and its client for Redis can make a key without an end when the old one
runs out between two commands.
"""

from __future__ import annotations

import time

from django.core.cache.backends.base import BaseCache

SCALE = 1 << 20


def count(cache: BaseCache, key: str, window: int) -> int:
    """Count one more, and give the value. A new counter lives for so many seconds."""
    now = int(time.time())
    first = (now + window) * SCALE + 1
    if cache.add(key, first, window):
        return first
    try:
        value = cache.incr(key)
    except ValueError:
        value = 0
    if value // SCALE <= now:
        # It ran out between the two calls; or within the second, and Redis made it anew without an end.
        cache.set(key, first, window)
        return first
    return value
