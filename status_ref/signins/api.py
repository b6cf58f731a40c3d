"""Sign in and refresh, for clients that hold tokens.

Signing in is a first-party log-in, not an OAuth grant; refreshing follows RFC 6749, Section 6. Neither looks
at cookies or bearer tokens that happen to come along: a client that signs in again must not be held up by
the stale credentials that made it do so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from rest_framework.exceptions import ParseError, UnsupportedMediaType, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from status_ref import passwords, sessions
from status_ref.attempts import TryLater
from status_ref.conf import conf
from status_ref.http.failures import CREDENTIALS_MISSING, CREDENTIALS_REFUSED, CREDENTIALS_REPEATED
from status_ref.rest.authentication import BasicAuthentication
from status_ref.rest.exceptions import AuthenticationFailed, Delayed, TokenRefused
from status_ref.rest.handler import exception_handler
from status_ref.rest.negotiation import ContentNegotiation
from status_ref.rest.parsers import FormParser, JSONParser
from status_ref.rest.tokens import read_as
from status_ref.signals import Outcome, record
from status_ref.signins.serializers import RefreshSerializer, SignInSerializer, signed_in
from status_ref.signins.tokens import AccessToken, RefreshToken

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}  # RFC 6749, Section 5.1 asks for both


class TokenEndpoint(APIView):
    """What both endpoints share: open to everyone, JSON or form in, JSON out, never stored."""

    permission_classes = (AllowAny,)
    parser_classes = (JSONParser, FormParser)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = ContentNegotiation

    def get_exception_handler(self) -> Callable[[Exception, Mapping[str, Any]], Response | None]:
        """Answer with problems, whatever handler the project has installed."""
        return exception_handler

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        """Let a browser forget the dead session that made its client come here."""
        answer: Response = super().finalize_response(request, response, *args, **kwargs)
        if sessions.is_dead(getattr(request, "_request", request)):
            sessions.delete_cookie(answer)
        return answer


class TokenView(TokenEndpoint):
    """Sign in with a name and a password: as JSON, as a form, or with Basic."""

    authentication_classes = (BasicAuthentication,)

    def post(self, request: Request) -> Response:
        """Give an access and a refresh token."""
        serializer = SignInSerializer(data=_object(request))
        serializer.is_valid(raise_exception=True)
        user = self._user(request, serializer.validated_data)
        scope = serializer.validated_data.get("scope") or conf.SCOPES
        answer = signed_in(AccessToken.of(user, scope=scope), RefreshToken.of(user, scope=scope))
        return Response(answer, headers=NO_STORE)

    def _user(self, request: Request, sent: Mapping[str, Any]) -> AbstractBaseUser:
        in_body = {"username", "password"} & set(sent)
        for authenticator in cast("Any", request.authenticators):
            # Where BAD_CREDENTIALS lets bad ones pass, signing in with them is still no sign-in.
            if authenticator.failure is not None:
                raise AuthenticationFailed(authenticator.failure)
        if request.user.is_authenticated:
            if in_body:
                raise AuthenticationFailed(CREDENTIALS_REPEATED)
            return request.user
        if not in_body:
            raise AuthenticationFailed(CREDENTIALS_MISSING)
        for name in {"username", "password"} - in_body:
            raise ValidationError({name: ["This field is required."]})
        try:
            user = passwords.verify(request._request, sent["username"], sent["password"])
        except TryLater as later:
            raise Delayed(later) from later
        if user is None:
            record(Outcome(request._request, "form", CREDENTIALS_REFUSED))
            raise AuthenticationFailed(CREDENTIALS_REFUSED)
        record(Outcome(request._request, "form", user=user))
        return user


class RefreshView(TokenEndpoint):
    """Trade a refresh token for the next pair of tokens; errors are OAuth's (RFC 6749, Section 5.2)."""

    authentication_classes = ()

    def post(self, request: Request) -> Response:
        """Give a new access token and a new refresh token, with the same or fewer scopes."""
        try:
            sent = _object(request)
        except (ParseError, UnsupportedMediaType, ValidationError):
            return _refused("invalid_request")
        serializer = RefreshSerializer(data=sent)
        if not serializer.is_valid():
            return _refused("invalid_request")
        if serializer.validated_data["grant_type"] != "refresh_token":
            return _refused("unsupported_grant_type")
        return self._refresh(request, serializer.validated_data)

    def _refresh(self, request: Request, sent: Mapping[str, Any]) -> Response:
        try:
            token = read_as(RefreshToken, sent["refresh_token"], {RefreshToken.typ})
        except TokenRefused as refusal:
            record(Outcome(request._request, "refresh", refusal.failure))
            return _refused("invalid_grant", refusal.failure.code)
        record(Outcome(request._request, "refresh", user=token.user))
        scope = sent.get("scope", "").split() or token.scope
        if not set(scope) <= set(token.scope):
            return _refused("invalid_scope")
        access = AccessToken.of(token.user, scope=scope, auth_time=token["auth_time"])
        refresh = RefreshToken.of(token.user, scope=token.scope, auth_time=token["auth_time"])
        return Response(signed_in(access, refresh), headers=NO_STORE)


def _object(request: Request) -> Mapping[str, Any]:
    data: Any = request.data
    if not isinstance(data, dict):  # a form is one, too
        raise ValidationError({"detail": ["A JSON object or a form is expected."]})
    return cast("Mapping[str, Any]", data)


def _refused(error: str, code: str | None = None) -> Response:
    return Response({"error": error} | ({"code": code} if code else {}), status=400, headers=NO_STORE)
