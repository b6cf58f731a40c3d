"""What keeps live answers from being a burden: whether they are given at all, and how many to whom."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from status_ref import addresses
from status_ref.conf import conf
from status_ref.counters import SCALE, count

MINUTE = 60
logger = logging.getLogger("status_ref.live")


class Outage(Exception):
    """The cache does not answer."""


def spent(request: HttpRequest) -> Mapping[str, str] | None:
    """Count a request; give the fields of a 429 where its address has had enough, else None.

    A cache that does not answer limits nobody: nothing is at stake but the load.
    """
    quota = conf.LIVE["rate"]
    if not quota:
        return None
    try:
        value = count(caches[conf.LIVE["cache"]], _key("address", addresses.client(request)), MINUTE)
    except Exception:  # the clients of caches share no base class
        logger.exception("The cache of live answers does not answer, so nobody is limited.")
        return None
    if value % SCALE <= quota:
        return None
    wait = max(1, value // SCALE - int(time.time()))
    return {
        "Retry-After": str(wait),
        "RateLimit-Policy": f'"live";q={quota};w={MINUTE}',
        "RateLimit": f'"live";r=0;t={wait}',
    }


def step(codes: str, key: str) -> int:
    """Give the number of this call of a sequence, from 1 on, the same for all processes.

    Raises:
        Outage: the cache that knows does not answer.

    """
    try:
        value = count(caches[conf.LIVE["cache"]], _key("sequence", codes, key), conf.LIVE["sequence"])
    except Exception as error:  # the clients of caches share no base class
        raise Outage("The cache that counts the steps does not answer.") from error
    return value % SCALE


def _key(*parts: str | None) -> str:
    text = "\0".join(map(str, parts)).encode(errors="surrogatepass")
    return f"status_ref.live.{salted_hmac('status_ref.live', text, algorithm='sha256').hexdigest()}"
