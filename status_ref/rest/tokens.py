"""Why simplejwt refused a token, and whom an accepted one stands for."""

from __future__ import annotations

import json
import logging
import re
from base64 import urlsafe_b64decode
from collections.abc import Collection, Iterator
from typing import Any, TypeVar, cast

import jwt
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from rest_framework_simplejwt import settings as simplejwt
from rest_framework_simplejwt.exceptions import ExpiredTokenError, TokenError
from rest_framework_simplejwt.tokens import BlacklistMixin, Token

from status_ref.http.failures import (
    ACCOUNT_UNAVAILABLE,
    SERVICE_UNAVAILABLE,
    TOKEN_EXPIRED,
    TOKEN_INVALID,
    TOKEN_MALFORMED,
    TOKEN_NOT_YET_VALID,
    TOKEN_REVOKED,
    TOKEN_WRONG_AUDIENCE,
    TOKEN_WRONG_ISSUER,
    TOKEN_WRONG_TYPE,
    Failure,
)
from status_ref.rest.exceptions import TokenRefused

MAX_LENGTH = 8192
# RFC 9068, Section 4 for the last two; the first is what simplejwt writes, or leaves out.
ACCESS = frozenset({"jwt", "at+jwt", "application/at+jwt"})

logger = logging.getLogger("status_ref.rest")

T = TypeVar("T", bound=Token)

CAUSES: tuple[tuple[type[BaseException], Failure], ...] = (
    (jwt.PyJWKClientConnectionError, SERVICE_UNAVAILABLE),
    (jwt.ExpiredSignatureError, TOKEN_EXPIRED),
    (jwt.ImmatureSignatureError, TOKEN_NOT_YET_VALID),
    (jwt.InvalidIssuedAtError, TOKEN_NOT_YET_VALID),
    (jwt.InvalidAudienceError, TOKEN_WRONG_AUDIENCE),
    (jwt.InvalidIssuerError, TOKEN_WRONG_ISSUER),
    (jwt.InvalidSignatureError, TOKEN_INVALID),
)
REQUIRED = {"aud": TOKEN_WRONG_AUDIENCE, "iss": TOKEN_WRONG_ISSUER}
# From most to least telling: with several token classes, the best explanation wins.
TELLING = (
    SERVICE_UNAVAILABLE,
    TOKEN_REVOKED,
    ACCOUNT_UNAVAILABLE,
    TOKEN_EXPIRED,
    TOKEN_NOT_YET_VALID,
    TOKEN_WRONG_AUDIENCE,
    TOKEN_WRONG_ISSUER,
    TOKEN_WRONG_TYPE,
    TOKEN_INVALID,
    TOKEN_MALFORMED,
)


def read(raw: str) -> Token:
    """Verify a token with the first class of ``AUTH_TOKEN_CLASSES`` that accepts it.

    Raises:
        TokenRefused: no class accepts it; the failure is the most telling one of all.

    """
    failures = []
    for token_class in simplejwt.api_settings.AUTH_TOKEN_CLASSES:
        try:
            return read_as(cast("type[Token]", token_class), raw, _types(token_class))
        except TokenRefused as refusal:
            failures.append(refusal.failure)
    raise TokenRefused(min(failures, key=_reticence, default=TOKEN_INVALID))


def _types(token_class: Any) -> Collection[str]:
    # A class that names its type takes no other (RFC 9068, Section 4); those of simplejwt name none.
    typ: str | None = getattr(token_class, "typ", None)
    return ACCESS if typ is None else {typ, f"application/{typ}"}


def _reticence(failure: Failure) -> int:
    return TELLING.index(failure) if failure in TELLING else len(TELLING)


