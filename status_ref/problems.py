"""Problems of a site's own types, raised by name: ``raise Problem("billing/out-of-credit", balance=3)``.

Title, status and code come from the file of the type in a folder of ``CONTENT_DIRS``; the ``type`` is the
address of its page. ``rest.handler`` answers with them in Django REST Framework, ``ProblemMiddleware``
elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from status_ref import links
from status_ref.catalog import prose
from status_ref.http import problems
from status_ref.views.reference import catalog

TAKEN = {"type", "title", "status", "instance", "code", "next", "docs"}
"""Members that say what they say everywhere; ``detail`` is an argument."""
UNCHALLENGED = 403
"""Nothing to ask for: a 401 must not go out (RFC 9110, Section 15.5.2)."""


class Problem(Exception):
    """One occurrence of a problem type of this site."""

    def __init__(
        self, name: str, /, detail: str = "", *, fields: Mapping[str, str] | None = None, **members: object
    ) -> None:
        """Look the type up.

        Args:
            name: of the type, ``billing/out-of-credit`` for ``problems/billing/out-of-credit.md``.
            detail: what happened this time; without it, what happens every time (RFC 9457, Section 3.1.4).
            fields: of the answer, such as ``{"Retry-After": "60"}``.
            members: what else programs are told; what JSON can say (RFC 9457, Section 3.2).

        Raises:
            LookupError: there is no such type.
            TypeError: a member has the name of one that is set already.

        """
        kind = catalog().ours.problem(name)
        if kind is None:
            known = ", ".join(one.name for one in catalog().ours.problems()) or "none"
            raise LookupError(f"There is no problem type {name}; known are {known}.")
        if taken := TAKEN & members.keys():
            raise TypeError(f"{', '.join(sorted(taken))} cannot be given: the file of the type says it.")
        super().__init__(name)
        self.kind = kind
        self.detail = detail or prose.plain(kind.lead)
        self.fields = dict(fields or {})
        self.members = members

    def document(self, request: HttpRequest | None = None, status: int | None = None) -> problems.Problem:
        """Describe it; without a page to link to it is ``about:blank`` with the phrase of its status.

        Args:
            request: whose origin counts in DEBUG.
            status: on the wire, where it is not that of the type.

        """
        status = status or self.kind.status
        page, docs = links.problem(self.kind.name, request), links.page(status, None, request)
        said = {"code": self.kind.code, "next": self.kind.next, "docs": docs}
        return problems.Problem(
            status=status,
            type=page or problems.BLANK,
            title=self.kind.title if page else problems.phrase(status),
            detail=self.detail,
            instance=problems.occurrence(),
            extensions={name: value for name, value in said.items() if value} | self.members,
        )

    def headers(self, request: HttpRequest | None = None) -> dict[str, str]:
        """Give the fields of the answer: its own, and the page that helps (HTML, "Link type help")."""
        page = links.problem(self.kind.name, request)
        return {"Link": f'<{page}>; rel="help"'} | self.fields if page else self.fields

    def response(self, request: HttpRequest | None = None) -> HttpResponse:
        """Make the answer, for views that return it; a 401 without a challenge goes out as a 403."""
        status, headers = self.kind.status, self.headers(request)
        if status == 401 and "www-authenticate" not in map(str.lower, headers):
            status = UNCHALLENGED
        content = json.dumps(
            self.document(request, status).members(), cls=DjangoJSONEncoder, ensure_ascii=False
        )
        # Half of a pair, which a request in JSON can send (RFC 8259, Section 8.2), cannot be said in UTF-8.
        sent = content.encode(errors="replace")
        response = HttpResponse(sent, content_type=problems.MEDIA_TYPE, status=status, headers=headers)
        response.reason_phrase = problems.phrase(status)  # Python before 3.13 has those of older RFCs
        response.setdefault("Cache-Control", "no-store")
        return response


class ProblemMiddleware(MiddlewareMixin):
    """Answers a problem that a plain Django view raises; Django REST Framework has its exception handler."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer it, and leave everything else to Django."""
        return exception.response(request) if isinstance(exception, Problem) else None
