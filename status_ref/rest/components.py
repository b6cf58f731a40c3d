"""What the refusals of an API have in common in its OpenAPI document: the problem, its codes, its examples.

Each is a component that the responses refer to. Enumerations are components of their own: drf-spectacular
gives names to those that stand in a property, and would rename a project's own ``StatusEnum`` for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from rest_framework import exceptions

from status_ref import links
from status_ref.http.failures import FAILURES, Failure, Next
from status_ref.http.problems import BLANK, Problem
from status_ref.rest.refusals import OF_CONTENT, Refusal

Schema = dict[str, Any]

PROPERTIES: Schema = {
    "type": {
        "type": "string",
        "format": "uri",
        "description": f"Address of the section that explains the problem, or `{BLANK}`.",
    },
    "title": {"type": "string"},
    "status": {"type": "integer", "description": "The status of the response."},
    "detail": {"type": "string"},
    "instance": {"type": "string", "format": "uri", "description": "Names this occurrence."},
    "code": {"type": "string", "description": "Names what happened, for programs."},
    "docs": {"type": "string", "format": "uri", "description": "Address of the page on the status."},
    "errors": {
        "description": "With the code `invalid`: the fields that need another value, and why.",
        "anyOf": [{"type": "object", "additionalProperties": {}}, {"type": "array", "items": {}}],
    },
}
REQUIRED = ["type", "title", "status", "code"]
WITHOUT_FAILURE = (*OF_CONTENT, exceptions.Throttled())


def code_of(refusal: Refusal) -> str:
    """Give the ``code`` that the problem carries."""
    return refusal.code if isinstance(refusal, Failure) else str(refusal.default_code)


def status_of(refusal: Refusal) -> int:
    """Give the status of its own, which is what goes out where there is a challenge."""
    return refusal.status if isinstance(refusal, Failure) else refusal.status_code


def codes_of(status: int) -> list[str]:
    """Give every code that this project knows for a status."""
    failures = [failure.code for failure in FAILURES.values() if failure.status == status]
    return failures + [code_of(refusal) for refusal in WITHOUT_FAILURE if status_of(refusal) == status]


def problem(registry: ComponentRegistry, status: int, codes: Iterable[str]) -> Schema:
    """Refer to the problem, or to that of the status, which narrows the code down.

    The narrow one serves where its codes are all that the response can have: what another package's
    authenticator raises comes with a code of its own.
    """
    known = codes_of(status)
    steps = _register(registry, "ProblemNext", {"type": "string", "enum": [step.value for step in Next]})
    schema = {"type": "object", "properties": {**PROPERTIES, "next": steps}, "required": REQUIRED}
    anything = _register(registry, "Problem", {"description": "What went wrong (RFC 9457).", **schema})
    if not set(codes) <= set(known):
        return anything
    code = _register(registry, f"Problem{status}Code", {"type": "string", "enum": known})
    narrow = {"allOf": [anything, {"type": "object", "properties": {"code": code}}]}
    return _register(registry, f"Problem{status}", narrow)


def example(registry: ComponentRegistry, refusal: Refusal, status: int, request: HttpRequest) -> Schema:
    """Refer to an example of the problem, in the words that really come back."""
    members = _occurrence(refusal, status, request).members()
    # Each occurrence has a name of its own, and a document that changes each time cannot be compared.
    content: Schema = {"value": {name: value for name, value in members.items() if name != "instance"}}
    if isinstance(refusal, Failure):
        content = {"summary": refusal.title, **content}
    code = code_of(refusal)
    name = code if status == status_of(refusal) else f"{code}-{status}"
    return _register(registry, name, content, ResolvedComponent.EXAMPLE)


def _occurrence(refusal: Refusal, status: int, request: HttpRequest) -> Problem:
    docs = links.page(status, None, request)
    if isinstance(refusal, Failure):
        page = links.page(refusal.status, refusal.code, request)
        return Problem.of(refusal, status=status, page=page, docs=docs)
    invalid = isinstance(refusal, exceptions.ValidationError)
    extensions = {"code": code_of(refusal), "errors": refusal.detail if invalid else None, "docs": docs}
    return Problem(
        status=status,
        detail="" if invalid else str(refusal.detail),
        extensions={name: value for name, value in extensions.items() if value},
    )


def _register(
    registry: ComponentRegistry, name: str, content: Schema, kind: str = ResolvedComponent.SCHEMA
) -> Schema:
    component = ResolvedComponent(name=name, type=kind, schema=content, object=Problem)
    registry.register_on_missing(component)
    reference: Schema = component.ref
    return reference
