"""The reference for programs: JSON at ``/status/401.json`` and below ``/status/api/``.

Nothing here is anybody's secret, so scripts of every origin may read it (Fetch standard, "CORS protocol").
All codes in short are one answer of a few kilobytes, so no list is cut into pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from status_ref import links
from status_ref.catalog import snippets
from status_ref.catalog.causes import causes
from status_ref.catalog.document import causes_document, document, item, problem_item, schema
from status_ref.catalog.model import Status
from status_ref.http.failures import FAILURES
from status_ref.http.problems import MEDIA_TYPE, Problem
from status_ref.views import ours, queries, searching
from status_ref.views.public import asking, public
from status_ref.views.queries import BadQuery
from status_ref.views.reference import catalog

View = Callable[..., HttpResponse]

SCHEMA = "application/schema+json"
SAFE = ("GET", "HEAD")
METHODS = ", ".join((*SAFE, "OPTIONS"))
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link"}
SHORT = {"html": "page", "detail": "api-code"}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    # The wildcard does not mean Authorization, which some clients send wherever they go.
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Max-Age": "7200",
}


def shared(view: View) -> View:
    """Make a public view one that scripts of every origin may call, and whose errors are problems."""
    return _shared(public(_opening(view)))  # whoever keeps the answer keeps these fields with it


def asked(view: View) -> View:
    """Make the same of a view whose answer depends on its query."""
    return _shared(asking(_opening(view)))


def _shared(kept: View) -> View:
    @wraps(kept)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in SAFE:
            response = problem(request, 405, f"This address takes {METHODS}.")
            response["Allow"] = METHODS
            return response
        return kept(request, *args, **kwargs)

    return _opening(answered)


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204, headers=PREFLIGHT)
    del response["Content-Type"]
    return response


def _opening(view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in OPEN.items():
            response[name] = value
        return response

    return opened


@asked
def codes(request: HttpRequest) -> HttpResponse:
    """List the codes in short, or those that fit the filters ``class``, ``kind``, ``acts`` and ``q``."""
    try:
        statuses = queries.chosen(catalog(), request.GET, searching.asked(request))
    except BadQuery as error:
        return _refused(request, error)
    items = [item(status) | {"links": _short(status, request)} for status in statuses]
    return _json(request, {"count": len(items), "statuses": items}, "list")


@shared
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """Give everything about one code."""
    status = catalog().get(slug)
    return json_form(status, request) if status else _unknown(request, slug)


@shared
def known_causes(request: HttpRequest, slug: str) -> HttpResponse:
    """Give all known causes of a code, by the place where it goes wrong."""
    status = catalog().get(slug)
    if status is None:
        return _unknown(request, slug)
    known = causes(slug)
    if not known:
        return problem(request, 404, f"No causes beyond those of its page are collected for {slug}.")
    return _json(request, causes_document(status, known) | {"links": places(status, request)}, "causes")


@asked
def searched(request: HttpRequest) -> HttpResponse:
    """Give what fits ``?q=``, the best first."""
    try:
        queries.check_search(request.GET)
    except BadQuery as error:
        return _refused(request, error)
    text = searching.asked(request)
    hits = searching.told(text)
    return _json(request, {"query": text, "count": len(hits), "hits": hits}, "search")


@shared
def everything(request: HttpRequest) -> HttpResponse:
    """Give everything about every code, in one file."""
    told = [full(status, request) for status in catalog().every()]
    return _json(request, {"count": len(told), "statuses": told}, "all")


@shared
def schema_file(request: HttpRequest) -> HttpResponse:
    """Give the JSON Schema of all of these documents, under its own address where that is known."""
    site = links.origin(request)
    told = json.loads(schema())
    if site:
        told = {"$id": site + links.path("status_ref:schema")} | told
    return HttpResponse(written(told), SCHEMA)


@shared
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Say in the form of the API, too, that there is nothing."""
    hint = "" if rest.endswith("/") else " Addresses of the API end in a slash."
    return problem(request, 404, f"There is nothing at this address.{hint}")


def json_form(status: Status, request: HttpRequest) -> HttpResponse:
    """Give the page of a status as JSON."""
    return _json(request, full(status, request))


def full(status: Status, request: HttpRequest) -> dict[str, Any]:
    """Write a status with its error codes, and with what this site adds to it: words and addresses."""
    failures = (asdict(failure) for failure in FAILURES.values() if str(failure.status) == status.slug)
    told = document(replace(status, reading=(*status.reading, *ours.reading())), failures)
    note = catalog().ours.note(status.slug)
    if note:
        told["note"] = {"title": note.title, "body": note.body}
    told["problems"] = [problem_item(problem) for problem in ours.of_status(status)]
    return told | {"links": places(status, request)}


def places(status: Status, request: HttpRequest) -> dict[str, str]:
    """Tell where more about a status is: absolute where this site knows its own address."""
    names = {"html": "page", "detail": "api-code", "json": "json", "markdown": "markdown", "text": "text"}
    if causes(status.slug):
        names["causes"] = "api-causes"
    if any(snippets.examples(status.slug, "handle")):
        names["examples"] = "examples"
    told = {name: at(request, view, status.slug) for name, view in names.items()}
    return told | {"live": at(request, "live", str(status.code))}


def problem(request: HttpRequest, status: int, detail: str, **members: object) -> HttpResponse:
    """Answer that something is wrong with the request (RFC 9457)."""
    page = links.page(status, None, request)
    said = Problem(status, detail=detail, extensions={**members, **({"docs": page} if page else {})})
    fields = {"Cache-Control": "no-store"}
    return HttpResponse(written(said.members()), MEDIA_TYPE, status=status, headers=fields)


def _refused(request: HttpRequest, error: BadQuery) -> HttpResponse:
    return problem(request, 400, str(error), parameter=error.name, allowed=list(error.allowed))


def _unknown(request: HttpRequest, slug: str) -> HttpResponse:
    return problem(request, 404, f"There is no page for {slug[:40]}.")


def _short(status: Status, request: HttpRequest) -> dict[str, str]:
    return {name: at(request, view, status.slug) for name, view in SHORT.items()}


def _json(request: HttpRequest, content: object, part: str = "") -> HttpResponse:
    where = at(request, "schema") + (f"#/$defs/{part}" if part else "")
    fields = {"Link": f'<{where}>; rel="describedby"'}
    return HttpResponse(written(content), "application/json", headers=fields)


def at(request: HttpRequest, view: str, *args: str) -> str:
    """Give the address of a view of ours: absolute where this site knows its own."""
    return (links.origin(request) or "") + links.path(f"status_ref:{view}", *args)


def written(content: object) -> str:
    """Write JSON that people can read, too."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
