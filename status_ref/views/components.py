"""Every error as a component of OpenAPI: ``/status/openapi.json``, for documents of other APIs to refer to.

``$ref: 'https://example.com/status/openapi.json#/components/responses/Unauthorized401'``
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from status_ref.catalog import prose
from status_ref.catalog.model import Status
from status_ref.http.problems import MEDIA_TYPE
from status_ref.views.api import shared, written
from status_ref.views.live.answers import Answer, answer
from status_ref.views.live.responses import places
from status_ref.views.reference import catalog

ERRORS = 400
PROBLEM = {
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "default": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": ERRORS, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "docs": {"type": "string", "format": "uri", "description": "Address of the page on the status."},
    },
    "required": ["title", "status"],
}


@shared
def components(request: HttpRequest) -> HttpResponse:
    """Give a document that has nothing but components: a response for each error that is no vendor's."""
    errors = [status for status in catalog().every() if status.code >= ERRORS and not status.vendor]
    content = {
        "openapi": "3.1.0",
        "info": {
            "title": "HTTP errors",
            "description": "Responses to refer to, one for each error status.",
            "version": max(status.updated for status in errors).isoformat(),
        },
        "components": {
            "schemas": {"Problem": PROBLEM},
            "responses": {name(status): response(status, request) for status in errors},
        },
    }
    return HttpResponse(written(content), "application/json")


def name(status: Status) -> str:
    """Name the component of a status: ``Unauthorized401``."""
    return "".join(re.findall(r"[A-Za-z]+", status.phrase)) + str(status.code)


def response(status: Status, request: HttpRequest) -> dict[str, Any]:
    """Describe a response with the fields and the content of the live answer."""
    made = answer(status.code, MEDIA_TYPE, places(request, status.code))
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": json.loads(made.content)}
    return {
        "description": prose.plain(status.lead),
        "headers": dict(_headers(status, made)),
        "content": {MEDIA_TYPE: problem},
    }


def _headers(status: Status, made: Answer) -> Iterator[tuple[str, dict[str, Any]]]:
    required = re.findall(r"[A-Z][\w-]+", status.facts.get("required_response_fields", ""))
    values: dict[str, list[str]] = {}
    for field, value in made.fields:
        values.setdefault(field, []).append(value)
    del values["Content-Type"]  # OpenAPI has another place for it
    for field, given in values.items():
        examples = {str(number): {"value": value} for number, value in enumerate(given, 1)}
        yield field, {"required": field in required, "schema": {"type": "string"}, "examples": examples}
