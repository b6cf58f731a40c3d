"""What drf-spectacular says of our authenticators; loaded when it is installed.

Classes derived from them are described alike, unless a project has an extension of its own for them.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.settings import spectacular_settings
from rest_framework_simplejwt import settings as simplejwt

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
        """Describe the scheme; as a key, where simplejwt's settings have another word or field for it."""
        field: str = simplejwt.api_settings.AUTH_HEADER_NAME
        return build_bearer_security_scheme_object(field, self.target.schemes()[0], "JWT")


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


def with_live_answers(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add the live answers to a document; for ``POSTPROCESSING_HOOKS`` of drf-spectacular.

    They are plain Django views, which it does not see. Where none are mounted, nothing is added.
    """
    try:
        mounted = reverse("status_ref:live", args=["200"]).removesuffix("200")
    except NoReverseMatch:
        return result
    live = "/" + mounted.removeprefix(
        get_script_prefix()
    )  # the prefix belongs to the servers of the document
    told = json.loads(files("status_ref").joinpath("views/openapi.json").read_text(encoding="utf-8"))
    paths = {path.replace("{live}", live): item for path, item in told["paths"].items()}
    result["paths"] = result.get("paths", {}) | paths
    schemas = result.setdefault("components", {}).setdefault("schemas", {})
    schemas |= told["components"]["schemas"]
    return result
