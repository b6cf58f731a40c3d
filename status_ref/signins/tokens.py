"""Access tokens: JWTs that say which sign-in they belong to (RFC 9068), and are nothing without it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self

import jwt
from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework_simplejwt import settings as simplejwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken
from rest_framework_simplejwt.tokens import Token

from status_ref.conf import conf
from status_ref.http.failures import (
    SERVICE_UNAVAILABLE,
    TOKEN_INVALID,
    TOKEN_REVOKED,
    TOKEN_WRONG_TYPE,
)
from status_ref.rest.exceptions import TokenRefused
from status_ref.rest.tokens import find_user
from status_ref.signins.keys import Key, UnusableKey, ring, verifying_key
from status_ref.signins.models import SID, SignIn

logger = logging.getLogger("status_ref.signins")

UNCONFIGURED = "django-status-ref"
TYPE = "at+jwt"
JWT_START = "eyJ"  # the Base64 of '{"'
# What is no access token, and often taken for one: see rotation.
REFRESH = re.compile(rf"({SID.pattern})\.(0|[1-9][0-9]{{0,17}})\.([A-Za-z0-9_-]{{43}})")
# What we write: JSON objects in UTF-8, and no padding (RFC 7515, Sections 2 and 7.1). PyJWT takes more.
COMPACT = re.compile(rf"{JWT_START}[A-Za-z0-9_-]+\.{JWT_START}[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
# RFC 9068, Section 4; a media type may leave out "application/" (RFC 7515, Section 4.1.9).
TYPES = frozenset({TYPE, f"application/{TYPE}"})
# RFC 9068, Section 2.2, and the two of our own; simplejwt asks for the token_type.
STRINGS = ("iss", "sub", "client_id", "jti", "sid", "scope")
NUMBERS = ("exp", "iat", "auth_time")
CLAIMS = (*STRINGS, *NUMBERS, "aud")


class RingBackend(TokenBackend):
    """simplejwt's backend on the ring of keys: the token says which key, the key says which algorithm."""

    def __init__(self, issuer: str, audience: str, leeway: Any) -> None:
        """Take who signs, whom the tokens are for, and by how many seconds clocks may differ."""
        super().__init__("HS256", audience=audience, issuer=issuer, leeway=leeway)

    def encode(self, payload: dict[str, Any]) -> str:
        """Sign a set of claims with the first key (RFC 8725, Section 3.11 for the type)."""
        key = ring().signer
        claims = payload | {"iss": self.issuer, "aud": self.audience}
        return jwt.encode(claims, key.signing, key.algorithm, headers={"typ": TYPE, "kid": key.kid})

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:  # noqa: ARG002
        """Give the claims of a token; there is no way to have them without a right signature.

        Raises:
            TokenRefused: another form or type of token, or a key that is not in the ring.
            TokenBackendError: from the exception of PyJWT that says why.

        """
        try:
            key = self._key(token)
            return jwt.decode(
                token,
                key.verifying,
                algorithms=[key.algorithm],
                audience=self.audience,
                issuer=self.issuer,
                leeway=self.get_leeway(),
                options={"require": list(CLAIMS)},
            )
        except jwt.ExpiredSignatureError as error:
            raise TokenBackendExpiredToken("The token has run out.") from error
        except jwt.InvalidTokenError as error:
            raise TokenBackendError("The token cannot be trusted.") from error

    def _key(self, token: Any) -> Key:
        # Bytes are what simplejwt's own authenticator takes from the field.
        text = str(token, "latin-1") if isinstance(token, bytes) else token
        if COMPACT.fullmatch(text) is None:
            raise TokenRefused(TOKEN_INVALID)
        header = jwt.get_unverified_header(token)
        if str(header.get("typ")).lower() not in TYPES:
            raise TokenRefused(TOKEN_WRONG_TYPE)
        try:
            key = verifying_key(header.get("kid", ""))
        except UnusableKey as error:
            logger.critical("No access token can be verified: %s", error)
            raise TokenRefused(SERVICE_UNAVAILABLE) from error
        if key is None:
            raise TokenRefused(TOKEN_INVALID)
        return key


class AccessToken(Token):
    """Opens protected resources for a few minutes, as long as its sign-in goes on.

    Name it in simplejwt's ``AUTH_TOKEN_CLASSES``; ``ACCESS_TOKEN_LIFETIME`` says how long it lives. Reading
    one loads the sign-in and its user in one query, so the authenticator takes ``user`` from here.
    """

    token_type = "access"  # noqa: S105 (a name, not a secret)
    typ = TYPE
    foreign = REFRESH
    sign_in: SignIn
    user: AbstractBaseUser

    @classmethod
    def of(cls, sign_in: SignIn, scope: Iterable[str] | None = None) -> Self:
        """Make a token for a sign-in, with all of its scopes or some of them."""
        token = cls()
        token.payload |= {
            "sub": str(sign_in.user.pk),
            "client_id": conf.CLIENT_ID,
            "sid": sign_in.sid,
            "auth_time": sign_in.auth_epoch,
            "scope": sign_in.scope if scope is None else " ".join(scope),
        }
        # It cannot outlive what it stands for.
        token["exp"] = min(token["exp"], int(sign_in.expires.timestamp()))
        token.sign_in, token.user = sign_in, sign_in.user
        return token

    @property
    def lifetime(self) -> timedelta:  # type: ignore[override]
        """How long a token is good for."""
        return simplejwt.api_settings.ACCESS_TOKEN_LIFETIME  # type: ignore[no-any-return]

    @property
    def scope(self) -> tuple[str, ...]:
        """The scopes that it holds."""
        return tuple(self.payload["scope"].split())

    @property
    def expires_in(self) -> int:
        """Seconds for which it is good (RFC 6749, Section 5.1)."""
        return int(self.payload["exp"] - self.payload["iat"])

    def verify(self) -> None:
        """Check what a signature does not: the claims make sense, and the sign-in goes on.

        Raises:
            TokenRefused: with the failure.

        """
        super().verify()
        if not _sensible(self.payload):
            raise TokenRefused(TOKEN_INVALID)
        self.sign_in = _sign_in(self.payload["sid"], self.payload["sub"])
        self.user = self.sign_in.user

    def get_token_backend(self) -> RingBackend:
        """Give the backend that signs and verifies with the ring of keys."""
        issuer = simplejwt.api_settings.ISSUER or conf.ORIGIN or UNCONFIGURED
        return RingBackend(issuer, simplejwt.api_settings.AUDIENCE or issuer, simplejwt.api_settings.LEEWAY)


def _sensible(claims: dict[str, Any]) -> bool:
    # A boolean is an int to Python, and a string of digits one to PyJWT: neither is a number to us.
    times = [claims[name] for name in NUMBERS] + [claims.get("nbf", 0)]
    return all(isinstance(claims[name], str) for name in STRINGS) and all(
        type(time) is int and time >= 0 for time in times
    )


def _sign_in(sid: str, subject: str) -> SignIn:
    if SID.fullmatch(sid) is None:
        raise TokenRefused(TOKEN_INVALID)
    sign_in = SignIn.objects.select_related("user").filter(sid=sid).first()
    if sign_in is None:
        find_user(subject)  # an account that went took its sign-ins along
        raise TokenRefused(TOKEN_REVOKED)
    if str(sign_in.user.pk) != subject:
        find_user(subject)
        raise TokenRefused(TOKEN_INVALID)
    failure = sign_in.failure()
    if failure:
        raise TokenRefused(failure)
    return sign_in
