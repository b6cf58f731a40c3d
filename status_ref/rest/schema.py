"""What drf-spectacular says of our authenticators; loaded when it is installed.

Classes derived from them are described alike, unless a project has an extension of its own for them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.settings import spectacular_settings

from status_ref.rest.demands import scope_choices


class BearerScheme(OpenApiAuthenticationExtension):
    """A bearer token (RFC 6750)."""

    target_class = "status_ref.rest.authentication.BearerAuthentication"
    match_subclasses = True
    priority = -1
    name = "bearer"

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Name the scopes that an operation needs; one of the alternatives is enough.

        OpenAPI 3.0 demands an empty list for this kind of scheme, later versions allow names in it.
        """
        if spectacular_settings.OAS_VERSION.startswith("3.0"):
            return [{self.name: []}]
        return [{self.name: list(scopes)} for scopes in scope_choices(auto_schema.view.get_permissions())]

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002
        """Describe the scheme."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class BasicScheme(OpenApiAuthenticationExtension):
    """A name and a password (RFC 7617)."""

    target_class = "status_ref.rest.authentication.BasicAuthentication"
    match_subclasses = True
    priority = -1
    name = "basic"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002
        """Describe the scheme."""
        return {"type": "http", "scheme": "basic"}


class SessionScheme(OpenApiAuthenticationExtension):
    """Django's session cookie."""

    target_class = "status_ref.rest.authentication.SessionAuthentication"
    match_subclasses = True
    priority = -1
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ARG002
        """Describe the scheme."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
