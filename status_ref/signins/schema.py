"""What drf-spectacular says of the sign-in endpoints; loaded when it is installed.

The views bring schema classes of their own, so that they are described whatever class a project has set.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular import openapi
from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import exceptions, serializers

from status_ref.http.failures import CREDENTIALS_MISSING, CREDENTIALS_REPEATED
from status_ref.rest.demands import Refusal
from status_ref.rest.openapi import AutoSchema, Responses
from status_ref.rest.refusals import OF_PASSWORDS
from status_ref.signins.serializers import (
    ListedSerializer,
    RefreshSerializer,
    SignedInSerializer,
    SignInSerializer,
    TokenSerializer,
)

OAUTH_ERROR = inline_serializer(
    "OAuthError", {"error": serializers.CharField(), "code": serializers.CharField(required=False)}
)
INTROSPECTION = inline_serializer(
    "Introspection",
    {
        "active": serializers.BooleanField(
            help_text="False, and nothing else, for a token that is not good."
        ),
        "scope": serializers.CharField(required=False),
        "username": serializers.CharField(required=False),
        "sub": serializers.CharField(required=False),
        "exp": serializers.IntegerField(required=False),
    },
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


class OAuthScheme(OpenApiViewExtension):
    """Base of what is said of an endpoint whose errors are OAuth's (RFC 6749, Section 5.2).

    Fill in what it takes and gives; ``schema`` adds refusals where the caller is asked who they are.
    """

    request: Any = TokenSerializer
    answer: Any
    schema: type[openapi.AutoSchema] = openapi.AutoSchema

    def view_replacement(self) -> Any:
        """Describe the endpoint."""
        refused = OpenApiResponse(OAUTH_ERROR, "The request was refused.")
        described = extend_schema(
            description=self.target.answer.__doc__,
            request=self.request,
            responses={200: self.answer, 400: refused},
            parameters=[NEVER_STORED],
        )
        return described(type(self.target.__name__, (self.target,), {"schema": self.schema()}))


class RefreshScheme(OAuthScheme):
    """Refreshing."""

    target_class = "status_ref.signins.api.RefreshView"
    request = RefreshSerializer
    answer = SignedInSerializer


class RevokeScheme(OAuthScheme):
    """Revoking."""

    target_class = "status_ref.signins.api.RevokeView"
    answer = OpenApiResponse(description="The token is good for nothing now.")


class AskingSchema(AutoSchema):
    """Schema class of the view whose caller has to be somebody: its 400 is OAuth's or a problem."""

    def get_operation(self, *args: Any) -> dict[str, Any] | None:
        """Add the problem of malformed credentials to OAuth's errors; other content is one of these."""
        operation: Any = super().get_operation(*args)
        del operation["responses"]["415"]
        problem = Responses(self.view, args[-1]).of(self.get_refusals())["400"]
        operation["responses"]["400"]["content"] |= problem["content"]
        return operation  # type: ignore[no-any-return]


class IntrospectScheme(OAuthScheme):
    """Asking about a token."""

    target_class = "status_ref.signins.api.IntrospectView"
    answer = INTROSPECTION
    schema = AskingSchema


class ListSchema(AutoSchema):
    """Schema class of the list, which can be asked to end what it does not understand."""

    def get_refusals(self) -> Iterable[Refusal]:
        """Refuse a word that is neither true nor false."""
        neither = (exceptions.ValidationError({"all": ["It is true or false."]}),)
        return (*super().get_refusals(), *(neither if self.method == "DELETE" else ()))

    def get_operation_id(self) -> str:
        """Tell ending many from ending one."""
        named: str = super().get_operation_id()
        return f"{named}_many" if self.method == "DELETE" else named


class SignInsScheme(OpenApiViewExtension):
    """The list of an owner's sign-ins."""

    target_class = "status_ref.signins.listing.SignInsView"

    def view_replacement(self) -> Any:
        """Describe the endpoint."""
        everything = OpenApiParameter("all", bool, description="End this one, too.")

        @extend_schema(methods=["GET"], responses=ListedSerializer(many=True))
        @extend_schema(methods=["DELETE"], parameters=[everything], responses={204: None})
        class Described(self.target):  # type: ignore[name-defined, misc]
            schema = ListSchema()

        return Described


class OneSchema(AutoSchema):
    """Schema class of one sign-in, which may be nobody's."""

    def get_refusals(self) -> Iterable[Refusal]:
        """Refuse to say whether it is somebody else's."""
        return (*super().get_refusals(), exceptions.NotFound())


class SignInScheme(OpenApiViewExtension):
    """Ending one sign-in by its name."""

    target_class = "status_ref.signins.listing.SignInView"

    def view_replacement(self) -> Any:
        """Describe the endpoint."""

        @extend_schema(responses={204: None})
        class Described(self.target):  # type: ignore[name-defined, misc]
            schema = OneSchema()

        return Described
