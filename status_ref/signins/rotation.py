"""Refresh tokens: opaque, derived from the row of their sign-in, and stored nowhere.

A token is ``sid.generation.MAC``. Rotating one is a single conditional UPDATE: whoever moves the generation
on has won, and everybody else is late. Who is late by one generation and a few seconds is a parallel tab or
a client that lost the answer, and gets the same successor; who is later than that holds a token that somebody
used before, so the sign-in ends (RFC 9700, Section 4.14.2).
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from rest_framework_simplejwt import settings as simplejwt

from status_ref.conf import conf
from status_ref.http.failures import (
    TOKEN_EXPIRED,
    TOKEN_INVALID,
    TOKEN_MALFORMED,
    TOKEN_REVOKED,
    TOKEN_WRONG_TYPE,
    Failure,
)
from status_ref.rest.exceptions import TokenRefused
from status_ref.signins import ending, signals
from status_ref.signins.keys import Secret, derived
from status_ref.signins.models import Kind, Reason, SignIn, auth_hash
from status_ref.signins.tokens import JWT_START, REFRESH

MAX_REPEATS = 64  # of one successor: as many tabs as anybody has


class ScopeTooWide(Exception):
    """A client asked for more than its sign-in was granted (RFC 6749, Section 6)."""


@dataclass(frozen=True, slots=True)
class Presented:
    """A refresh token with a right MAC, and the sign-in it belongs to; it may still be too old."""

    sign_in: SignIn
    generation: int

    @property
    def is_current(self) -> bool:
        """Whether it is the one that rotates next."""
        return self.generation == self.sign_in.generation

    def failure(self) -> Failure | None:
        """Say why it is not good as it stands, without any consequence; None when it is."""
        return self.sign_in.failure() or (None if self.is_current else TOKEN_EXPIRED)


def token_of(sign_in: SignIn) -> str:
    """Derive the refresh token of a sign-in's present generation."""
    return f"{sign_in.sid}.{sign_in.generation}.{_mac(derived('refresh')[0], sign_in, sign_in.generation)}"


def idle() -> timedelta:
    """How long a sign-in may rest: simplejwt's ``REFRESH_TOKEN_LIFETIME``."""
    return simplejwt.api_settings.REFRESH_TOKEN_LIFETIME  # type: ignore[no-any-return]


def read(raw: str) -> Presented:
    """Verify a refresh token of any generation; nothing happens to its sign-in.

    Raises:
        TokenRefused: not one of ours, or its MAC is wrong.

    """
    parts = REFRESH.fullmatch(raw)
    if parts is None:
        raise TokenRefused(TOKEN_WRONG_TYPE if raw.startswith(JWT_START) else TOKEN_MALFORMED)
    found = SignIn.objects.select_related("user").filter(sid=parts[1], kind=Kind.TOKEN)
    sign_in = found.first()
    if sign_in is None or not _is_right(parts[3], sign_in, int(parts[2])):
        raise TokenRefused(TOKEN_INVALID)
    return Presented(sign_in, int(parts[2]))


def rotate(raw: str, scope: Sequence[str] = ()) -> SignIn:
    """Take a refresh token, and give its sign-in in the generation whose token the client gets.

    Raises:
        TokenRefused: it does not do; where it was used before, its sign-in has ended now.
        ScopeTooWide: nothing was granted or rotated.

    """
    presented = read(raw)
    sign_in = presented.sign_in
    failure = sign_in.failure()
    if failure:
        raise TokenRefused(failure)
    if not presented.is_current:
        return _late(sign_in, presented.generation, scope)
    _demand_within(sign_in, scope)
    if _advance(sign_in):
        signals.refreshed.send(SignIn, sign_in=sign_in)
        return sign_in
    return _late(sign_in, presented.generation, scope)


def _demand_within(sign_in: SignIn, scope: Sequence[str]) -> None:
    if not set(scope) <= set(sign_in.scopes):
        raise ScopeTooWide


def _advance(sign_in: SignIn) -> bool:
    now = timezone.now()
    idle_until = sign_in.idle_from(now, idle())
    moved = SignIn.objects.filter(pk=sign_in.pk, generation=sign_in.generation, ended_at=None).update(
        generation=F("generation") + 1,
        rotated_at=now,
        repeats=0,
        last_used=now,
        idle_until=idle_until,
        auth_hash=auth_hash(sign_in.user),  # the secret key may have changed
    )
    if moved:
        sign_in.generation += 1
        sign_in.rotated_at, sign_in.idle_until = now, idle_until
    return bool(moved)


def _late(sign_in: SignIn, generation: int, scope: Sequence[str]) -> SignIn:
    # Whoever was quicker has written, so what was read before is old.
    found = SignIn.objects.select_related("user").filter(pk=sign_in.pk).first()
    if found is None:
        raise TokenRefused(TOKEN_REVOKED)
    failure = found.failure()
    if failure:
        raise TokenRefused(failure)
    if generation > found.generation:
        raise TokenRefused(TOKEN_INVALID)  # from a future that a restored database does not know
    if generation < found.generation - 1 or not _in_grace(found):
        ending.end_one(found, Reason.TOKEN_REUSED)
        signals.reused.send(SignIn, sign_in=found)
        raise TokenRefused(TOKEN_REVOKED)
    _demand_within(found, scope)
    if not _repeat(found):
        raise TokenRefused(TOKEN_EXPIRED)
    signals.repeated.send(SignIn, sign_in=found)
    return found


def _in_grace(sign_in: SignIn) -> bool:
    grace = timedelta(seconds=conf.REFRESH_GRACE)
    return bool(grace) and sign_in.rotated_at is not None and timezone.now() - sign_in.rotated_at <= grace


def _repeat(sign_in: SignIn) -> bool:
    this = SignIn.objects.filter(pk=sign_in.pk, generation=sign_in.generation, ended_at=None)
    return bool(this.filter(repeats__lt=MAX_REPEATS).update(repeats=F("repeats") + 1))


def _is_right(mac: str, sign_in: SignIn, generation: int) -> bool:
    expected = (_mac(secret, sign_in, generation) for secret in derived("refresh"))
    return any(hmac.compare_digest(mac, known) for known in expected)


def _mac(secret: Secret, sign_in: SignIn, generation: int) -> str:
    message = f"{sign_in.sid}.{generation}.".encode() + bytes(sign_in.seed)
    return urlsafe_b64encode(hmac.digest(secret, message, hashlib.sha256)).decode().rstrip("=")
