"""Looking at a token of either kind without doing anything with it."""

from __future__ import annotations

from typing import Any

from status_ref.conf import conf
from status_ref.rest.exceptions import TokenRefused
from status_ref.rest.tokens import read_as
from status_ref.signins import rotation
from status_ref.signins.rotation import Presented
from status_ref.signins.tokens import AccessToken

INACTIVE = {"active": False}
SHOWN = ("client_id", "exp", "iat", "sub", "aud", "iss", "jti", "sid", "auth_time", "scope")


def find(raw: str) -> AccessToken | Presented:
    """Verify a token of either kind; what its sender thinks it is does not matter (RFC 7009, Section 2.1).

    Raises:
        TokenRefused: it is no token of ours, or an access token that is not good.

    """
    try:
        return rotation.read(raw)
    except TokenRefused:
        return read_as(AccessToken, raw)


def describe(raw: str) -> dict[str, Any]:
    """Give the members of an introspection response (RFC 7662, Section 2.2)."""
    try:
        token = find(raw)
    except TokenRefused:
        return INACTIVE
    return _access(token) if isinstance(token, AccessToken) else _refresh(token)


def _access(token: AccessToken) -> dict[str, Any]:
    claims = {name: token.payload[name] for name in SHOWN}
    return {"active": True, "token_type": "Bearer", "username": token.user.get_username(), **claims}


def _refresh(token: Presented) -> dict[str, Any]:
    if token.failure() is not None:
        return INACTIVE
    sign_in = token.sign_in
    return {
        "active": True,
        "username": sign_in.user.get_username(),
        "client_id": conf.CLIENT_ID,
        "exp": int(sign_in.idle_until.timestamp()),
        "iat": int((sign_in.rotated_at or sign_in.created).timestamp()),
        "sub": str(sign_in.user.pk),
        "sid": sign_in.sid,
        "auth_time": sign_in.auth_epoch,
        "scope": sign_in.scope,
    }
