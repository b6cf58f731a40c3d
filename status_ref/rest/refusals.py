"""What a view can refuse, and why: read from its authenticators, its permissions and its throttles.

A refusal is a failure of the closed table, or an exception of Django REST Framework that has no failure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS

from status_ref.conf import conf
from status_ref.http.failures import (
    ACCOUNT_UNAVAILABLE,
    AUTHORIZATION_MALFORMED,
    AUTHORIZATION_TOO_LONG,
    BASIC_MALFORMED,
    CREDENTIALS_MISSING,
    CREDENTIALS_REFUSED,
    CREDENTIALS_REPEATED,
    CSRF_FAILED,
    PERMISSION_DENIED,
    SCHEME_UNSUPPORTED,
    SCOPE_INSUFFICIENT,
    SERVICE_UNAVAILABLE,
    SESSION_ENDED,
    SESSION_EXPIRED,
    TOKEN_EXPIRED,
    TOKEN_INVALID,
    TOKEN_MALFORMED,
    TOKEN_NOT_YET_VALID,
    TOKEN_REVOKED,
    TOKEN_WRONG_AUDIENCE,
    TOKEN_WRONG_ISSUER,
    TOKEN_WRONG_TYPE,
    TOO_MANY_ATTEMPTS,
    Failure,
)
from status_ref.rest.authentication import BasicAuthentication, BearerAuthentication, SessionAuthentication
from status_ref.rest.demands import denials, need_user

Refusal = Failure | exceptions.APIException

NOTHING_OFFERED = (CREDENTIALS_MISSING, SCHEME_UNSUPPORTED)
# The commonest first: it is the one that a challenge is shown for.
OF_TOKENS = (
    TOKEN_EXPIRED,
    TOKEN_REVOKED,
    TOKEN_INVALID,
    TOKEN_MALFORMED,
    TOKEN_NOT_YET_VALID,
    TOKEN_WRONG_TYPE,
    TOKEN_WRONG_AUDIENCE,
    TOKEN_WRONG_ISSUER,
    ACCOUNT_UNAVAILABLE,
    AUTHORIZATION_MALFORMED,
    CREDENTIALS_REPEATED,
    AUTHORIZATION_TOO_LONG,
)
OF_PASSWORDS = (BASIC_MALFORMED, CREDENTIALS_REFUSED, TOO_MANY_ATTEMPTS, SERVICE_UNAVAILABLE)
OF_SESSIONS = (SESSION_EXPIRED, SESSION_ENDED)
OF_CONTENT = (
    exceptions.ParseError(),
    exceptions.ValidationError({"field": ["This field is required."]}),
    exceptions.UnsupportedMediaType("text/plain"),
)


def refusals(view: Any, method: str) -> Iterator[Refusal]:
    """Give what a view may refuse before its own code runs; ``method`` is in capitals."""
    closed = any(need_user(permission, method) for permission in view.get_permissions())
    authenticators = view.get_authenticators()
    yield from (NOTHING_OFFERED if authenticators else (PERMISSION_DENIED,)) if closed else ()
    for authenticator in authenticators:
        yield from _of_authenticator(authenticator, method, closed=closed)
    yield from _of_permissions(view, authenticators)
    if view.get_throttles():
        yield exceptions.Throttled()


def _of_authenticator(authenticator: object, method: str, *, closed: bool) -> Iterator[Refusal]:
    refuses = closed or conf.BAD_CREDENTIALS == "refuse"
    match authenticator:
        case BearerAuthentication():
            yield from OF_TOKENS if refuses else ()
        case BasicAuthentication():
            yield from OF_PASSWORDS if refuses else ()
        case SessionAuthentication():
            # A dead cookie is no reason to refuse whoever needs no session.
            yield from OF_SESSIONS if closed else ()
            yield from () if method in SAFE_METHODS else (CSRF_FAILED,)
        case _:
            yield exceptions.AuthenticationFailed()


def _of_permissions(view: Any, authenticators: list[Any]) -> Iterator[Failure]:
    in_person = all(isinstance(one, BasicAuthentication | SessionAuthentication) for one in authenticators)
    for permission in view.get_permissions():
        for failure in denials(permission):
            if failure is not SCOPE_INSUFFICIENT or not in_person:
                yield failure
