"""The one counter of failed sign-ins, for every way in.

It counts for an account and address together, for an address, and for an account, in the cache that the
setting ``ATTEMPTS_CACHE`` names. The first two limits are hard. The third is soft, or else a stranger could
shut an owner out: beyond it, addresses and browsers that have signed in to this account before may go on.
Names and addresses are keys only as keyed digests.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from status_ref import addresses, browsers
from status_ref.conf import conf
from status_ref.counters import Count, count, read, uncount
from status_ref.http.failures import SERVICE_UNAVAILABLE, TOO_MANY_ATTEMPTS, Failure

REMEMBERED = 30 * 24 * 60 * 60
"""Seconds for which an address is known to an account."""
OUTAGE = 30
"""Seconds to wait when the cache does not answer."""

T = TypeVar("T")
logger = logging.getLogger("status_ref.attempts")


class Limit(NamedTuple):
    """How many failures one key may have in a window."""

    name: str
    key: str
    quota: int
    soft: bool = False


class TryLater(Exception):
    """Credentials were not even looked at: nothing is known about whether they are right.

    ``failure`` says why, ``wait`` for how many seconds, and ``fields`` are the response fields that tell the
    client: Retry-After (RFC 9110, Section 10.2.3), RateLimit and RateLimit-Policy
    (draft-ietf-httpapi-ratelimit-headers-11, Sections 3 and 4).
    """

    def __init__(self, failure: Failure, wait: int, spent: Mapping[Limit, int] | None = None) -> None:
        """Say why, how long, and which limits are spent for how many seconds."""
        super().__init__(failure.code)
        self.failure = failure
        self.wait = wait
        self.fields = {"Retry-After": str(wait)} | _rate_limit(spent or {})

    def __str__(self) -> str:
        """Write a sentence for people."""
        minutes = math.ceil(self.wait / 60)
        return f"{self.failure.title}. Try again in {f'{minutes} minutes' if minutes > 1 else 'a minute'}."


@dataclass(slots=True)
class Attempt:
    """One try to sign in, with which the limits were not yet spent.

    Enter it to look at the credentials, and call ``succeeded`` where they are right, or ``spare`` where
    nothing was guessed. Whatever else happens inside is a failure, unless it raises.
    """

    limits: tuple[Limit, ...]
    memory: str | None
    known: bool
    failed: bool = True
    taken: Mapping[str, Count] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Take one failure in advance, so that no haste gets a stranger more guesses than the limits allow.

        Who is known is counted afterwards: a program that sends its good password with twenty requests at
        once is no attack.

        Raises:
            TryLater: others took the last ones meanwhile.

        """
        if not self.known:
            self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Settle what was taken."""
        counts = self.failed and error is None
        if counts and self.known:
            _ask(lambda cache: [_count(cache, limit) for limit in self.limits])
        elif not counts and not self.known:
            self._give_back()

    def succeeded(self) -> None:
        """Note that the credentials were right, and that this account is at home at this address."""
        self.failed = False
        if self.memory and not self.known:
            _ask(lambda cache: cache.set(self.memory, 1, REMEMBERED))

    def spare(self) -> None:
        """Note that whatever failed was no guess, such as a token that has run out."""
        self.failed = False

    def _take(self) -> None:
        taken = _ask(lambda cache: {limit: _count(cache, limit) for limit in self.limits})
        self.taken = {limit.key: counted for limit, counted in taken.items()}
        over = {limit: counted for limit, counted in taken.items() if counted.number > limit.quota}
        if over:
            self._give_back()
            raise _too_many(over)

    def _give_back(self) -> None:
        _ask(lambda cache: uncount(cache, self.taken))


def begin(request: HttpRequest | None, name: str | None = None, *, guess: bool = True) -> Attempt:
    """Begin a try to sign in from where a request comes from, as whoever it names.

    Args:
        request: where it comes from; None counts for the account alone.
        name: the account, known or not; None where the credentials name none, as a token that is no token.
        guess: whether a secret is being guessed; what else is asked for an account, such as a mail, is not
            limited over all addresses together, or strangers could keep it from the owner; and it is counted
            by itself, or a forgotten password would shut the way to a new one.

    Raises:
        TryLater: a limit is spent, or the cache that knows does not answer.

    """
    address = addresses.client(request) if request else None
    account = account_of(name if guess else f"mail\0{name}") if name else None
    browser = browsers.known(request, account) if request and account else None
    limits = tuple(limit for limit in _limits(address, account, browser) if guess or not limit.soft)
    memory = _key("known", account, address) if account and address else None
    found = _ask(lambda cache: cache.get_many([*(limit.key for limit in limits), *filter(None, [memory])]))
    known = browser is not None or memory in found
    spent = dict(_spent(limits, found))
    hard = {limit: counted for limit, counted in spent.items() if not (limit.soft and known)}
    if hard:
        raise _too_many(hard)
    return Attempt(tuple(limit for limit in limits if limit not in spent), memory, known)


def account_of(name: str) -> str:
    """Give the digest by which the account of a name is counted, whether or not there is one.

    Spellings that a database may take for one name are one account.
    """
    return _key("account", get_user_model().normalize_username(name).strip().casefold())


def _limits(address: str | None, account: str | None, browser: str | None) -> Iterable[Limit]:
    quotas = conf.ATTEMPTS
    if address:
        yield Limit("address", _key("address", address), quotas["address"])
    if account and address:
        yield Limit("account-address", _key("pair", account, address), quotas["account-address"])
    if account:
        yield Limit("account", _key("total", account), quotas["account"], soft=True)
    if browser:
        # A stolen cookie opens the soft limit: it gets no more guesses than an address does.
        yield Limit("account-browser", _key("browser", browser), quotas["account-address"])


def _key(*parts: str | None) -> str:
    text = "\0".join(map(str, parts)).encode(errors="surrogatepass")
    return f"status_ref.attempts.{salted_hmac('status_ref.attempts', text, algorithm='sha256').hexdigest()}"


def _spent(limits: Iterable[Limit], found: Mapping[str, object]) -> Iterator[tuple[Limit, Count]]:
    for limit in limits:
        counted = read(found.get(limit.key))
        if counted and counted.number >= limit.quota:
            yield limit, counted


def _too_many(spent: Mapping[Limit, Count]) -> TryLater:
    left = {limit: counted.left for limit, counted in spent.items()}
    return TryLater(TOO_MANY_ATTEMPTS, max(left.values()), left)


def _rate_limit(spent: Mapping[Limit, int]) -> dict[str, str]:
    if not spent:
        return {}
    window = conf.ATTEMPTS["window"]
    return {
        "RateLimit-Policy": ", ".join(f'"{limit.name}";q={limit.quota};w={window}' for limit in spent),
        "RateLimit": ", ".join(f'"{limit.name}";r=0;t={seconds}' for limit, seconds in spent.items()),
    }


def _count(cache: BaseCache, limit: Limit) -> Count:
    return count(cache, limit.key, conf.ATTEMPTS["window"])


def _ask(question: Callable[[BaseCache], T]) -> T:
    try:
        return question(caches[conf.ATTEMPTS_CACHE])
    except Exception as error:  # the clients of caches share no base class
        logger.critical("The cache of attempts does not answer, so nobody can sign in: %s", error)
        raise TryLater(SERVICE_UNAVAILABLE, OUTAGE) from error
