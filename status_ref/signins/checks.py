"""System checks of the sign-ins app."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning
from django.utils.module_loading import import_string
from rest_framework_simplejwt import settings as simplejwt

from status_ref.signins.keys import UnusableKey, ring
from status_ref.signins.tokens import AccessToken

W001 = CheckWarning(
    "KEYS mixes a key that both sides share with others.",
    hint="Fine for the minutes in which you change from one to the other; then leave 'secret-key' out.",
    id="status_ref_signins.W001",
)
W002 = CheckWarning(
    "No token of this app is accepted.",
    hint="Set SIMPLE_JWT['AUTH_TOKEN_CLASSES'] to ['status_ref.signins.tokens.AccessToken'].",
    id="status_ref_signins.W002",
)


@register
def keys(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Every source of ``KEYS`` gives a key, and all keys are of one family (RFC 8725, Section 3.1)."""
    try:
        shared = {key.algorithm == "HS256" for key in ring().keys}
    except UnusableKey as error:
        hint = "Make one with: manage.py status_ref_key create FOLDER"
        return [Error(str(error), hint=hint, id="status_ref_signins.E001")]
    return [W001] if len(shared) > 1 else []


@register
def token_classes(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The tokens that are given are also taken."""
    classes = simplejwt.api_settings.AUTH_TOKEN_CLASSES
    taken = (import_string(name) if isinstance(name, str) else name for name in classes)
    return [] if any(issubclass(each, AccessToken) for each in taken) else [W002]
