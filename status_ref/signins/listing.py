"""The sign-ins of whoever asks: to be seen, and to be ended.

A token sees and ends others only with a scope of its own, and ending others needs a fresh sign-in: whoever
found a token, or sits at an unlocked screen, must not put the owner out (OWASP ASVS 5.0, 7.5.2). Ending the
sign-in of the request needs neither: it is a log-out.
"""

from __future__ import annotations

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from status_ref.conf import conf
from status_ref.rest import (
    BasicAuthentication,
    BearerAuthentication,
    HasScope,
    RecentSignIn,
    SessionAuthentication,
)
from status_ref.signins import ending
from status_ref.signins.endpoint import Endpoint
from status_ref.signins.models import SESSION_SID, SID, Reason, SignIn
from status_ref.signins.serializers import ListedSerializer
from status_ref.signins.tokens import AccessToken

PRIVATE = {"Cache-Control": "no-store"}


class OwnerEndpoint(Endpoint):
    """What both endpoints share: an owner, however they signed in."""

    authentication_classes = (BearerAuthentication, BasicAuthentication, SessionAuthentication)


class OtherScope(HasScope):
    """Has the scope, or ends nothing but its own sign-in."""

    def satisfied(self, request: Request) -> bool:
        """Pass who ends nothing but the sign-in of the request: that is a log-out."""
        return _is_log_out(request) or super().satisfied(request)


class OtherSignIn(RecentSignIn):
    """Signed in a short time ago, or ends nothing but its own sign-in."""

    def satisfied(self, request: Request) -> bool:
        """Pass who ends nothing but the sign-in of the request: that is a log-out."""
        return _is_log_out(request) or super().satisfied(request)


class SignInsView(OwnerEndpoint):
    """All sign-ins of the caller that go on."""

    def get_permissions(self) -> list[BasePermission]:
        """Ask for the scope, and for a fresh sign-in where something ends."""
        recent = [RecentSignIn(max_age=conf.FRESH_SIGN_IN)] if self.request.method == "DELETE" else []
        return [IsAuthenticated(), HasScope(conf.SIGN_INS_SCOPE), *recent]

    def get(self, request: Request) -> Response:
        """List them, the one that was used last first."""
        context = {"sid": this_one(request)}
        found = SignIn.objects.going_on(_owner(request))
        return Response(ListedSerializer(found, many=True, context=context).data, headers=PRIVATE)

    def delete(self, request: Request) -> Response:
        """End all others; with ``?all=true`` this one too."""
        which = request.query_params.get("all", "false")
        if which not in {"true", "false"}:
            raise ValidationError({"all": ["It is true or false."]})
        ending.end_others(_owner(request), sign_in_of(request) if which == "false" else None)
        return Response(status=204, headers=PRIVATE)


class SignInView(OwnerEndpoint):
    """One sign-in of the caller."""

    def get_permissions(self) -> list[BasePermission]:
        """Ask for both, unless it is a log-out."""
        recent = OtherSignIn(max_age=conf.FRESH_SIGN_IN)
        return [IsAuthenticated(), OtherScope(conf.SIGN_INS_SCOPE), recent]

    def delete(self, request: Request, sid: str) -> Response:
        """End it; other people's are not found."""
        if SID.fullmatch(sid) is None:
            raise Http404
        sign_in = SignIn.objects.live().filter(user_id=_owner(request).pk, sid=sid).first()
        if sign_in is None:
            raise Http404
        ending.end_one(sign_in, Reason.ENDED_BY_OWNER)
        return Response(status=204, headers=PRIVATE)


def sign_in_of(request: Request) -> SignIn | None:
    """Give the sign-in that a request belongs to, by token or by session; None where it belongs to none."""
    return SignIn.objects.filter(user_id=_owner(request).pk, sid=this_one(request)).first()


def this_one(request: Request) -> str | None:
    """Name the sign-in that a request belongs to; a name with a password belongs to none."""
    if isinstance(request.auth, AccessToken):
        return request.auth.sign_in.sid
    if isinstance(request.successful_authenticator, SessionAuthentication):
        sid: str | None = request._request.session.get(SESSION_SID)
        return sid
    return None


def _is_log_out(request: Request) -> bool:
    sid: str = request.parser_context["kwargs"]["sid"]
    return sid == this_one(request)


def _owner(request: Request) -> AbstractBaseUser:
    return cast("AbstractBaseUser", request.user)
