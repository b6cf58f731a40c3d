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
    TOKEN_REVOKED,
)
from status_ref.http.syntax import Malformed
from status_ref.rest import resource
from status_ref.rest.challenges import ChallengingAuthentication, cookie_hint, needed_scopes
from status_ref.rest.exceptions import AuthenticationFailed, Forbidden, TokenRefused
from status_ref.rest.tokens import MAX_LENGTH, find_user, read


class BearerAuthentication(ChallengingAuthentication, JWTAuthentication):  # type: ignore[misc]
    """Bearer tokens (RFC 6750) on simplejwt; a drop-in for its ``JWTAuthentication``.

    What is a token, and how it is verified, stays simplejwt's to configure. The scheme is read in any case
    (RFC 9110, Section 11.1), each way to fail has its own code, and the challenge carries the RFC's error.
    """

    scheme = "bearer"

    def judge(self, request: Request) -> tuple[AbstractBaseUser, Token] | None:
        """Accept the one token of an ``Authorization`` field."""
        field = request.META.get(simplejwt.api_settings.AUTH_HEADER_NAME)
        if field is None or scheme_of(field) not in self.schemes():
            return None
        self.demand_tls(request)
        try:
            token = self.get_validated_token(self._token68(field))
            return self.get_user(token), token
        except TokenRefused as refusal:
            raise AuthenticationFailed(refusal.failure) from refusal

    def challenge(self, request: Request) -> Challenge:
        """Announce Bearer; with an error only when a token was sent and failed (RFC 6750, Section 3.1)."""
        failure = self.failure
        page = links.page(failure.status, failure.code, request._request) if failure else None
        metadata = resource.metadata_url(request._request)
        # Whoever finds tokens through the metadata also wants to know which ones (MCP, Scope selection).
        scope = dict.fromkeys((*self.needs.scope, *(needed_scopes(request) if metadata else ())))
        return schemes.bearer(
            conf.REALM,
            failure,
            resource_metadata=metadata,
            scope=tuple(scope),
            error_uri=page,
            max_age=self.needs.max_age,
            acr_values=self.needs.acr_values,
        )

    def schemes(self) -> set[str]:
        """Name the schemes that simplejwt's ``AUTH_HEADER_TYPES`` allows, in lower case."""
        types = simplejwt.api_settings.AUTH_HEADER_TYPES
        return {name.lower() for name in ([types] if isinstance(types, str) else types)}

    def get_validated_token(self, raw_token: str | bytes) -> Token:
        """Verify a token with simplejwt's classes; raise ``TokenRefused`` with the failure."""
        return read(raw_token.decode("latin-1") if isinstance(raw_token, bytes) else raw_token)

    def get_user(self, validated_token: Token) -> AbstractBaseUser:  # type: ignore[override]
        """Give the user of a token: the one its class has already loaded and checked, or else load it."""
        user: AbstractBaseUser | None = getattr(validated_token, "user", None)
        if user is None:
            claim = validated_token.get(simplejwt.api_settings.USER_ID_CLAIM)
            user = find_user(
                str(claim) if _integer_allowed(claim) else claim, simplejwt.api_settings.USER_ID_FIELD
            )
            self._check_password_claim(user, validated_token)
        return user

    def _check_password_claim(self, user: AbstractBaseUser, token: Token) -> None:
        if simplejwt.api_settings.CHECK_REVOKE_TOKEN:
            expected = get_md5_hash_password(user.password)
            if token.get(simplejwt.api_settings.REVOKE_TOKEN_CLAIM) != expected:
                raise TokenRefused(TOKEN_REVOKED)

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

    def judge(self, request: Request) -> tuple[AbstractBaseUser, BasicCredentials] | None:
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
        user = passwords.verify(request._request, credentials.username, credentials.password)
        if user is None:
            raise AuthenticationFailed(CREDENTIALS_REFUSED)
        return user, credentials

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
