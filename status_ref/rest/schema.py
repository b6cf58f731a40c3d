"""What drf-spectacular says of our authenticators; loaded when it is installed.

Classes derived from them are described alike, unless a project has an extension of its own for them.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from drf_spectacular.settings import spectacular_settings
from rest_framework_simplejwt import settings as simplejwt

from status_ref import links
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
    begin = _mounted("status_ref:live", "200")
    return _joined(result, _read("views/openapi.json"), "{live}", begin[:-3]) if begin else result


def with_reference(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add the JSON of the reference to a document; for ``POSTPROCESSING_HOOKS``, too."""
    begin = _mounted("status_ref:api")
    if begin is None:
        return result
    told = _read("views/api.json")
    told["components"]["schemas"] |= _reference_schemas()
    return _joined(result, told, "{status}", begin.removesuffix("api/"))


def _mounted(view: str, *arguments: str) -> str | None:
    try:
        path = reverse(view, args=arguments)
    except NoReverseMatch:
        return None
    return links.inside(path)  # the prefix belongs to the servers of the document


def _joined(result: dict[str, Any], told: dict[str, Any], mark: str, begin: str) -> dict[str, Any]:
    paths = {path.replace(mark, begin): item for path, item in told["paths"].items()}
    result["paths"] = result.get("paths", {}) | paths
    components = result.setdefault("components", {})
    for kind, parts in told["components"].items():
        components[kind] = components.get(kind, {}) | parts
    return result


def _read(file: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files("status_ref").joinpath(file).read_text(encoding="utf-8"))
    return told


def _reference_schemas() -> dict[str, Any]:
    """Give the published schema as components, with the names and references of OpenAPI."""
    schema = _read("catalog/status.schema.json")
    parts = {"": schema, **schema.pop("$defs")}
    named = {_component(name): part for name, part in parts.items()}
    for keyword in ("$schema", "title"):
        del schema[keyword]
    references = re.compile(r'"#(?:/\$defs/(\w+))?"')
    written = references.sub(
        lambda found: f'"#/components/schemas/{_component(found[1] or "")}"', json.dumps(named)
    )
    told: dict[str, Any] = json.loads(written)
    return told


def _component(name: str) -> str:
    return "HttpStatus" + "".join(word.title() for word in name.split("_"))
