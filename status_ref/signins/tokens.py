"""The tokens of a sign-in: a short access token (RFC 9068) and a refresh token that only we read."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from typing import Any, Self

import jwt
from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework_simplejwt import settings as simplejwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.tokens import Token

from status_ref.conf import conf
from status_ref.http.failures import TOKEN_INVALID
from status_ref.rest.exceptions import TokenRefused
from status_ref.rest.tokens import find_user

UNCONFIGURED = "django-status-ref"


class TypedBackend(TokenBackend):
    """simplejwt's backend, with the type of the token in its header (RFC 8725, Section 3.11)."""

    def __init__(self, typ: str, *args: Any) -> None:
        """Take the ``typ`` and then what ``TokenBackend`` takes."""
        super().__init__(*args)
        self.typ = typ

    def encode(self, payload: dict[str, Any]) -> str:
        """Sign a set of claims."""
        claims = payload | {"iss": self.issuer, "aud": self.audience}
        return jwt.encode(claims, self.prepared_signing_key, self.algorithm, headers={"typ": self.typ})


class SignInToken(Token):
    """What access and refresh tokens have in common: who signed in, when, through what, and for which scopes.

    Reading one loads its user, so that a refused account is found out before anything else happens; the
    authenticator takes ``user`` from here.
    """

    typ: str
    user: AbstractBaseUser

    @classmethod
    def of(cls, user: AbstractBaseUser, *, scope: Iterable[str], auth_time: int | None = None) -> Self:
        """Make a token for a user who proved who they are at ``auth_time`` (epoch seconds, or now)."""
        token = cls()
        token.payload |= {
            "sub": str(user.pk),
            "client_id": conf.CLIENT_ID,
            "auth_time": int(time.time()) if auth_time is None else auth_time,
            "scope": " ".join(scope),
        }
        token.user = user
        return token

    @property
    def scope(self) -> tuple[str, ...]:
        """The scopes that were granted."""
        return tuple(self.payload["scope"].split())

    def verify(self) -> None:
        """Check what a signature does not: the claims are all there, and the account still is."""
        super().verify()
        if not self.payload.keys() >= {"client_id", "iat"}:
            raise TokenRefused(TOKEN_INVALID)
        if type(self.payload.get("auth_time")) is not int or not isinstance(self.payload.get("scope"), str):
            raise TokenRefused(TOKEN_INVALID)
        self.user = find_user(self.payload.get("sub"))

    def get_token_backend(self) -> TypedBackend:
        """Give the backend that signs and verifies this type of token with simplejwt's settings."""
        issuer = simplejwt.api_settings.ISSUER or conf.ORIGIN or UNCONFIGURED
        return _backend(
            self.typ,
            simplejwt.api_settings.ALGORITHM,
            simplejwt.api_settings.SIGNING_KEY,
            simplejwt.api_settings.VERIFYING_KEY,
            self.audience(issuer),
            issuer,
            None,
            simplejwt.api_settings.LEEWAY,
        )

    def audience(self, issuer: str) -> str:
        """Name whom the token is for, given the configured issuer."""
        raise NotImplementedError


class AccessToken(SignInToken):
    """Opens protected resources for a few minutes; a JWT access token as RFC 9068, Section 2 has it.

    Name it in simplejwt's ``AUTH_TOKEN_CLASSES``; ``ACCESS_TOKEN_LIFETIME`` says how long it lives.
    """

    token_type = "access"  # noqa: S105 (a name, not a secret)
    typ = "at+jwt"

    @property
    def lifetime(self) -> timedelta:  # type: ignore[override]
        """How long a token is good for."""
        return simplejwt.api_settings.ACCESS_TOKEN_LIFETIME  # type: ignore[no-any-return]

    def audience(self, issuer: str) -> str:
        """Give the configured audience; without one, the issuer itself."""
        return simplejwt.api_settings.AUDIENCE or issuer


class RefreshToken(SignInToken):
    """Gets the next access token; opaque to clients, and refused wherever an access token is asked for."""

    token_type = "refresh"  # noqa: S105 (a name, not a secret)
    typ = "rt+jwt"

    @property
    def lifetime(self) -> timedelta:  # type: ignore[override]
        """How long a token is good for."""
        return simplejwt.api_settings.REFRESH_TOKEN_LIFETIME  # type: ignore[no-any-return]

    def audience(self, issuer: str) -> str:
        """Give the issuer: nobody else reads a refresh token."""
        return issuer


@lru_cache(maxsize=8)
def _backend(*settings: Any) -> TypedBackend:
    return TypedBackend(*settings)
