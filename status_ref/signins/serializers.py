"""What the sign-in endpoints take and give."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from status_ref.conf import conf
from status_ref.signins.models import SignIn
from status_ref.signins.rotation import token_of
from status_ref.signins.tokens import AccessToken


def usual_scopes() -> tuple[str, ...]:
    """Give the scopes of a sign-in that asks for none: those of the project, and that of its own sign-ins."""
    return tuple(dict.fromkeys((*conf.SCOPES, conf.SIGN_INS_SCOPE)))


class SignInSerializer(serializers.Serializer[Any]):
    """A name, a password, the scopes that are wanted (all the usual ones, when none is), and the client."""

    username = serializers.CharField(max_length=512, required=False, trim_whitespace=False)
    password = serializers.CharField(
        max_length=4096,
        required=False,
        trim_whitespace=False,
        write_only=True,
        style={"input_type": "password"},
    )
    scope = serializers.CharField(required=False, allow_blank=True, max_length=1024)
    client = serializers.CharField(
        required=False, allow_blank=True, max_length=512, help_text="What the list of sign-ins calls it."
    )

    def validate_scope(self, value: str) -> tuple[str, ...]:
        """Refuse scopes that this service does not know."""
        known = (*usual_scopes(), conf.INTROSPECTION_SCOPE)
        if not set(value.split()) <= set(known):
            raise serializers.ValidationError(f"Unknown scope. Known are: {' '.join(known)}.")
        return tuple(scope for scope in known if scope in value.split())


class SignedInSerializer(serializers.Serializer[Any]):
    """The successful answer (RFC 6749, Section 5.1)."""

    access_token = serializers.CharField()
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds until the access token expires.")
    refresh_token = serializers.CharField()
    scope = serializers.CharField(help_text="The scopes that were granted, separated by spaces.")


class RefreshSerializer(serializers.Serializer[Any]):
    """A refresh token grant (RFC 6749, Section 6)."""

    grant_type = serializers.CharField()
    refresh_token = serializers.CharField(max_length=8192)
    scope = serializers.CharField(required=False, allow_blank=True, max_length=1024)


class TokenSerializer(serializers.Serializer[Any]):
    """A token that is to be revoked or asked about (RFC 7009, Section 2.1; RFC 7662, Section 2.1)."""

    token = serializers.CharField(max_length=8192)
    token_type_hint = serializers.CharField(
        required=False, allow_blank=True, help_text="Only a hint: every type is looked for."
    )


class ListedSerializer(serializers.ModelSerializer[SignIn]):
    """A sign-in as its owner sees it."""

    id = serializers.CharField(source="sid")
    signed_in = serializers.DateTimeField(source="auth_time")
    this_one = serializers.SerializerMethodField(help_text="Whether this request belongs to it.")

    class Meta:
        """What tells one sign-in from another."""

        model = SignIn
        fields = ("id", "kind", "client", "scope", "signed_in", "last_used", "expires", "this_one")

    def get_this_one(self, sign_in: SignIn) -> bool:
        """Compare with the sign-in of the request."""
        return bool(sign_in.sid == self.context["sid"])


def signed_in(sign_in: SignIn, access: AccessToken) -> dict[str, Any]:
    """Write the members of a successful answer."""
    return {
        "access_token": str(access),
        "token_type": "Bearer",
        "expires_in": access.expires_in,
        "refresh_token": token_of(sign_in),
        "scope": " ".join(access.scope),
    }
