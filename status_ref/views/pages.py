"""The reference: an index of all codes and a page for each. Public, and the same for everyone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from status_ref import links
from status_ref.catalog import markdown, prose, snippets, text
from status_ref.catalog.causes import KnownCause, causes
from status_ref.catalog.model import Reading, Status
from status_ref.conf import conf
from status_ref.http.failures import FAILURES, Failure
from status_ref.views.live.answers import answer
from status_ref.views.live.views import places
from status_ref.views.reference import catalog

MAX_AGE = 3600
FAMILIES = {1: "Informational", 2: "Success", 3: "Redirection", 4: "Client error", 5: "Server error"}
ACTS = {
    "client": "the client",
    "server": "the server",
    "both": "both sides",
    "proxy": "whoever runs the proxy",
    "nobody": "nobody has to",
}
RFC = re.compile(r"RFC (\d+)(?:, Section ([\d.]+))?")
FACTS = {
    "spec": "Defined in",
    "registry_note": "Registry note",
    "retry_semantics": "Repeating the request",
    "heuristically_cacheable": "Cacheable without being told",
    "response_content": "Content of the answer",
    "required_response_fields": "Fields it must carry",
    "recommended_response_fields": "Fields it should carry",
    "applies_to_methods": "Methods",
}


@login_not_required
# Django checks forms before it looks at the method; where no form is taken, the 405 says more than its 403.
@csrf_exempt
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show all codes by class, or those that fit ``?q=``."""
    query = request.GET.get("q", "")[:100].strip()
    found = catalog().search(query) if query else catalog().every()
    families = [
        {"digit": digit, "name": name, "statuses": [status for status in found if status.family == digit]}
        for digit, name in FAMILIES.items()
    ]
    context = {"families": [f for f in families if f["statuses"]], "query": query, "count": len(found)}
    return _public(request, render(request, "status_ref/index.html", context))


@login_not_required
@csrf_exempt
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everything about one code."""
    status = catalog().get(slug)
    if status is None:
        raise Http404(f"There is no page for {slug[:40]}.")
    return _public(request, render(request, "status_ref/page.html", _context(status, request)))


@login_not_required
@csrf_exempt
@require_safe
def all_causes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every known cause of a status, by the place where it goes wrong."""
    status = catalog().get(slug)
    found = causes(slug) if status else ()
    if status is None or not found:
        raise Http404(f"There are no causes collected for {slug[:40]}.")
    told = [(place.name, [_known(cause) for cause in place.causes]) for place in found]
    context = {"status": status, "places": told, "count": sum(len(place.causes) for place in found)}
    return _public(request, render(request, "status_ref/causes.html", context))


def _known(cause: KnownCause) -> dict[str, Any]:
    marked = {name: prose.inline(getattr(cause, name)) for name in ("title", "see", "fix", "source")}
    return {"id": cause.id, "url": cause.url, **marked}


