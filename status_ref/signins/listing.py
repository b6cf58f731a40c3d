"""The sign-ins of whoever asks: to be seen, and to be ended."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from status_ref.rest import BasicAuthentication, BearerAuthentication, SessionAuthentication
from status_ref.signins import ending
from status_ref.signins.endpoint import Endpoint
from status_ref.signins.models import SESSION_SID, SID, Reason, SignIn
from status_ref.signins.serializers import ListedSerializer
from status_ref.signins.tokens import AccessToken

PRIVATE = {"Cache-Control": "no-store"}


class OwnerEndpoint(Endpoint):
    """What both endpoints share: an owner, however they signed in."""

    authentication_classes = (BearerAuthentication, BasicAuthentication, SessionAuthentication)
    permission_classes = (IsAuthenticated,)


class SignInsView(OwnerEndpoint):
    """All sign-ins of the caller that go on."""

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
        owner = _owner(request)
        keep = None
        if which == "false":
            keep = SignIn.objects.filter(user_id=owner.pk, sid=this_one(request)).first()
        ending.end_others(owner, keep)
        return Response(status=204, headers=PRIVATE)


class SignInView(OwnerEndpoint):
    """One sign-in of the caller."""

    def delete(self, request: Request, sid: str) -> Response:
        """End it; other people's are not found."""
        if SID.fullmatch(sid) is None:
            raise Http404
        sign_in = SignIn.objects.live().filter(user_id=_owner(request).pk, sid=sid).first()
        if sign_in is None:
            raise Http404
        ending.end_one(sign_in, Reason.ENDED_BY_OWNER)
        return Response(status=204, headers=PRIVATE)


def this_one(request: Request) -> str | None:
    """Name the sign-in that a request belongs to; a name with a password belongs to none."""
    if isinstance(request.auth, AccessToken):
        return request.auth.sign_in.sid
    if isinstance(request.successful_authenticator, SessionAuthentication):
        sid: str | None = request._request.session.get(SESSION_SID)
        return sid
    return None


def _owner(request: Request) -> AbstractBaseUser:
    return cast("AbstractBaseUser", request.user)
