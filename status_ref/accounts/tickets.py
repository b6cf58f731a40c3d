"""What a mailed link holds: it is good for one thing, one user, one time, and not for long."""

from __future__ import annotations

import time
from enum import Enum
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac


class Purpose(Enum):
    """What a link is good for. Each has signatures of its own, so that no link does for another purpose."""

    RESET = "status_ref.accounts.reset"
    EMAIL = "status_ref.accounts.email"


class Ticket(NamedTuple):
    """What a link says, without the signature: so it may be kept where others read, and opens nothing."""

    pk: str
    stamp: str
    made: int
    address: str = ""


def minutes() -> int:
    """Give the time for which a link is good."""
    return settings.PASSWORD_RESET_TIMEOUT // 60


def make(purpose: Purpose, user: AbstractBaseUser, address: str = "") -> str:
    """Give the token for an address at which this user, and nobody else, does what it is for."""
    stamp = _stamp(purpose, user, settings.SECRET_KEY)
    ticket = Ticket(str(user.pk), stamp, int(time.time()), address)
    return Signer(salt=purpose.value).sign_object(ticket)


def read(purpose: Purpose, token: str) -> Ticket | None:
    """Give what a token says; None where it was not made here, for this."""
    try:
        return Ticket(*Signer(salt=purpose.value).unsign_object(token))
    except BadSignature:
        return None


def owner(purpose: Purpose, ticket: Ticket) -> AbstractBaseUser | None:
    """Give the user of a ticket as long as it is good; None where it was used or is too old."""
    if time.time() - ticket.made > settings.PASSWORD_RESET_TIMEOUT:
        return None
    user = _active(ticket.pk)
    known = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS) if user else ()
    right = [constant_time_compare(ticket.stamp, _stamp(purpose, user, key)) for key in known]
    return user if any(right) else None


def _active(pk: str) -> AbstractBaseUser | None:
    model = get_user_model()
    try:
        user: Any = model._default_manager.get(pk=pk)
    except (model.DoesNotExist, ValueError, ValidationError):
        return None  # the account went, or the site has another model by now
    return user if user.is_active else None


def _stamp(purpose: Purpose, user: Any, key: str | bytes) -> str:
    # Whatever of these changes ends the link: it was used, another address was taken, the owner took fright.
    # Whoever remembers the old password and logs in needs no new one.
    log_in = user.last_login if purpose is Purpose.RESET else None
    seconds = log_in.timestamp() // 1 if log_in else ""  # not every database keeps parts of them
    parts = (user.password, getattr(user, user.get_email_field_name(), ""), seconds)
    return salted_hmac(purpose.value, "\0".join(map(str, parts)), key, algorithm="sha256").hexdigest()
