"""Sign in, refresh, revoke and ask: what clients do with tokens.

Signing in is a first-party log-in, not an OAuth grant; the other endpoints follow their RFCs. None but the
last looks at cookies or bearer tokens that happen to come along: a client that signs in again must not be
held up by the stale credentials that made it do so.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.decorators import method_decorator
from rest_framework.exceptions import ParseError, UnsupportedMediaType, ValidationError
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from status_ref import attempts, passwords
from status_ref.attempts import OUTAGE, Attempt, TryLater
from status_ref.conf import conf
from status_ref.http.failures import (
    CREDENTIALS_MISSING,
    CREDENTIALS_REFUSED,
    CREDENTIALS_REPEATED,
    SERVICE_UNAVAILABLE,
    TLS_REQUIRED,
    TOKEN_INVALID,
)
from status_ref.rest import HasScope
from status_ref.rest.authentication import BasicAuthentication, BearerAuthentication
from status_ref.rest.exceptions import AuthenticationFailed, Delayed, Forbidden, TokenRefused
from status_ref.signals import Outcome, record
from status_ref.signins import clients, ending, inspection, rotation, signals
from status_ref.signins.endpoint import Endpoint
from status_ref.signins.keys import UnusableKey, ring
from status_ref.signins.models import Kind, Reason, SignIn
from status_ref.signins.serializers import (
    RefreshSerializer,
    SignInSerializer,
    TokenSerializer,
    signed_in,
    usual_scopes,
)
from status_ref.signins.tokens import AccessToken

logger = logging.getLogger("status_ref.signins")

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}  # RFC 6749, Section 5.1 asks for both


# What an endpoint decides is written before it answers, and stays written when the answer is a refusal.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class TokenEndpoint(Endpoint):
    """One that clients come to with secrets, and mostly without being signed in."""

    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Take no secret in clear, where the setting ``REQUIRE_TLS`` says so."""
        if conf.REQUIRE_TLS and not request._request.is_secure():
            raise Forbidden(TLS_REQUIRED)
        super().initial(request, *args, **kwargs)


class TokenView(TokenEndpoint):
    """Sign in with a name and a password: as JSON, as a form, or with Basic."""

    authentication_classes = (BasicAuthentication,)

    def post(self, request: Request) -> Response:
        """Give an access and a refresh token."""
        serializer = SignInSerializer(data=_object(request))
        serializer.is_valid(raise_exception=True)
        sent = serializer.validated_data
        try:
            _demand_key()
            user = self._user(request, sent)
        except TryLater as later:
            record(Outcome(request._request, "form", later.failure))
            raise Delayed(later) from later
        sign_in = SignIn.objects.start(
            user,
            Kind.TOKEN,
            idle=rotation.idle(),
            client=clients.label(sent.get("client", ""), request.META.get("HTTP_USER_AGENT", "")),
            scope=sent.get("scope") or usual_scopes(),
        )
        signals.started.send(SignIn, sign_in=sign_in)
        return Response(signed_in(sign_in, AccessToken.of(sign_in)), headers=NO_STORE)

    def _user(self, request: Request, sent: Mapping[str, Any]) -> AbstractBaseUser:
        in_body = {"username", "password"} & set(sent)
        for authenticator in cast("Any", request.authenticators):
            # Where BAD_CREDENTIALS lets bad ones pass, signing in with them is still no sign-in.
            failure = getattr(authenticator, "failure", None)
            if failure is not None:
                raise AuthenticationFailed(failure)
        if request.user.is_authenticated:
            if in_body:
                raise AuthenticationFailed(CREDENTIALS_REPEATED)
            return request.user
        if not in_body:
            raise AuthenticationFailed(CREDENTIALS_MISSING)
        for name in {"username", "password"} - in_body:
            raise ValidationError({name: ["This field is required."]})
        return _verified(request._request, sent["username"], sent["password"])


def _verified(request: HttpRequest, username: str, password: str) -> AbstractBaseUser:
    user = passwords.verify(request, username, password)
    if user is None:
        record(Outcome(request, "form", CREDENTIALS_REFUSED))
        raise AuthenticationFailed(CREDENTIALS_REFUSED)
    record(Outcome(request, "form", user=user))
    return user


