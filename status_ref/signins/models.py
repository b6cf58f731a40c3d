"""Sign-ins: one row for each, by browser session or by token, from its start until it is cleaned away."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from status_ref.conf import conf
from status_ref.http.failures import ACCOUNT_UNAVAILABLE, TOKEN_EXPIRED, TOKEN_REVOKED, Failure

SID = re.compile(r"[A-Za-z0-9_-]{22}")
SESSION_SID = "sid"  # where a session keeps the name of its sign-in
TOUCHED_EVERY = timedelta(minutes=5)
MOST_LISTED = 100


def random_sid() -> str:
    """Give a name for a sign-in that nobody guesses: 128 bits. It is public, and no secret."""
    return secrets.token_urlsafe(16)


def random_seed() -> bytes:
    """Give the row's own share in the refresh tokens of its sign-in."""
    return secrets.token_bytes(32)


class Kind(models.TextChoices):
    """What a client holds."""

    BROWSER = "browser", "Browser"
    TOKEN = "token", "Token"


class Reason(models.TextChoices):
    """Why a sign-in was ended before its time."""

    SIGNED_OUT = "signed-out", "Signed out"
    ENDED_BY_OWNER = "ended-by-owner", "Ended by its owner"
    ENDED_BY_STAFF = "ended-by-staff", "Ended by staff"
    TOKEN_REUSED = "token-reused", "A refresh token was used again"
    PASSWORD_CHANGED = "password-changed", "The password was changed"
    ACCOUNT_DEACTIVATED = "account-deactivated", "The account was deactivated"


class SignInQuerySet(models.QuerySet["SignIn"]):
    """What is asked of the table, each with an index that answers it."""

    def start(
        self,
        user: AbstractBaseUser,
        kind: Kind,
        *,
        idle: timedelta,
        client: str = "",
        scope: Iterable[str] = (),
        sid: str | None = None,
        session_digest: str | None = None,
    ) -> SignIn:
        """Make the sign-in of a user who proved who they are just now; ``sid`` is its name if it has one."""
        now = timezone.now()
        sign_in = self.model(
            sid=sid or random_sid(),
            user=user,  # type: ignore[misc]  # the stubs know only Django's own user model
            kind=kind,
            client=client,
            scope=" ".join(scope),
            created=now,
            auth_time=now,
            last_used=now,
            expires=now + timedelta(seconds=conf.SIGN_IN_LIFETIME),
            auth_hash=auth_hash(user),
            session_digest=session_digest,
        )
        sign_in.idle_until = sign_in.idle_from(now, idle)
        sign_in.save(force_insert=True)
        return sign_in

    def live(self) -> Self:
        """Leave out what was ended and what has run out."""
        return self.filter(ended_at=None, idle_until__gt=timezone.now())

    def going_on(self, user: AbstractBaseUser) -> list[SignIn]:
        """Give the sign-ins of a user that still let somebody in, the one that was used last first."""
        found = list(self.live().filter(user_id=user.pk).order_by("-last_used")[:MOST_LISTED])
        for sign_in in found:
            sign_in.user = user  # type: ignore[assignment]
        return [sign_in for sign_in in found if sign_in.failure() is None]

    def end(self, reason: Reason) -> int:
        """End those that go on, and tell how many that were; nothing brings one back.

        Call the functions of ``ending`` instead: they also tell whoever listens.
        """
        return self.filter(ended_at=None).update(ended_at=timezone.now(), end_reason=reason)