def read_as(token_class: type[T], raw: str, types: Collection[str] = ACCESS) -> T:
    """Verify a token with one class, when its header names one of these types.

    Raises:
        TokenRefused: with the failure.

    """
    # A class may know the form of a token that is often taken for one of its own.
    foreign: re.Pattern[str] | None = getattr(token_class, "foreign", None)
    if foreign is not None and foreign.fullmatch(raw):
        raise TokenRefused(TOKEN_WRONG_TYPE)
    inspect(raw, types)
    try:
        token = token_class(cast("Any", raw))
        _demand_recipient(token)
    except TokenRefused:
        raise
    except TokenError as error:
        raise TokenRefused(_explained(error, token_class, raw)) from error
    except jwt.InvalidKeyError as error:
        logger.error("The key that verifies tokens cannot be used: %s", error)  # noqa: TRY400 (a traceback may show the key)
        raise TokenRefused(SERVICE_UNAVAILABLE) from error
    except (LookupError, ValueError, TypeError, OverflowError, RecursionError, OSError) as error:
        # Claims of a type or size that nobody expected: a signature does not make them sensible.
        raise TokenRefused(TOKEN_INVALID) from error
    return token


def _demand_recipient(token: Token) -> None:
    # Who has no name in aud is not the one that is meant there (RFC 7519, Section 4.1.3).
    if token.payload.get("aud") is not None and token.get_token_backend().audience is None:
        raise TokenRefused(TOKEN_WRONG_AUDIENCE)


def inspect(raw: str, types: Collection[str]) -> None:
    """Look at the header of a token before anything is computed (RFC 8725, Sections 3.1, 3.10 and 3.11).

    ``jku``, ``x5u`` and ``jwk`` are never read; ``crit`` names extensions, and none is understood.

    Raises:
        TokenRefused: not three parts, no JSON header, another type of token, or a critical extension.

    """
    parts = raw.split(".")
    if len(parts) != 3 or not all(parts):
        raise TokenRefused(TOKEN_MALFORMED)
    header = _header(parts[0])
    if str(header.get("typ", "JWT")).lower() not in types:
        raise TokenRefused(TOKEN_WRONG_TYPE)
    if "crit" in header:
        raise TokenRefused(TOKEN_INVALID)


def _header(part: str) -> dict[str, Any]:
    try:
        header = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError) as error:
        raise TokenRefused(TOKEN_MALFORMED) from error
    if not isinstance(header, dict):
        raise TokenRefused(TOKEN_MALFORMED)
    return header


def _explained(error: TokenError, token_class: type[Token], raw: str) -> Failure:
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, jwt.MissingRequiredClaimError):
            return REQUIRED.get(cause.claim, TOKEN_INVALID)
    for kind, failure in CAUSES:
        if any(isinstance(cause, kind) for cause in chain):
            return failure
    if any(isinstance(cause, jwt.PyJWTError) for cause in chain):
        return TOKEN_MALFORMED if any(type(cause) is jwt.DecodeError for cause in chain) else TOKEN_INVALID
    return _after_signature(error, token_class, raw)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _after_signature(error: TokenError, token_class: type[Token], raw: str) -> Failure:
    # The signature was right, or PyJWT would be among the causes: the claims can be read as they stand.
    claims = jwt.decode(raw, options={"verify_signature": False})
    claim = simplejwt.api_settings.TOKEN_TYPE_CLAIM
    if claim is not None and claims.get(claim) != token_class.token_type:
        return TOKEN_WRONG_TYPE
    if isinstance(error, ExpiredTokenError):
        return TOKEN_EXPIRED
    return TOKEN_REVOKED if issubclass(token_class, BlacklistMixin) else TOKEN_INVALID


def find_user(identity: object, field: str = "pk") -> AbstractBaseUser:
    """Load the active user whom an identity claim names, compared as an exact string.

    Nothing is guessed: neither ``" 1"`` nor ``"01"``, ``1.0`` or ``true`` is user 1.

    Raises:
        TokenRefused: the claim is no string or names nobody, or the account is not active.

    """
    if not isinstance(identity, str) or "\x00" in identity:
        raise TokenRefused(TOKEN_INVALID)
    try:
        user = get_user_model()._default_manager.get(**{field: identity})
    except (ObjectDoesNotExist, ValidationError, ValueError, TypeError, OverflowError) as error:
        raise TokenRefused(ACCOUNT_UNAVAILABLE) from error
    if str(getattr(user, field)) != identity or not user.is_active:
        raise TokenRefused(ACCOUNT_UNAVAILABLE)
    return user
