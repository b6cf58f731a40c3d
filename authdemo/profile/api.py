"""The profile as an API, and a report that only staff may read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import BasePermission, IsAdminUser, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from authdemo.profile.serializers import ProfileSerializer
from status_ref.accounts import confirmation
from status_ref.rest import HasScope, RecentSignIn

PRIVATE = {"Cache-Control": "no-store"}
MOVING = OpenApiResponse(
    ProfileSerializer, "A link is on its way to the new address; the old one stays so far."
)


class RecentSignInForEmail(RecentSignIn):
    """Whoever changes where mail goes must have signed in a short time ago."""

    def satisfied(self, request: Request) -> bool:
        """Look at the content only now that the caller is known."""
        sent: object = request.data
        return not (isinstance(sent, dict) and "email" in sent) or super().satisfied(request)


class ProfileView(APIView):
    """The caller's own account."""

    def get_permissions(self) -> list[BasePermission]:
        """Ask for the scope of the method."""
        if self.request.method != "PATCH":
            return [IsAuthenticated(), HasScope("profile:read")]
        return [IsAuthenticated(), HasScope("profile:write"), RecentSignInForEmail(max_age=300)]

    @extend_schema(responses=ProfileSerializer)
    def get(self, request: Request) -> Response:
        """Show the account to its owner."""
        return Response(ProfileSerializer(request.user).data, headers=PRIVATE)

    @extend_schema(request=ProfileSerializer, responses={200: ProfileSerializer, 202: MOVING})
    def patch(self, request: Request) -> Response:
        """Change parts of it; another address for mail is sent a link, and written when that is followed."""
        user: Any = request.user
        serializer = ProfileSerializer(user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        address = serializer.validated_data.pop("email", user.email)
        moving = address != user.email
        if moving:
            confirmation.ask(request._request, user, address)
        serializer.save()
        return Response(serializer.data, 202 if moving else 200, headers=PRIVATE)


class StaffReportView(APIView):
    """How many accounts there are."""

    permission_classes = (IsAdminUser,)

    @extend_schema(responses={200: {"type": "object", "properties": {"accounts": {"type": "integer"}}}})
    def get(self, request: Request) -> Response:  # noqa: ARG002
        """Count the accounts."""
        return Response({"accounts": get_user_model().objects.count()}, headers=PRIVATE)
