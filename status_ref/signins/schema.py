"""What drf-spectacular says of the sign-in endpoints; loaded when it is installed.

The views bring schema classes of their own, so that they are described whatever class a project has set.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from status_ref.http.failures import CREDENTIALS_MISSING, CREDENTIALS_REPEATED
from status_ref.rest.openapi import AutoSchema
from status_ref.rest.refusals import OF_PASSWORDS, Refusal
from status_ref.signins.serializers import RefreshSerializer, SignedInSerializer, SignInSerializer

OAUTH_ERROR = inline_serializer(
    "OAuthError", {"error": serializers.CharField(), "code": serializers.CharField(required=False)}
)
# RFC 6749, Section 5.1 asks for it wherever there is a token.
NEVER_STORED = OpenApiParameter(
    "Cache-Control", location=OpenApiParameter.HEADER, required=True, response=[200, 400]
)


class SignInSchema(AutoSchema):
    """Schema class of the view that checks a name and a password itself, wherever they stand."""

    def get_refusals(self) -> Iterable[Refusal]:
        """Refuse no credentials, two pairs of them, and wrong ones."""
        return (CREDENTIALS_MISSING, CREDENTIALS_REPEATED, *OF_PASSWORDS)


class TokenScheme(OpenApiViewExtension):
    """Signing in."""

    target_class = "status_ref.signins.api.TokenView"

    def view_replacement(self) -> Any:
        """Describe the endpoint."""

        @extend_schema(
            request=SignInSerializer, responses={200: SignedInSerializer}, parameters=[NEVER_STORED]
        )
        class Described(self.target):  # type: ignore[name-defined, misc]
            schema = SignInSchema()

        return Described


class RefreshScheme(OpenApiViewExtension):
    """Refreshing."""

    target_class = "status_ref.signins.api.RefreshView"

    def view_replacement(self) -> Any:
        """Describe the endpoint, whose errors are OAuth's and no problems (RFC 6749, Section 5.2)."""
        refused = OpenApiResponse(OAUTH_ERROR, "The grant was refused.")

        @extend_schema(
            request=RefreshSerializer,
            responses={200: SignedInSerializer, 400: refused},
            parameters=[NEVER_STORED],
        )
        class Described(self.target):  # type: ignore[name-defined, misc]
            schema = openapi.AutoSchema()

        return Described
