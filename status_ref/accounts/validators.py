"""Password validators that put length first, for ``AUTH_PASSWORD_VALIDATORS`` (OWASP ASVS 5.0, 6.2)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

SHORTEST_WORD = 4
"""Characters: a shorter word is a part of too many others to be refused."""


class LengthValidator(password_validation.MinimumLengthValidator):
    """Demand eight characters, and recommend fifteen (ASVS 6.2.1)."""

    def __init__(self, min_length: int = 8, recommended: int = 15) -> None:
        """Take both lengths, in characters."""
        super().__init__(min_length)
        self.recommended = recommended

    def get_help_text(self) -> str:
        """Tell both before anything is typed."""
        return (
            f"At least {self.min_length} characters, better {self.recommended} or more. "
            "Several words with spaces are fine, and so are emoji."
        )


class ContextWordsValidator:
    """Refuse a password with the user's name or a word of this site in it (ASVS 6.2.11)."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Take the words that belong to the site, such as the names of company and product (ASVS 6.1.2)."""
        self.words = tuple(words)

    def validate(self, password: str, user: Any = None) -> None:
        """Look for each word, however it is written.

        Raises:
            ValidationError: it has one.

        """
        letters = _plain(password)
        words = map(_plain, (*self.words, *_names(user)))
        if any(len(word) >= SHORTEST_WORD and word in letters for word in words):
            raise ValidationError(
                "The password has your name or a word of this site in it, which is what others try first.",
                code="password_context",
            )

    def get_help_text(self) -> str:
        """Tell it before anything is typed."""
        return "Not your name, and no word that belongs to this site."


def _names(user: Any) -> Iterable[str]:
    if user is None:
        return ()
    email = getattr(user, user.get_email_field_name(), "") or ""
    return user.get_username(), email.partition("@")[0]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
