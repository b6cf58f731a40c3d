"""Refusals in the OpenAPI document of a project: 401, 403, 429 and the like, with their fields and problems.

Name the class where drf-spectacular's own would stand::

    REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "status_ref.rest.openapi.AutoSchema"}

What a view documents itself stays as it is. A view with the exception handler of DRF gets nothing: what is
described here is what ours answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from drf_spectacular import openapi
from drf_spectacular.plumbing import ComponentRegistry
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import exception_handler as handler_of_drf

from status_ref.http.challenges import Challenge
from status_ref.http.failures import Failure
from status_ref.http.problems import MEDIA_TYPE, phrase
from status_ref.responses import FIELD
from status_ref.rest import components
from status_ref.rest.challenges import ChallengingAuthentication, gather
from status_ref.rest.components import Schema, code_of, status_of
from status_ref.rest.demands import needs_of
from status_ref.rest.needs import NOTHING, Needs
from status_ref.rest.refusals import OF_CONTENT, Refusal, refusals

CACHE, RETRY = "Cache-Control", "Retry-After"
HEADERS: Mapping[str, Schema] = {
    FIELD: {
        "description": "What to send instead, one challenge a line (RFC 9110, Section 11.6.1).",
        "schema": {"type": "string"},
    },
    CACHE: {"schema": {"type": "string"}, "example": "no-store"},
    RETRY: {
        "description": "How many seconds to wait (RFC 9110, Section 10.2.3).",
        "schema": {"type": "integer", "minimum": 0},
    },
}
SENTENCES: Mapping[int, str] = {
    400: "The request is malformed.",
    401: "Credentials are missing, or those that were sent do not do.",
    403: "The request is understood and refused.",
    415: "The content is of a type that is not read here.",
    429: "There were too many requests or attempts.",
    503: "Credentials cannot be checked at the moment.",
}


class DocumentsRefusals:
    """Mixin that adds refusals to a schema class of drf-spectacular's kind; it stands before that class."""

    view: Any
    method: str

    def get_refusals(self) -> Iterable[Refusal]:
        """Give what the operation can refuse; override it to add what the view raises in its own code."""
        return refusals(self.view, self.method)

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        """Describe an operation, its refusals included."""
        operation: Schema | None = super().get_operation(path, path_regex, path_prefix, method, registry)  # type: ignore[misc]
        if operation is not None and self.view.get_exception_handler() is not handler_of_drf:
            read = OF_CONTENT if "requestBody" in operation else ()
            added = Responses(self.view, registry).of([*self.get_refusals(), *read])
            operation["responses"] = _beside(operation["responses"], added)
        return operation


class AutoSchema(DocumentsRefusals, openapi.AutoSchema):
    """drf-spectacular's schema class, with the refusals of each operation."""


class Responses:
    """Writes what a view refuses; what views share goes to the registry of the document."""

    def __init__(self, view: Any, registry: ComponentRegistry) -> None:
        """Take a view as drf-spectacular has prepared it, with a request of the method in question."""
        self.view, self.registry = view, registry
        self.needs = [needs for permission in view.get_permissions() for needs in needs_of(permission)]
        self.challenges = self._challenges()

    def of(self, refusals: Iterable[Refusal]) -> dict[str, Schema]:
        """Describe one response for each status."""
        grouped: dict[int, list[Refusal]] = {}
        for refusal in {code_of(refusal): refusal for refusal in refusals}.values():
            grouped.setdefault(self._status(refusal), []).append(refusal)
        return {str(status): self._response(status, grouped[status]) for status in grouped}

    def _status(self, refusal: Refusal) -> int:
        # Without anything to ask for, a 401 must not go out (RFC 9110, Section 15.5.2).
        status = status_of(refusal)
        return 403 if status == 401 and not self.challenges else status

    def _response(self, status: int, refused: list[Refusal]) -> Schema:
        schema = components.problem(self.registry, status, map(code_of, refused))
        http = self._request()._request
        examples = {code_of(one): components.example(self.registry, one, status, http) for one in refused}
        headers = dict(self._headers(status, refused))
        return {
            "description": " ".join(self._sentences(status, refused)),
            **({"headers": headers} if headers else {}),
            "content": {MEDIA_TYPE: {"schema": schema, "examples": examples}},
        }

    def _sentences(self, status: int, refused: list[Refusal]) -> Iterator[str]:
        yield SENTENCES.get(status) or f"{phrase(status)}."
        for needs in self.needs:
            if needs.failure in refused:
                yield f"`{needs.failure.code}`: {_demand(needs)}."

    def _headers(self, status: int, refused: list[Refusal]) -> Iterator[tuple[str, Schema]]:
        has = [self._fields(refusal, status) for refusal in refused]
        for name, header in HEADERS.items():
            if any(name in fields for fields in has):
                required = all(fields.get(name) for fields in has)
                examples = self._examples(status, refused) if name == FIELD else {}
                yield name, header | {"required": required} | examples

    def _fields(self, refusal: Refusal, status: int) -> dict[str, bool]:
        """Name the fields that come with a refusal, and whether they always do."""
        failure = refusal if isinstance(refusal, Failure) else None
        fields = {}
        if self.challenges and (status == 401 or (failure and failure.error)):
            fields[FIELD] = True
        if failure or isinstance(refusal, exceptions.AuthenticationFailed):
            fields[CACHE] = True
        if status in {429, 503}:
            fields[RETRY] = failure is not None
        return fields

    def _examples(self, status: int, refused: list[Refusal]) -> Schema:
        shown = list(self.challenges) if status == 401 else []
        errors: dict[str, Failure] = {}
        for one in refused:
            if isinstance(one, Failure) and one.error and one.error not in errors:
                errors[one.error] = one
                shown += self._challenges(one)
        return {"examples": {_name(challenge): {"value": str(challenge)} for challenge in shown}}

    def _challenges(self, failure: Failure | None = None) -> tuple[Challenge, ...]:
        request = self._request()
        needs = next((needs for needs in self.needs if needs.failure is failure), NOTHING)
        for authenticator in request.authenticators or ():
            if isinstance(authenticator, ChallengingAuthentication):
                authenticator.failure, authenticator.needs = failure, needs
        return gather(request)

    def _request(self) -> Request:
        # Not drf-spectacular's: that one has the fields of whoever asks for the document.
        asked = self.view.request
        host = {name: asked.META[name] for name in ("HTTP_HOST",) if name in asked.META}
        http = APIRequestFactory().generic(asked.method, asked.path, **host)
        request: Request = self.view.initialize_request(http)
        return request


def _beside(own: Schema, added: Schema) -> Schema:
    left = {status: response for status, response in added.items() if not _covered(status, own)}
    return dict(sorted((own | left).items()))


def _covered(status: str, own: Schema) -> bool:
    return bool({status, f"{status[0]}XX", "default"} & own.keys())


def _demand(needs: Needs) -> str:
    demands = []
    if needs.scope:
        demands.append(f"the token needs the scope {_listed(needs.scope)}")
    if needs.max_age is not None:
        demands.append(f"the sign-in may be {needs.max_age} seconds old at most")
    if needs.acr_values:
        demands.append(f"the sign-in has to be of a class in {_listed(needs.acr_values)}")
    return ", ".join(demands)


def _listed(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def _name(challenge: Challenge) -> str:
    error = challenge.params.get("error")
    return f"{challenge.scheme} {error}" if error else challenge.scheme
