"""What drf-spectacular says of the sign-in endpoints; loaded when it is installed."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from status_ref.http.problems import MEDIA_TYPE
from status_ref.signins.serializers import RefreshSerializer, SignedInSerializer, SignInSerializer

PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(help_text="Address of the page section that explains the problem."),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(required=False),
        "instance": serializers.CharField(required=False),
        "code": serializers.CharField(help_text="The failure, such as credentials-refused."),
    },
)
OAUTH_ERROR = inline_serializer(
    "OAuthError", {"error": serializers.CharField(), "code": serializers.CharField(required=False)}
)


class TokenScheme(OpenApiViewExtension):
    """Signing in."""

    target_class = "status_ref.signins.api.TokenView"

    def view_replacement(self) -> Any:
        """Describe the endpoint."""
        described = extend_schema(
            request=SignInSerializer,
            responses={
                200: SignedInSerializer,
                (400, MEDIA_TYPE): OpenApiResponse(PROBLEM, "A field is missing, unknown or malformed."),
                (401, MEDIA_TYPE): OpenApiResponse(PROBLEM, "Name or password were missing or refused."),
            },
        )
        return described(type("TokenView", (self.target,), {"__doc__": self.target.__doc__}))


class RefreshScheme(OpenApiViewExtension):
    """Refreshing."""

    target_class = "status_ref.signins.api.RefreshView"

    def view_replacement(self) -> Any:
        """Describe the endpoint."""
        described = extend_schema(
            request=RefreshSerializer,
            responses={200: SignedInSerializer, 400: OpenApiResponse(OAUTH_ERROR, "The grant was refused.")},
        )
        return described(type("RefreshView", (self.target,), {"__doc__": self.target.__doc__}))
