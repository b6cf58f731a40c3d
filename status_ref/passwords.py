"""The one place where a name and a password are checked, for every way in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from status_ref import attempts
from status_ref.attempts import TryLater
from status_ref.conf import conf
from status_ref.http.failures import SERVICE_UNAVAILABLE

PATIENCE = 2.0
"""Seconds that a request waits for its turn to hash a password, before it is sent away."""
BUSY = 5
"""Seconds after which whoever was sent away may come again."""


def verify(request: HttpRequest | None, username: str, password: str) -> AbstractBaseUser | None:
    """Give the active user whom this name and password belong to, else None.

    None is the one answer for a wrong password, an unknown name, an inactive account and one without a
    usable password; Django's ``ModelBackend`` hashes a password in each of these cases, so the cost is the
    same too. The password is compared exactly as it was sent; the name is normalised as it was at
    registration. What no account can have is refused before it counts as an attempt.

    Raises:
        TryLater: the password was not looked at, because too many attempts failed, too many passwords are
            being hashed, or the cache that counts does not answer.

    """
    if not username or not _storable(username) or not _encodable(password):
        return None
    name = get_user_model().normalize_username(username)
    attempt = attempts.begin(request, name)
    with hashing(), attempt:
        user = authenticate(request, username=name, password=password)
        if user is None or not user.is_active:
            return None  # a backend may let inactive accounts in, and this door does not
        attempt.succeeded()
    return user


@contextmanager
def hashing() -> Iterator[None]:
    """Hash a password inside: each takes a good part of a core and much memory, so their number is limited.

    Raises:
        TryLater: ``MAX_HASHING`` others went on for too long.

    """
    _turns.take()
    try:
        yield
    finally:
        _turns.give_back()


class _Turns:
    """A semaphore whose size is a setting, read at the moment of use."""

    def __init__(self) -> None:
        self._freed = Condition()
        self._taken = 0

    def take(self) -> None:
        with self._freed:
            if not self._freed.wait_for(lambda: self._taken < conf.MAX_HASHING, PATIENCE):
                raise TryLater(SERVICE_UNAVAILABLE, BUSY)
            self._taken += 1

    def give_back(self) -> None:
        with self._freed:
            self._taken -= 1
            self._freed.notify()


_turns = _Turns()


def _storable(text: str) -> bool:
    # PostgreSQL has no NUL in text, and no account has a name with control characters.
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def _encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
