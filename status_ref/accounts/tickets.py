"""What a mailed link holds: it is good for one thing, one user, one time, and not for long."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

EMAIL_SALT = "status_ref.accounts.email"


class _ResetTokens(PasswordResetTokenGenerator):
    """Django's tokens under a salt of our own: they end with the password, the next log-in, and time."""

    key_salt = "status_ref.accounts.reset"


_reset_tokens: Any = _ResetTokens()  # the stubs know only Django's own user model


def minutes() -> int:
    """Give the time for which a link is good."""
    return settings.PASSWORD_RESET_TIMEOUT // 60


def to_reset(user: AbstractBaseUser) -> dict[str, str]:
    """Give the parts of an address at which a user chooses a new password."""
    uid = urlsafe_base64_encode(str(user.pk).encode())
    return {"uid": uid, "token": _reset_tokens.make_token(user)}


def find_reset(uid: str, token: str) -> AbstractBaseUser | None:
    """Give the user of such an address; None where it is wrong, used or too old."""
    try:
        user = _active(urlsafe_base64_decode(uid).decode())
    except ValueError:
        return None
    return user if _reset_tokens.check_token(user, token) else None


def to_change_email(user: AbstractBaseUser, address: str) -> dict[str, str]:
    """Give the parts of an address at which another one becomes that of a user."""
    return {"token": signing.dumps([str(user.pk), address, _stamp(user)], salt=EMAIL_SALT)}


def find_change_of_email(token: str) -> tuple[AbstractBaseUser, str] | None:
    """Give the user and the new address; None where the token is wrong, used or too old."""
    try:
        pk, address, stamp = signing.loads(token, salt=EMAIL_SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
    except signing.BadSignature:
        return None
    user = _active(pk)
    if user is None or not constant_time_compare(stamp, _stamp(user)):
        return None
    return user, address


def _active(pk: str) -> AbstractBaseUser | None:
    model = get_user_model()
    if "\0" in pk:  # which text in PostgreSQL cannot have
        return None
    try:
        user: Any = model._default_manager.get(pk=pk)
    except (model.DoesNotExist, ValueError, OverflowError, ValidationError):
        return None
    return user if user.is_active else None


def _stamp(user: AbstractBaseUser) -> str:
    # Whatever of these changes ends the link: another address was taken, or the owner took fright.
    address = getattr(user, user.get_email_field_name(), "")
    return salted_hmac(EMAIL_SALT, f"{user.password}\0{address}", algorithm="sha256").hexdigest()
