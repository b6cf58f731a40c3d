"""The one place where a name and a password are checked, for every way in."""

from __future__ import annotations

import unicodedata

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


def verify(request: HttpRequest | None, username: str, password: str) -> AbstractBaseUser | None:
    """Give the active user whom this name and password belong to, else None.

    None is the one answer for a wrong password, an unknown name and an inactive account; Django's
    ``ModelBackend`` hashes a password in each of these cases, so the cost is the same too. The password is
    compared exactly as it was sent; the name is normalised as it was at registration.
    """
    model = get_user_model()
    if not username or not _storable(username) or not _encodable(password):
        return None
    return authenticate(request, username=model.normalize_username(username), password=password)


def _storable(text: str) -> bool:
    # PostgreSQL has no NUL in text, and no account has a name with control characters.
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def _encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