class OAuthEndpoint(TokenEndpoint):
    """An endpoint whose refusals are OAuth's (RFC 6749, Section 5.2).

    Override ``serializer_class`` and ``answer``.
    """

    authentication_classes: Sequence[Any] = ()
    serializer_class: type[Serializer[Any]] = TokenSerializer

    def post(self, request: Request) -> Response:
        """Read the parameters: unknown ones are ignored, repeated ones refused (RFC 6749, Section 3.2)."""
        try:
            serializer = self.serializer_class(data=_object(request))
        except (ParseError, UnsupportedMediaType, ValidationError):
            return _refused("invalid_request")
        if not serializer.is_valid():
            return _refused("invalid_request")
        return self.answer(request, serializer.validated_data)

    def answer(self, request: Request, sent: Mapping[str, Any]) -> Response:
        """Do what the endpoint is for."""
        raise NotImplementedError


class RefreshView(OAuthEndpoint):
    """Trade a refresh token for the next pair of tokens (RFC 6749, Section 6)."""

    serializer_class = RefreshSerializer

    def answer(self, request: Request, sent: Mapping[str, Any]) -> Response:
        """Give a new access token, with the same or fewer scopes, and a new refresh token."""
        if sent["grant_type"] != "refresh_token":
            return _refused("unsupported_grant_type")
        try:
            _demand_key()
            with attempts.begin(request._request) as attempt:
                return self._refresh(request, sent, attempt)
        except TryLater as later:
            record(Outcome(request._request, "refresh", later.failure))
            return _put_off(later)

    def _refresh(self, request: Request, sent: Mapping[str, Any], attempt: Attempt) -> Response:
        scope = sent.get("scope", "").split()
        try:
            sign_in = rotation.rotate(sent["refresh_token"], scope)
        except TokenRefused as refusal:
            if refusal.failure is not TOKEN_INVALID:
                attempt.spare()  # a token of ours that has had its day is no guess
            record(Outcome(request._request, "refresh", refusal.failure))
            return _refused("invalid_grant", refusal.failure.code)
        except rotation.ScopeTooWide:
            attempt.spare()
            return _refused("invalid_scope")
        attempt.succeeded()
        record(Outcome(request._request, "refresh", user=sign_in.user))
        return Response(signed_in(sign_in, AccessToken.of(sign_in, scope or None)), headers=NO_STORE)


class RevokeView(OAuthEndpoint):
    """End the sign-in of a token (RFC 7009): the way to log out for whoever holds one."""

    def answer(self, request: Request, sent: Mapping[str, Any]) -> Response:  # noqa: ARG002
        """End it; what is unknown or has ended is as good as revoked (RFC 7009, Section 2.2)."""
        try:
            _demand_key()
            ending.end_one(inspection.find(sent["token"]).sign_in, Reason.SIGNED_OUT)
        except TryLater as later:
            return _put_off(later)  # the token still exists (RFC 7009, Section 2.2.1)
        except TokenRefused:
            pass
        return Response(headers=NO_STORE)


class MayIntrospect(BasePermission):
    """Being allowed to ask about other people's tokens is for an account to be given, not for it to claim."""

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002
        """Ask for the permission ``introspect`` of this app."""
        ask = getattr(request.user, "has_perm", None)  # not every user model has permissions
        return ask is not None and bool(ask("status_ref_signins.introspect"))


class IntrospectView(OAuthEndpoint):
    """Tell a resource server whether a token is good (RFC 7662)."""

    authentication_classes = (BearerAuthentication, BasicAuthentication)

    def get_permissions(self) -> list[BasePermission]:
        """Ask for a scope of its own, so that tokens cannot be tried out here (RFC 7662, Section 2.1)."""
        return [IsAuthenticated(), HasScope(conf.INTROSPECTION_SCOPE), MayIntrospect()]

    def answer(self, request: Request, sent: Mapping[str, Any]) -> Response:  # noqa: ARG002
        """Describe it; of one that is not good nothing is said but that (RFC 7662, Section 2.2)."""
        return Response(inspection.describe(sent["token"]), headers=NO_STORE)


def _object(request: Request) -> Mapping[str, Any]:
    data: Any = request.data
    if not isinstance(data, dict):  # a form is one, too
        raise ValidationError({"detail": ["A JSON object or a form is expected."]})
    if isinstance(data, QueryDict):
        for name, values in data.lists():
            if len(values) > 1:
                raise ValidationError({name: ["Sent more than once."]})
    return cast("Mapping[str, Any]", data)


def _demand_key() -> None:
    try:
        ring()
    except UnusableKey as error:
        logger.critical("No token can be given or taken: %s", error)
        raise TryLater(SERVICE_UNAVAILABLE, OUTAGE) from error


def _put_off(later: TryLater) -> Response:
    content = {"error": "temporarily_unavailable", "code": later.failure.code}
    return Response(content, later.failure.status, headers=later.fields | NO_STORE)


def _refused(error: str, code: str | None = None) -> Response:
    return Response({"error": error} | ({"code": code} if code else {}), status=400, headers=NO_STORE)
