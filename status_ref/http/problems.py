"""Problem details: the body of an answer that says no (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Self
from uuid import uuid4

from status_ref.http.failures import Failure
from status_ref.http.syntax import Malformed

MEDIA_TYPE = "application/problem+json"
BLANK = "about:blank"

# The standard library of Python 3.11 still has the phrases that RFC 9110 replaced.
PHRASES = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


def phrase(status: int) -> str:
    """Give the registered phrase of a status, or ``Unassigned``."""
    if status in PHRASES:
        return PHRASES[status]
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unassigned"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, for programs and people.

    ``status`` equals the status on the wire (RFC 9457, Section 3.1.2); with ``type`` left blank the title
    is the registered phrase (Section 4.2.1). ``extensions`` holds further members, such as ``code``.
    """

    status: int
    type: str = BLANK
    title: str = ""
    detail: str = ""
    instance: str = ""
    extensions: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the value safe to share."""
        object.__setattr__(self, "extensions", MappingProxyType(dict(self.extensions)))

    @classmethod
    def of(
        cls, failure: Failure, *, status: int | None = None, page: str | None = None, docs: str | None = None
    ) -> Self:
        """Describe one occurrence of a failure.

        Args:
            failure: what happened.
            status: the status on the wire, where it is not the failure's own.
            page: absolute URL of the section that explains the failure; becomes the ``type``.
            docs: absolute URL of the whole page.

        """
        status = failure.status if status is None else status
        extensions = {"code": failure.code, "next": failure.next.value}
        if docs:
            extensions["docs"] = docs
        return cls(
            status=status,
            type=page or BLANK,
            title=failure.title if page else phrase(status),
            detail=failure.detail,
            instance=occurrence(),
            extensions=extensions,
        )

    @classmethod
    def parse(cls, content: str | bytes) -> Self:
        """Read a problem document; members of the wrong type are ignored (RFC 9457, Section 3.1).

        Raises:
            Malformed: the content is not a JSON object.

        """
        try:
            document = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise Malformed("a JSON object expected", 0) from error
        if not isinstance(document, dict):
            raise Malformed("a JSON object expected", 0)
        status = document.pop("status", None)
        texts = {name: document.pop(name, "") for name in ("type", "title", "detail", "instance")}
        known = {name: text for name, text in texts.items() if isinstance(text, str) and text}
        return cls(status=status if type(status) is int else 0, **known, extensions=document)

    def members(self) -> dict[str, Any]:
        """Give the members of the document in the order in which they are written."""
        standard = {
            "type": self.type,
            "title": self.title or phrase(self.status),
            "status": self.status,
            "detail": self.detail,
            "instance": self.instance,
        }
        return {name: value for name, value in standard.items() if value} | dict(self.extensions)

    def indented(self) -> str:
        """Write the document for people, one member to a line."""
        return json.dumps(self.members(), indent=2, ensure_ascii=False)

    def __str__(self) -> str:
        """Write the document."""
        return json.dumps(self.members(), ensure_ascii=False)


def occurrence() -> str:
    """Name one occurrence of a problem, as ``instance`` wants it (RFC 9457, Section 3.1.5)."""
    return uuid4().urn
