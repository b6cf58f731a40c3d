"""Authenticators that challenge as the RFCs say: Bearer on simplejwt, Basic, and Django's session."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework import authentication, exceptions
from rest_framework.request import Request
from rest_framework_simplejwt import settings as simplejwt
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.tokens import Token
from rest_framework_simplejwt.utils import get_md5_hash_password

from status_ref import links, passwords, sessions
from status_ref.attempts import TryLater
from status_ref.conf import conf
from status_ref.http import schemes
from status_ref.http.challenges import Challenge
from status_ref.http.credentials import BasicCredentials, Credentials, is_repeated, scheme_of
from status_ref.http.failures import (
    AUTHORIZATION_MALFORMED,
    AUTHORIZATION_TOO_LONG,
    BASIC_MALFORMED,
    CREDENTIALS_REFUSED,
    CREDENTIALS_REPEATED,
    CSRF_FAILED,
    SESSION_ENDED,
    TOKEN_INVALID,
    TOKEN_REVOKED,
)
from status_ref.http.syntax import Malformed
from status_ref.rest import demands, resource
from status_ref.rest.challenges import ChallengingAuthentication, cookie_hint
from status_ref.rest.exceptions import AuthenticationFailed, Delayed, Forbidden, InvalidToken, TokenRefused
from status_ref.rest.tokens import MAX_LENGTH, find_user, read


class BearerAuthentication(ChallengingAuthentication, JWTAuthentication):  # type: ignore[misc]
    """Bearer tokens (RFC 6750) on simplejwt; a drop-in for its ``JWTAuthentication``.

    What is a token, and how it is verified, stays simplejwt's to configure. The scheme is read in any case
    (RFC 9110, Section 11.1), each way to fail has its own code, and the challenge carries the RFC's error.
    """

    scheme = "bearer"
    unexplained = TOKEN_INVALID
    www_authenticate_realm: str | None = None  # type: ignore[assignment]
    """Set this to name another realm than the setting ``REALM``."""

    @property
    def field(self) -> str:  # type: ignore[override]
        """The field of the request that simplejwt's ``AUTH_HEADER_NAME`` means."""
        name: str = simplejwt.api_settings.AUTH_HEADER_NAME
        return name.removeprefix("HTTP_").replace("_", "-").title()

    def judge(self, request: Request) -> tuple[AbstractBaseUser, Token] | None:
        """Accept the one token of an ``Authorization`` field."""
        header = self.get_header(request)
        raw = None if header is None else self.get_raw_token(header)
        if raw is None:
            return None
        self.demand_tls(request)
        token = self.get_validated_token(raw)
        return self.get_user(token), token

    def challenge(self, request: Request) -> Challenge:
        """Announce Bearer; with an error only when a token was sent and failed (RFC 6750, Section 3.1)."""
        failure = self.failure
        page = links.page(failure.status, failure.code, request._request) if failure else None
        metadata = resource.metadata_url(request._request)
        # Whoever finds tokens through the metadata also wants to know which ones (MCP, Scope selection).
        scope = dict.fromkeys((*self.needs.scope, *(demands.scopes(request) if metadata else ())))
        challenge = schemes.bearer(
            self.www_authenticate_realm or conf.REALM,
            failure,
            resource_metadata=metadata,
            scope=tuple(scope),
            error_uri=page,
            max_age=self.needs.max_age,
            acr_values=self.needs.acr_values,
        )
        # Where AUTH_HEADER_TYPES has another word for it, a client has to hear that one.
        return Challenge(self.schemes()[0], challenge.params)

    def schemes(self) -> list[str]:
        """Name the schemes that simplejwt's ``AUTH_HEADER_TYPES`` allows."""
        types = simplejwt.api_settings.AUTH_HEADER_TYPES
        return [types] if isinstance(types, str) else list(types)

    def get_header(self, request: Request) -> bytes | None:  # type: ignore[override]
        """Give the value of the field, one byte for each character, as WSGI and ASGI have it."""
        value: str | None = request.META.get(simplejwt.api_settings.AUTH_HEADER_NAME)
        return None if value is None else value.encode("latin-1", "replace")

    def get_raw_token(self, header: bytes) -> bytes | None:
        """Give the token of a field's value; None where it is another scheme's (RFC 6750, Section 2.1)."""
        field = header.decode("latin-1")
        if scheme_of(field) not in {name.lower() for name in self.schemes()}:
            return None
        return self._token68(field).encode()

    def get_validated_token(self, raw_token: str | bytes) -> Token:
        """Verify a token with simplejwt's classes.

        Raises:
            InvalidToken: with the failure.

        """
        try:
            return read(raw_token.decode("latin-1") if isinstance(raw_token, bytes) else raw_token)
        except TokenRefused as refusal:
            raise InvalidToken(refusal.failure) from refusal

    def get_user(self, validated_token: Token) -> AbstractBaseUser:  # type: ignore[override]
        """Give the user of a token: the one its class has already loaded and checked, or else load it.

        Raises:
            InvalidToken: with the failure.

        """
        user: AbstractBaseUser | None = getattr(validated_token, "user", None)
        if user is not None:
            return user
        claim = validated_token.get(simplejwt.api_settings.USER_ID_CLAIM)
        identity = str(claim) if _integer_allowed(claim) else claim
        try:
            user = find_user(identity, simplejwt.api_settings.USER_ID_FIELD)
        except TokenRefused as refusal:
            raise InvalidToken(refusal.failure) from refusal
        self._check_password_claim(user, validated_token)
        return user

    def _check_password_claim(self, user: AbstractBaseUser, token: Token) -> None:
        if simplejwt.api_settings.CHECK_REVOKE_TOKEN:
            expected = get_md5_hash_password(user.password)
            if token.get(simplejwt.api_settings.REVOKE_TOKEN_CLAIM) != expected:
                raise InvalidToken(TOKEN_REVOKED)

    def _token68(self, field: str) -> str:
        if len(field) > MAX_LENGTH:
            raise AuthenticationFailed(AUTHORIZATION_TOO_LONG)
        if "," in field and is_repeated(field):
            raise AuthenticationFailed(CREDENTIALS_REPEATED)
        try:
            token = Credentials.parse(field).token68
        except Malformed as error:
            raise AuthenticationFailed(AUTHORIZATION_MALFORMED) from error
        if token is None:
            raise AuthenticationFailed(AUTHORIZATION_MALFORMED)
        return token