class SignIn(models.Model):
    """Somebody who signed in, with one client, and until when that holds.

    ``sid`` names it to the world. A browser's row is found by the digest of its session's key, which moves
    along when the key does. A refresh token is derived from ``sid``, ``generation``, ``seed`` and the secret
    key: the row holds nothing that signs in.
    """

    sid = models.CharField(max_length=22, default=random_sid, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    client = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=1024, blank=True)
    created = models.DateTimeField(help_text="When the row was made.")
    auth_time = models.DateTimeField(help_text="When the user last proved who they are.")
    last_used = models.DateTimeField(help_text="Written now and then, never with every request.")
    idle_until = models.DateTimeField(help_text="When it runs out, unless it is used; never after `expires`.")
    expires = models.DateTimeField(help_text="When it runs out, however much it is used.")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=24, choices=Reason, blank=True)
    auth_hash = models.CharField(
        max_length=128,
        blank=True,
        editable=False,
        help_text="The user's get_session_auth_hash() when it was last right.",
    )
    session_digest = models.CharField(max_length=64, null=True, blank=True, editable=False)  # noqa: DJ001
    generation = models.PositiveBigIntegerField(default=0, editable=False)
    rotated_at = models.DateTimeField(null=True, blank=True, editable=False)
    repeats = models.PositiveSmallIntegerField(default=0, editable=False)
    seed = models.BinaryField(max_length=32, default=random_seed, editable=False)

    objects = SignInQuerySet.as_manager()

    class Meta:
        """One index for each way in which rows are found."""

        verbose_name = "sign-in"
        constraints: ClassVar = [
            # Not unique=True, for which PostgreSQL gets a second index that only LIKE would use.
            models.UniqueConstraint(fields=["sid"], name="status_ref_sign_in_sid"),
            models.UniqueConstraint(fields=["session_digest"], name="status_ref_sign_in_session"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "ended_at"], name="status_ref_sign_in_user"),
            models.Index(fields=["idle_until"], name="status_ref_sign_in_idle"),
        ]
        permissions: ClassVar = [("introspect", "Can ask whether a token is good (RFC 7662)")]

    def __str__(self) -> str:
        """Name the client and the kind."""
        return f"{self.client or 'Unknown client'} ({self.kind})"

    @property
    def scopes(self) -> tuple[str, ...]:
        """What was granted."""
        return tuple(self.scope.split())

    @property
    def auth_epoch(self) -> int:
        """When the user last proved who they are, as the claim ``auth_time`` has it."""
        return int(self.auth_time.timestamp())

    def idle_from(self, now: datetime, idle: timedelta) -> datetime:
        """Give the time at which it runs out when it is used now and then not for ``idle``."""
        return min(now + idle, self.expires)

    def touch(self, idle: timedelta) -> None:
        """Note that it is in use; written only when the last note is older than ``TOUCHED_EVERY``."""
        now = timezone.now()
        if now - self.last_used < TOUCHED_EVERY:
            return
        self.last_used, self.idle_until = now, self.idle_from(now, idle)
        due = type(self).objects.filter(pk=self.pk, ended_at=None, last_used__lte=now - TOUCHED_EVERY)
        due.update(last_used=self.last_used, idle_until=self.idle_until)

    def failure(self) -> Failure | None:
        """Say why it lets nobody in any more; None while it goes on.

        What happened to the account is read from the account itself, joined in the same query: so a change
        of password and a deactivation hold from the next request on, however they were made.
        """
        if not self.user.is_active:
            return ACCOUNT_UNAVAILABLE
        if self.ended_at is not None or not self.has_this_password():
            return TOKEN_REVOKED
        return None if timezone.now() < self.idle_until else TOKEN_EXPIRED

    def has_this_password(self) -> bool:
        """Tell whether the password is still the one of this sign-in, whichever secret key hashed it."""
        return any(constant_time_compare(self.auth_hash, known) for known in _auth_hashes(self.user))


def auth_hash(user: AbstractBaseUser) -> str:
    """Give what changes when every sign-in of a user is to end: for Django's users, with the password."""
    hashed = getattr(user, "get_session_auth_hash", None)
    return hashed() if hashed else ""


def _auth_hashes(user: AbstractBaseUser) -> Iterable[str]:
    yield auth_hash(user)
    fallbacks = getattr(user, "get_session_auth_fallback_hash", None)
    if fallbacks:
        yield from fallbacks()
