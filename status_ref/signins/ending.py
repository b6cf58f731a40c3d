"""Ending sign-ins: one, the others, all of a user, or everybody's; it holds from the next request on.

A password that was changed and an account that was switched off are noticed by each token and session by
itself, however it was done. What is here also writes it down, so that lists tell the truth and nothing comes
back when the account does.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from status_ref.signins import signals
from status_ref.signins.models import SESSION_SID, Reason, SignIn, SignInQuerySet, auth_hash


def end_one(sign_in: SignIn, reason: Reason) -> bool:
    """End a sign-in; tell whether it still went on."""
    return bool(_end(SignIn.objects.filter(pk=sign_in.pk), reason, user=sign_in.user, sid=sign_in.sid))


def end_others(user: AbstractBaseUser, keep: SignIn | None, reason: Reason = Reason.ENDED_BY_OWNER) -> int:
    """End all sign-ins of a user but one, and tell how many that were."""
    theirs = SignIn.objects.filter(user_id=user.pk)
    return _end(theirs.exclude(pk=keep.pk) if keep else theirs, reason, user=user)


def end_all(user: AbstractBaseUser, reason: Reason = Reason.ENDED_BY_OWNER) -> int:
    """End all sign-ins of a user, and tell how many that were."""
    return end_others(user, None, reason)


def end_everybodys(reason: Reason = Reason.ENDED_BY_STAFF) -> int:
    """End every sign-in that there is, and tell how many that were."""
    return _end(SignIn.objects.all(), reason, user=None)


def password_changed(user: AbstractBaseUser, keep: SignIn | None) -> int:
    """Let one sign-in go on with the new password of its user, and end the others.

    Call it after the password is saved: until then the one that goes on would be refused. Without it all of
    them end, the one that made the change too.
    """
    if keep is not None:
        keep.auth_hash = auth_hash(user)
        SignIn.objects.filter(pk=keep.pk).update(auth_hash=keep.auth_hash)
    return end_others(user, keep, Reason.PASSWORD_CHANGED)


def after_password(sender: Any, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> None:  # noqa: ARG001
    """Write down what a new password ended; the session that has its hash already goes on."""
    session: Any = getattr(request, "session", {})
    kept = session.get(SESSION_SID) if session.get(HASH_SESSION_KEY) == auth_hash(user) else None
    keep = SignIn.objects.filter(user_id=user.pk, sid=kept).first() if kept else None
    password_changed(user, keep)


def end_of_inactive(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:  # noqa: ARG001
    """End the sign-ins of an account that was switched off: they do not come back with it."""
    if not created and not instance.is_active:
        end_all(instance, Reason.ACCOUNT_DEACTIVATED)


def _end(which: SignInQuerySet, reason: Reason, *, user: Any, sid: str | None = None) -> int:
    count = which.end(reason)
    if count:
        signals.ended.send(SignIn, user=user, reason=reason, sid=sid, count=count)
    return count