class BasicAuthentication(ChallengingAuthentication):
    """A name and a password in UTF-8 (RFC 7617)."""

    scheme = "basic"
    unexplained = CREDENTIALS_REFUSED

    def judge(self, request: Request) -> tuple[AbstractBaseUser, None] | None:
        """Accept the name and password of an ``Authorization`` field."""
        field = request.META.get("HTTP_AUTHORIZATION")
        if field is None or scheme_of(field) != "basic":
            return None
        self.demand_tls(request)
        if len(field) > MAX_LENGTH:
            raise AuthenticationFailed(BASIC_MALFORMED)
        try:
            credentials = BasicCredentials.parse(field)
        except Malformed as error:
            raise AuthenticationFailed(BASIC_MALFORMED) from error
        try:
            user = passwords.verify(request._request, credentials.username, credentials.password)
        except TryLater as later:
            raise Delayed(later) from later
        if user is None:
            raise AuthenticationFailed(CREDENTIALS_REFUSED)
        return user, None

    def challenge(self, request: Request) -> Challenge | None:
        """Announce Basic; the scheme has no room for an error (RFC 7617, Section 2).

        Where ``REQUIRE_TLS`` holds, nobody is asked to send a password in clear (Section 4).
        """
        exposed = conf.REQUIRE_TLS and not request._request.is_secure()
        return None if exposed else schemes.basic(conf.REALM)


class SessionAuthentication(ChallengingAuthentication, authentication.SessionAuthentication):
    """Django's session cookie, with its CSRF check; answers 401, not 403, to whoever is not signed in."""

    scheme = "cookie"
    field = "Cookie"
    unexplained = SESSION_ENDED

    def judge(self, request: Request) -> tuple[Any, None] | None:
        """Accept the user of a live session."""
        user = getattr(request._request, "user", None)
        if user is None or not user.is_active:
            # Other credentials may still do, so a dead cookie is noted and not yet refused.
            self.failure = sessions.failure(request._request)
            return None
        self.enforce_csrf(request)
        return user, None

    def enforce_csrf(self, request: Request) -> None:
        """Demand the CSRF token of the session on unsafe methods."""
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as error:
            raise Forbidden(CSRF_FAILED) from error

    def challenge(self, request: Request) -> Challenge | None:  # noqa: ARG002
        """Hint at the cookie, where the setting ``COOKIE_CHALLENGE`` says so."""
        return cookie_hint() if conf.COOKIE_CHALLENGE else None


def _integer_allowed(claim: object) -> bool:
    return conf.INTEGER_USER_IDS and type(claim) is int
