"""Permissions that say what is missing: a scope (RFC 6750) or a fresh enough sign-in (RFC 9470).

Both are put into ``permission_classes`` as objects and combine with ``&`` and ``|``::

    permission_classes = [IsAuthenticated, HasScope("profile:write"), RecentSignIn(max_age=300)]
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Self

from rest_framework import authentication
from rest_framework.permissions import BasePermission, OperationHolderMixin
from rest_framework.request import ForcedAuthentication, Request
from rest_framework_simplejwt.tokens import Token

from status_ref.http.failures import SCOPE_INSUFFICIENT, STEP_UP_REQUIRED
from status_ref.http.schemes import SCOPE_TOKEN
from status_ref.rest.authentication import BasicAuthentication
from status_ref.rest.needs import Needs
from status_ref.sessions import AUTH_TIME

# Who these let in stands before us, or a test says so: nothing was granted that could be less than all.
IN_PERSON = (
    authentication.BasicAuthentication,
    authentication.SessionAuthentication,
    BasicAuthentication,
    ForcedAuthentication,
)


class Demanding(OperationHolderMixin, BasePermission):
    """Base of a permission that is made with arguments, and whose ``needs`` the challenge tells.

    Override ``satisfied``; set ``code`` to that of a failure.
    """

    code: str
    needs: Needs

    def __call__(self) -> Self:
        """Be its own instance: DRF calls what stands in ``permission_classes``."""
        return self

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002
        """Let pass who is signed in and satisfies the demand."""
        return bool(request.user and request.user.is_authenticated and self.satisfied(request))

    def satisfied(self, request: Request) -> bool:
        """Tell whether the credentials of a signed-in request will do."""
        raise NotImplementedError


class HasScope(Demanding):
    """The token was granted all of these scopes; else 403 ``insufficient_scope`` (RFC 6750, Section 3.1).

    A session and a name with a password stand for the user in person, so they hold every scope; credentials
    of other packages hold none.
    """

    code = SCOPE_INSUFFICIENT.code

    def __init__(self, *scopes: str) -> None:
        """Take the scopes that the request needs, each by itself.

        Raises:
            ValueError: one is no scope token (RFC 6750, Section 3).

        """
        for scope in scopes:
            if SCOPE_TOKEN.fullmatch(scope) is None:
                raise ValueError(f"{scope!r} is no scope: one word of visible ASCII without quotes")
        self.needs = Needs(SCOPE_INSUFFICIENT, scope=scopes)

    def satisfied(self, request: Request) -> bool:
        """Compare with the token's ``scope`` claim."""
        if _in_person(request):
            return True
        granted = request.auth.get("scope") if isinstance(request.auth, Token) else None
        return isinstance(granted, str) and set(self.needs.scope) <= set(granted.split())


class RecentSignIn(Demanding):
    """The user signed in a short time ago, strongly enough; else 401 with a challenge (RFC 9470, Section 3).

    Refreshing a token does not make its sign-in younger. A name and a password with the request count as now.
    """

    code = STEP_UP_REQUIRED.code

    def __init__(self, max_age: int | None = None, acr_values: Sequence[str] = ()) -> None:
        """Take the greatest age in seconds, and the classes of authentication of which one is needed."""
        self.needs = Needs(STEP_UP_REQUIRED, max_age=max_age, acr_values=tuple(acr_values))

    def satisfied(self, request: Request) -> bool:
        """Compare with the time, and the ``acr``, of the sign-in."""
        claims: Any = request.auth if isinstance(request.auth, Token) else {}
        strong = not self.needs.acr_values or claims.get("acr") in self.needs.acr_values
        return strong and (self.needs.max_age is None or self._young(_signed_in_at(request, claims)))

    def _young(self, auth_time: object) -> bool:
        # A time that is missing, or no whole number, tells nothing and is too old.
        return type(auth_time) is int and time.time() - auth_time <= (self.needs.max_age or 0)


def _in_person(request: Request) -> bool:
    # Credentials of other packages, such as keys, may well stand for less than their user.
    return request.auth is None and isinstance(request.successful_authenticator, IN_PERSON)


def _signed_in_at(request: Request, claims: Any) -> object:
    if isinstance(request.successful_authenticator, authentication.SessionAuthentication):
        return request._request.session.get(AUTH_TIME)
    if _in_person(request):
        return int(time.time())
    return claims.get("auth_time")
