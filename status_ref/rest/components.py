"""What the refusals of an API have in common in its OpenAPI document: the problem, its codes, its examples.

Each is a component that the responses refer to. Enumerations are components of their own: drf-spectacular
gives names to those that stand in a property, and would rename a project's own ``StatusEnum`` for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent
from rest_framework import exceptions

from status_ref.http.failures import FAILURES, Failure, Next
from status_ref.http.problems import BLANK, Problem
from status_ref.rest.demands import Refusal
from status_ref.rest.refusals import OF_CONTENT

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
WITHOUT_FAILURE = (*OF_CONTENT, exceptions.Throttled(), exceptions.NotFound())


def codes_of(status: int) -> list[str]:
    """Give every code that this project knows for a status."""
    failures = [failure.code for failure in FAILURES.values() if failure.status == status]
    return failures + [exc.default_code for exc in WITHOUT_FAILURE if exc.status_code == status]


def problem(registry: ComponentRegistry, status: int, codes: Iterable[str]) -> Schema:
    """Refer to the problem, or to that of the status, which narrows the code down.

    The narrow one serves where its codes are all that the response can have: what another package's
    authenticator raises, or a permission of the project, comes with a code of its own.
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


def example(registry: ComponentRegistry, refusal: Refusal, occurrence: Problem) -> Schema:
    """Refer to an example of a failure, which is the same for every view, or write that of an exception."""
    # Each occurrence has a name of its own, and a document that changes each time cannot be compared.
    value = {name: member for name, member in occurrence.members().items() if name != "instance"}
    if not isinstance(refusal, Failure):
        return {"value": value}
    usual = occurrence.status == refusal.status
    name = refusal.code if usual else f"{refusal.code}-{occurrence.status}"
    content = {"summary": refusal.title, "value": value}
    return _register(registry, name, content, ResolvedComponent.EXAMPLE)


def _register(
    registry: ComponentRegistry, name: str, content: Schema, kind: str = ResolvedComponent.SCHEMA
) -> Schema:
    component = ResolvedComponent(name=name, type=kind, schema=content, object=Problem)
    registry.register_on_missing(component)
    reference: Schema = component.ref
    return reference
