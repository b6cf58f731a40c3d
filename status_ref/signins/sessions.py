"""A session engine for browsers: ``SESSION_ENGINE = "status_ref.signins.sessions"``.

It is Django's ``cached_db`` with two differences. Rows and cache entries stand under a digest of the cookie,
so a dump of neither holds what signs in. And each session that somebody signed in to has its sign-in, which
is asked with every request: once that is ended, here or on another server, the cookie is worth nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends import cached_db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db.models import F, Value
from django.db.models.functions import Least
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from status_ref.signins import clients, ending, signals
from status_ref.signins.models import SESSION_SID, Kind, Reason, SignIn, random_sid

KEY = re.compile(r"[a-z0-9]{32}")  # what SessionBase._get_new_session_key() makes
DIGITS = 40  # what the column of django_session holds: 160 bits


def digest(key: str) -> str:
    """Give the name under which the session of a key is stored. No key can be made from it."""
    return sha256(key.encode()).hexdigest()[:DIGITS]


class SessionStore(cached_db.SessionStore):
    """The session of one cookie."""

    cache_key_prefix = "status_ref.signins.sessions."

    def __init__(self, session_key: str | None = None) -> None:
        """Take what the cookie holds; nothing is asked for before somebody wants to know what is in it."""
        super().__init__(session_key)
        self._arriving: tuple[AbstractBaseUser, str] | None = None

    @property
    def cache_key(self) -> str:
        """Name the entry in the cache."""
        return self.cache_key_prefix + self._digest

    def sign_in(self, user: AbstractBaseUser, client: str) -> None:
        """Note that a user signed in just now; the sign-in is made when the session is saved.

        Whoever signs in again gets another key, and their former sign-in ends (OWASP ASVS 5.0, 7.2.4).
        """
        again = SESSION_SID in self
        self[SESSION_SID] = random_sid()
        self._arriving = user, client
        if again:
            self.cycle_key()

    def load(self) -> dict[str, Any]:
        """Give what the session holds: nothing where its sign-in does not go on.

        What cannot be a key, with a NUL for example, is asked for nowhere.
        """
        if _is_key(self.session_key):
            data: dict[str, Any] = super().load()
            if SESSION_KEY not in data or self._goes_on():
                return data
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a session of this key, which may have run out."""
        return _is_key(session_key) and bool(super().exists(digest(session_key)))

    def save(self, must_create: bool = False) -> None:
        """Store the session, and let its sign-in know of the key and of how long it is good."""
        if self.session_key is None:
            self.create()
            return
        super().save(must_create)
        sid = self.get(SESSION_SID)
        if sid is not None:
            self._start(sid, *self._arriving) if self._arriving else self._move(sid)

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session, and end its sign-in, unless that went along to another key."""
        key = session_key or self.session_key
        if key is not None and _is_key(key):
            super().delete(digest(key))
            _end(digest(key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """Make the row under the digest of the key: a dump of the table opens no session."""
        row = super().create_model_instance(data)
        row.session_key = digest(row.session_key)
        return row

    async def aload(self) -> dict[str, Any]:
        """See ``load``."""
        return await sync_to_async(self.load)()

    async def aexists(self, session_key: str) -> bool:
        """See ``exists``."""
        return await sync_to_async(self.exists)(session_key)

    async def asave(self, must_create: bool = False) -> None:
        """See ``save``."""
        await sync_to_async(self.save)(must_create)

    async def adelete(self, session_key: str | None = None) -> None:
        """See ``delete``."""
        await sync_to_async(self.delete)(session_key)

    @property
    def _digest(self) -> str:
        return digest(self._get_or_create_session_key())  # type: ignore[attr-defined]  # the stubs lack it

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        rows = self.model.objects.filter(session_key=self._digest)
        row: AbstractBaseSession | None = rows.filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    def _goes_on(self) -> bool:
        sign_in = SignIn.objects.filter(session_digest=self._digest).first()
        if sign_in is None or sign_in.ended_at is not None:
            # What merely ran out is left where it is: so ``exists`` tells the one from the other.
            super().delete(self._digest)
            return False
        left = sign_in.idle_until - timezone.now()
        if left <= timedelta():
            return False
        sign_in.touch(left)  # using a session does not prolong it: saving it does
        return True

    def _start(self, sid: str, user: AbstractBaseUser, client: str) -> None:
        self._arriving = None
        idle = timedelta(seconds=self.get_expiry_age())
        sign_in = SignIn.objects.start(
            user, Kind.BROWSER, idle=idle, client=client, sid=sid, session_digest=self._digest
        )
        signals.started.send(SignIn, sign_in=sign_in)

    def _move(self, sid: str) -> None:
        """Keep the row with the session, whose key cycles without a signal when a password is changed."""
        SignIn.objects.filter(sid=sid, ended_at=None).update(
            session_digest=self._digest,
            auth_hash=self.get(HASH_SESSION_KEY, ""),
            idle_until=Least(Value(self.get_expiry_date()), F("expires")),
        )


@receiver(user_logged_in, dispatch_uid="status_ref.sign_in")
def note(sender: Any, request: HttpRequest | None, user: AbstractBaseUser, **kwargs: Any) -> None:  # noqa: ARG001
    """Note in the session that its user signed in; others send this signal for tokens, too."""
    session = getattr(request, "session", None)
    if request is None or not isinstance(session, SessionStore):
        return
    if session.get(SESSION_KEY) == user._meta.pk.value_to_string(user):
        session.sign_in(user, clients.label("", request.META.get("HTTP_USER_AGENT", "")))


def _is_key(key: str | None) -> bool:
    return key is not None and KEY.fullmatch(key) is not None


def _end(session_digest: str) -> None:
    theirs = SignIn.objects.select_related("user").filter(session_digest=session_digest, ended_at=None)
    sign_in = theirs.first()
    if sign_in is not None:
        # Django flushes a session whose user has another password by now.
        known = sign_in.has_this_password()
        ending.end_one(sign_in, Reason.SIGNED_OUT if known else Reason.PASSWORD_CHANGED)
