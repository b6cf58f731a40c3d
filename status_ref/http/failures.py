"""Every way in which authentication can fail, once: the words that wire, bodies and pages share.

A failure's ``code`` stands in the problem body, names the anchor of its section on the page of its
``status``, and is the key of its log event. The table is closed: a site cannot add to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Next(StrEnum):
    """What a client can do about a failure; the ``next`` member of the problem body."""

    SEND_CREDENTIALS = "send-credentials"
    FIX_REQUEST = "fix-request"
    REFRESH_TOKEN = "refresh-token"  # noqa: S105 (a name, not a secret)
    SIGN_IN_AGAIN = "sign-in-again"
    STEP_UP = "step-up"
    ASK_FOR_ACCESS = "ask-for-access"
    WAIT = "wait"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Failure:
    """One way to fail.

    ``title`` and ``detail`` are public and plain ASCII, because ``detail`` also becomes the
    ``error_description`` of a Bearer challenge, which has no room for more (RFC 6750, Section 3).
    ``error`` is the code of RFC 6750, Section 3.1 or RFC 9470, Section 3 for that challenge, or None
    where the challenge must stay bare.
    """

    code: str
    status: int
    title: str
    detail: str
    next: Next
    error: str | None = None


CREDENTIALS_MISSING = Failure(
    "credentials-missing",
    401,
    "Credentials are missing",
    "The request carried no credentials. Send the ones that a WWW-Authenticate challenge asks for.",
    Next.SEND_CREDENTIALS,
)
SCHEME_UNSUPPORTED = Failure(
    "scheme-unsupported",
    401,
    "Authentication scheme not supported",
    "The Authorization field uses a scheme that is not offered here. Use one that a challenge names.",
    Next.SEND_CREDENTIALS,
)
BASIC_MALFORMED = Failure(
    "basic-malformed",
    401,
    "Malformed Basic credentials",
    "Basic credentials are the Base64 form of name:password in UTF-8, without control characters.",
    Next.FIX_REQUEST,
)
AUTHORIZATION_MALFORMED = Failure(
    "authorization-malformed",
    400,
    "Malformed Authorization field",
    "A Bearer Authorization field is the word Bearer, a space, and one token without spaces or quotes.",
    Next.FIX_REQUEST,
    "invalid_request",
)
CREDENTIALS_REPEATED = Failure(
    "credentials-repeated",
    400,
    "Credentials sent more than once",
    "The request carried credentials in more than one place. Send them once.",
    Next.FIX_REQUEST,
    "invalid_request",
)
AUTHORIZATION_TOO_LONG = Failure(
    "authorization-too-long",
    400,
    "Authorization field too long",
    "The Authorization field is longer than any token of this service.",
    Next.FIX_REQUEST,
    "invalid_request",
)
CREDENTIALS_REFUSED = Failure(
    "credentials-refused",
    401,
    "Wrong name or password",
    "No active account matches this name and password.",
    Next.SEND_CREDENTIALS,
)
TOKEN_MALFORMED = Failure(
    "token-malformed",
    401,
    "Not a token of this service",
    "The bearer token is not a JSON Web Token. It may have been cut off, quoted, or be of another kind.",
    Next.SIGN_IN_AGAIN,
    "invalid_token",
)
TOKEN_INVALID = Failure(
    "token-invalid",
    401,
    "Token cannot be trusted",
    "The signature of the token, its algorithm or its key does not fit this service.",
    Next.SIGN_IN_AGAIN,
    "invalid_token",
)
TOKEN_EXPIRED = Failure(
    "token-expired",
    401,
    "Token has expired",
    "The token was valid and has run out.",
    Next.REFRESH_TOKEN,
    "invalid_token",
)
TOKEN_NOT_YET_VALID = Failure(
    "token-not-yet-valid",
    401,
    "Token is not valid yet",
    "The token becomes valid later. Compare the clocks of issuer and receiver.",
    Next.WAIT,
    "invalid_token",
)
TOKEN_WRONG_TYPE = Failure(
    "token-wrong-type",
    401,
    "Not an access token",
    "The token is real but of another type, such as a refresh token. Send an access token.",
    Next.FIX_REQUEST,
    "invalid_token",
)
TOKEN_WRONG_AUDIENCE = Failure(
    "token-wrong-audience",
    401,
    "Token is meant for another service",
    "The audience of the token does not include this service.",
    Next.SIGN_IN_AGAIN,
    "invalid_token",
)
TOKEN_WRONG_ISSUER = Failure(
    "token-wrong-issuer",
    401,
    "Token comes from another issuer",
    "The issuer of the token is not one that this service trusts.",
    Next.SIGN_IN_AGAIN,
    "invalid_token",
)
TOKEN_REVOKED = Failure(
    "token-revoked",
    401,
    "Token was revoked",
    "The sign-in behind this token was ended.",
    Next.SIGN_IN_AGAIN,
    "invalid_token",
)
ACCOUNT_UNAVAILABLE = Failure(
    "account-unavailable",
    401,
    "Account is not available",
    "The account behind this token no longer exists or is not active.",
    Next.SIGN_IN_AGAIN,
    "invalid_token",
)
SESSION_EXPIRED = Failure(
    "session-expired",
    401,
    "Session has expired",
    "The session has run out. Log in again.",
    Next.SIGN_IN_AGAIN,
)
SESSION_ENDED = Failure(
    "session-ended",
    401,
    "Session has ended",
    "The session was ended or is not known here. Log in again.",
    Next.SIGN_IN_AGAIN,
)
TLS_REQUIRED = Failure(
    "tls-required",
    403,
    "Credentials came over plain http",
    "Credentials are taken over https alone. What came in clear may have been read on the way: change it.",
    Next.FIX_REQUEST,
)
CSRF_FAILED = Failure(
    "csrf-failed",
    403,
    "Cross-site request check failed",
    "A request with a session cookie must also carry the CSRF token of that session.",
    Next.FIX_REQUEST,
)
SCOPE_INSUFFICIENT = Failure(
    "scope-insufficient",
    403,
    "Token lacks a scope",
    "The token is valid but was not granted what this request needs.",
    Next.ASK_FOR_ACCESS,
    "insufficient_scope",
)
PERMISSION_DENIED = Failure(
    "permission-denied",
    403,
    "Permission denied",
    "The account is known and is not allowed to do this.",
    Next.ASK_FOR_ACCESS,
)
STEP_UP_REQUIRED = Failure(
    "step-up-required",
    401,
    "A fresh sign-in is required",
    "This request needs a more recent or a stronger sign-in.",
    Next.STEP_UP,
    "insufficient_user_authentication",
)
TOO_MANY_ATTEMPTS = Failure(
    "too-many-attempts",
    429,
    "Too many attempts",
    "Too many sign-ins have failed. Wait as long as Retry-After says.",
    Next.WAIT,
)
SERVICE_UNAVAILABLE = Failure(
    "service-unavailable",
    503,
    "Sign-in is not available",
    "Credentials cannot be checked at the moment. Try again later.",
    Next.WAIT,
)

FAILURES: Mapping[str, Failure] = MappingProxyType(
    {
        failure.code: failure
        for failure in (
            CREDENTIALS_MISSING,
            SCHEME_UNSUPPORTED,
            BASIC_MALFORMED,
            AUTHORIZATION_MALFORMED,
            CREDENTIALS_REPEATED,
            AUTHORIZATION_TOO_LONG,
            CREDENTIALS_REFUSED,
            TOKEN_MALFORMED,
            TOKEN_INVALID,
            TOKEN_EXPIRED,
            TOKEN_NOT_YET_VALID,
            TOKEN_WRONG_TYPE,
            TOKEN_WRONG_AUDIENCE,
            TOKEN_WRONG_ISSUER,
            TOKEN_REVOKED,
            ACCOUNT_UNAVAILABLE,
            SESSION_EXPIRED,
            SESSION_ENDED,
            TLS_REQUIRED,
            CSRF_FAILED,
            SCOPE_INSUFFICIENT,
            PERMISSION_DENIED,
            STEP_UP_REQUIRED,
            TOO_MANY_ATTEMPTS,
            SERVICE_UNAVAILABLE,
        )
    }
)