@login_not_required
@csrf_exempt
@require_safe
def source(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the same as Markdown, or as text that is good to read in a terminal."""
    status = catalog().get(slug)
    if status is None:
        raise Http404(f"There is no page for {slug[:40]}.")
    told = markdown.write(status)
    if form == "txt":
        return _public(request, HttpResponse(text.write(told), "text/plain; charset=utf-8"))
    return _public(request, HttpResponse(told, "text/markdown; charset=utf-8"))


@login_not_required
@csrf_exempt
@require_safe
def examples(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the code examples of a status in every language."""
    status = catalog().get(slug)
    handle = _examples(status, "handle", request) if status else []
    if status is None or not handle:
        raise Http404(f"There are no examples for {slug[:40]}.")
    context = {
        "status": status,
        "family": FAMILIES.get(status.family, ""),
        "spec_url": spec_url(status.spec),
        "handle": handle,
        "send": _examples(status, "send", request),
        "live": _live(status, request),
    }
    return _public(request, render(request, "status_ref/examples.html", context))


def _public(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    # The address decides alone, so any cache may keep the page and ask with its ETag whether it still holds.
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return cast("HttpResponse", get_conditional_response(request, etag=etag, response=response))


@dataclass(frozen=True, slots=True)
class FailureSection:
    """What a page says about one failure: prose where it has been written, else the words of the table."""

    failure: Failure
    title: str
    html: str


def _context(status: Status, request: HttpRequest) -> dict[str, Any]:
    statuses = catalog().every()
    position = statuses.index(status)
    handle = _examples(status, "handle", request)
    return {
        "status": status,
        "fallback": catalog().is_fallback(status.slug),
        "family": FAMILIES.get(status.family, ""),
        "acts": ACTS[status.acts],
        "lead": prose.inline(status.lead),
        "description": prose.plain(status.lead),
        "spec_url": spec_url(status.spec),
        "sections": {name: prose.block(text) for name, text in status.sections.items()},
        "causes": _causes(status),
        "more_causes": sum(len(place.causes) for place in causes(status.slug)),
        "failures": list(_failures(status)),
        "questions": [(item, prose.block(item.body)) for item in status.questions],
        "setup": [(item, prose.block(item.body)) for item in status.setup],
        "related": _related(status),
        "handle": [example for example in handle if example["own"] or example["main"]],
        "languages": len(handle),
        "send": _examples(status, "send", request),
        "reading": [(entry, prose.inline(entry.note)) for entry in _reading(status)],
        "facts": list(_facts(status)),
        "live": _live(status, request),
        "answer": answer(status.code, None, places(request, status.code)) if status.code >= 200 else None,
        "previous": statuses[position - 1] if position else None,
        "next": statuses[position + 1] if position + 1 < len(statuses) else None,
    }


def _causes(status: Status) -> list[dict[str, Any]]:
    return [
        {
            "anchor": cause.anchor,
            "title": cause.title,
            "see": prose.inline(cause.see),
            "check": prose.inline(cause.check),
            "fix": prose.inline(cause.fix),
            "failure": FAILURES.get(cause.anchor),
        }
        for cause in status.causes
    ]


def _failures(status: Status) -> Iterator[FailureSection]:
    written = {item.anchor: item for item in status.failures}
    explained = {cause.anchor for cause in status.causes}
    for failure in FAILURES.values():
        if str(failure.status) != status.slug or failure.code in explained:
            continue
        item = written.get(failure.code)
        yield FailureSection(
            failure,
            item.title if item else failure.title,
            prose.block(item.body if item else failure.detail),
        )


def _related(status: Status) -> list[tuple[Status, str]]:
    found = ((catalog().get(related.slug), prose.inline(related.difference)) for related in status.related)
    return [(other, difference) for other, difference in found if other is not None]


def _live(status: Status, request: HttpRequest) -> str:
    return (links.origin(request) or "") + reverse("status_ref:live", args=[status.code])


def _examples(status: Status, purpose: str, request: HttpRequest) -> list[dict[str, Any]]:
    address = _live(status, request) if links.origin(request) else None
    found = (snippets.filled(example, status, address) for example in snippets.examples(status.slug, purpose))
    return [asdict(example) | {"html": prose.highlight(example.code, example.lexer)} for example in found]


def _reading(status: Status) -> list[Reading]:
    spec = Reading(title=status.spec, url=spec_url(status.spec) or "", note="the definition")
    own = (Reading(**{str(k): str(v) for k, v in entry.items()}) for entry in conf.READING)
    return [spec, *status.reading, *own]


def _facts(status: Status) -> Iterator[tuple[str, str]]:
    yield FACTS["spec"], status.spec
    for name, label in FACTS.items():
        if name in status.facts:
            yield label, status.facts[name]
    if status.former_phrases:
        yield "Former phrases", ", ".join(status.former_phrases)


def spec_url(spec: str) -> str | None:
    """Give the address of a specification such as ``RFC 9110, Section 15.5.2``; None for a draft."""
    if spec.startswith("draft-"):
        return f"https://datatracker.ietf.org/doc/{spec.split(',', maxsplit=1)[0].rsplit('-', 1)[0]}/"
    found = RFC.match(spec)
    if found is None:
        return None
    section = f"#section-{found[2].rstrip('.')}" if found[2] else ""
    return f"https://www.rfc-editor.org/rfc/rfc{found[1]}{section}"
