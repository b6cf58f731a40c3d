"""What the profile API shows, and what may be changed through it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from rest_framework import serializers


class ProfileSerializer(serializers.ModelSerializer):  # type: ignore[type-arg]
    """The caller's own account."""

    class Meta:
        """Only what belongs to a profile: never rights, never the password."""

        model = get_user_model()
        fields: ClassVar[list[str]] = ["username", "email", "first_name", "last_name", "date_joined"]
        read_only_fields: ClassVar[list[str]] = ["username", "date_joined"]

    def validate_email(self, value: str) -> str:
        """Refuse to take the address away: the link that confirms a change has to go somewhere."""
        if not value and self.instance and self.instance.email:
            raise serializers.ValidationError("The address can be changed, and not be taken away.")
        return value

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        """Write what was sent and nothing else: the rest of the row may have changed since it was read."""
        for name, value in validated_data.items():
            setattr(instance, name, value)
        instance.save(update_fields=validated_data)
        return instance
