"""What the templates of the reference are told of a status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from status_ref import links
from status_ref.catalog import CONTENT, prose, snippets
from status_ref.catalog.causes import causes
from status_ref.catalog.clients import measured
from status_ref.catalog.model import Reading, Status
from status_ref.catalog.specs import spec_url
from status_ref.conf import conf
from status_ref.http.failures import FAILURES, Failure
from status_ref.views import metadata, ours
from status_ref.views.ladder import ladder
from status_ref.views.live.answers import answer
from status_ref.views.live.responses import places
from status_ref.views.reference import catalog
from status_ref.views.trying import Asked, form

FAMILIES = {1: "Informational", 2: "Success", 3: "Redirection", 4: "Client error", 5: "Server error"}
ACTS = {
    "client": "the client",
    "server": "the server",
    "both": "both sides",
    "proxy": "whoever runs the proxy",
    "nobody": "nobody has to",
}
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


@dataclass(frozen=True, slots=True)
class FailureSection:
    """What a page says about one failure: prose where it has been written, else the words of the table."""

    failure: Failure
    title: str
    html: str


def everything(status: Status, request: HttpRequest) -> dict[str, Any]:
    """Tell the page of a status all that stands on it."""
    return {
        "status": status,
        "metadata": metadata.of_page(status, request),
        "fallback": catalog().is_fallback(status.slug),
        "edit_url": edit_url(status),
        **_head(status),
        **_words(status),
        **_examples(status, request),
        **_answers(status, request),
        **_neighbours(status),
    }


def _head(status: Status) -> dict[str, Any]:
    return {
        "family": FAMILIES.get(status.family, ""),
        "acts": ACTS[status.acts],
        "lead": prose.inline(status.lead),
        "spec_url": spec_url(status.spec),
        "facts": list(_facts(status)),
    }


def _words(status: Status) -> dict[str, Any]:
    return {
        "note": ours.note(status),
        "problems": ours.listed(ours.of_status(status)),
        "causes": _causes(status),
        "more_causes": sum(len(place.causes) for place in causes(status.slug)),
        "sections": {name: prose.block(text) for name, text in status.sections.items()},
        "measured": [(row, prose.inline(row.does)) for row in measured(status.slug)],
        "failures": list(_failures(status)),
        "questions": [(item, prose.block(item.body)) for item in status.questions],
        "setup": [(item, prose.block(item.body)) for item in status.setup],
        "related": _related(status),
        "reading": [(entry, prose.inline(entry.note)) for entry in _reading(status)],
    }


def _examples(status: Status, request: HttpRequest) -> dict[str, Any]:
    handle = told(status, "handle", request)
    return {
        "handle": [example for example in handle if example["own"] or example["main"]],
        "languages": len(handle),
        "send": told(status, "send", request),
    }


def _answers(status: Status, request: HttpRequest) -> dict[str, Any]:
    final = status.code >= 200
    return {
        "live": live(status, request),
        "answer": answer(status.code, None, places(request, status.code)) if final else None,
        "trying": form(Asked(str(status.code))) if final else None,
        "ladder": ladder() if status.slug == "401" else None,
    }


def _neighbours(status: Status) -> dict[str, Any]:
    headings = catalog().headings()
    position = [heading.slug for heading in headings].index(status.slug)
    return {
        "previous": headings[position - 1] if position else None,
        "next": headings[position + 1] if position + 1 < len(headings) else None,
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


def live(status: Status, request: HttpRequest) -> str:
    """Give the address that really answers with a status."""
    return (links.origin(request) or "") + reverse("status_ref:live", args=[status.code])


def edit_url(status: Status) -> str | None:
    """Give the address where the text of a page can be changed; None where there is none to give."""
    path = catalog().path(status.slug)
    if not conf.EDIT_URL or path is None or not path.is_relative_to(CONTENT):
        return None
    return conf.EDIT_URL.replace("{path}", path.relative_to(CONTENT).as_posix())


def told(status: Status, purpose: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Give the examples for a purpose, coloured and with the address of the live answer in them."""
    address = live(status, request) if links.origin(request) else None
    found = (snippets.filled(example, status, address) for example in snippets.examples(status.slug, purpose))
    return [asdict(example) | {"html": prose.highlight(example.code, example.lexer)} for example in found]


def _reading(status: Status) -> list[Reading]:
    spec = Reading(title=status.spec, url=spec_url(status.spec) or "", note="the definition")
    return [spec, *status.reading, *ours.reading()]


def _facts(status: Status) -> Iterator[tuple[str, str]]:
    yield FACTS["spec"], status.spec
    for name, label in FACTS.items():
        if name in status.facts:
            yield label, status.facts[name]
    if status.former_phrases:
        yield "Former phrases", ", ".join(status.former_phrases)
