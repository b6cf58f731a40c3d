"""What keeps live answers from being a burden: whether they are given at all, and how many to whom."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from threading import Lock

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from status_ref import addresses
from status_ref.conf import conf
from status_ref.counters import count

MINUTE = 60
_lock = Lock()
_waiting: list[float] = []
logger = logging.getLogger("status_ref.live")


class Outage(Exception):
    """The cache does not answer, or as many answers are delayed as may be."""


class TooMany(Exception):
    """An address has begun as many sequences as it may; ``wait`` tells for how many seconds that holds."""

    def __init__(self, wait: int) -> None:
        """Take how many seconds that is."""
        super().__init__("This address has begun as many sequences as it may for a while.")
        self.wait = wait


def spent(request: HttpRequest) -> Mapping[str, str] | None:
    """Count a request; give the fields of a 429 where its address has had enough, else None.

    A cache that does not answer limits nobody: nothing is at stake but the load.
    """
    quota = conf.LIVE["rate"]
    if not quota:
        return None
    try:
        counted = count(caches[conf.LIVE["cache"]], _key("address", addresses.client(request)), MINUTE)
    except Exception:  # the clients of caches share no base class
        logger.exception("The cache of live answers does not answer, so nobody is limited.")
        return None
    if counted.number <= quota:
        return None
    return {
        "Retry-After": str(counted.left),
        "RateLimit-Policy": f'"live";q={quota};w={MINUTE}',
        "RateLimit": f'"live";r=0;t={counted.left}',
    }


def step(request: HttpRequest, codes: str, key: str) -> int:
    """Give the number of this call of a sequence, from 1 on, the same for all processes.

    Keys are the client's to invent, and others need the room in the cache: the counters of failed sign-ins,
    most of all. So an address begins no more than so many within the life of one.

    Raises:
        TooMany: it has begun them.
        Outage: the cache that knows does not answer.

    """
    name = _key("sequence", codes, key)
    try:
        cache, life = caches[conf.LIVE["cache"]], conf.LIVE["sequence"]
        number = count(cache, name, life).number
        if number > 1:
            return number
        begun = count(cache, _key("sequences", addresses.client(request)), life)
        if begun.number > conf.LIVE["sequences"]:
            cache.delete(name)
    except Exception as error:  # the clients of caches share no base class
        raise Outage("The cache that counts the steps does not answer.") from error
    if begun.number > conf.LIVE["sequences"]:
        raise TooMany(begun.left)
    return number


def delay(seconds: float) -> None:
    """Wait, unless so many answers of this process wait already that others would have to wait for them.

    Raises:
        Outage: they do.

    """
    with _lock:
        if len(_waiting) >= conf.LIVE["delayed"]:
            raise Outage("As many answers as may be are delayed at the moment.")
        _waiting.append(seconds)
    try:
        time.sleep(seconds)
    finally:
        with _lock:
            _waiting.remove(seconds)


def _key(*parts: str | None) -> str:
    text = "\0".join(map(str, parts)).encode(errors="surrogatepass")
    return f"status_ref.live.{salted_hmac('status_ref.live', text, algorithm='sha256').hexdigest()}"
