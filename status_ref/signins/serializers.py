"""What the sign-in endpoints take and give."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from status_ref.conf import conf
from status_ref.signins.tokens import AccessToken, RefreshToken


class SignInSerializer(serializers.Serializer[Any]):
    """A name, a password, and the scopes that are wanted (all, when none are named)."""

    username = serializers.CharField(max_length=512, required=False, trim_whitespace=False)
    password = serializers.CharField(
        max_length=4096,
        required=False,
        trim_whitespace=False,
        write_only=True,
        style={"input_type": "password"},
    )
    scope = serializers.CharField(required=False, allow_blank=True, max_length=1024)

    def validate_scope(self, value: str) -> tuple[str, ...]:
        """Refuse scopes that this service does not know."""
        unknown = set(value.split()) - set(conf.SCOPES)
        if unknown:
            raise serializers.ValidationError(f"Unknown scope. Known are: {' '.join(conf.SCOPES)}.")
        return tuple(scope for scope in conf.SCOPES if scope in value.split())


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


def signed_in(access: AccessToken, refresh: RefreshToken) -> dict[str, Any]:
    """Write the members of a successful answer."""
    return {
        "access_token": str(access),
        "token_type": "Bearer",
        "expires_in": int(access.lifetime.total_seconds()),
        "refresh_token": str(refresh),
        "scope": " ".join(access.scope),
    }
