"""What is known of a code as plain data for programs: what ``/status/401.json`` gives.

The names are stable; ``status.schema.json`` beside this file describes them. Members without a value are
left out, so that no reader has to tell null from empty. Addresses of a site are added by its views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from status_ref.catalog.causes import Place
from status_ref.catalog.model import ProblemType, Related, Status
from status_ref.catalog.search import Hit
from status_ref.catalog.snippets import examples, filled
from status_ref.catalog.specs import spec_url

Document = dict[str, Any]

PURPOSES = ("handle", "send")


def schema() -> str:
    """Give the JSON Schema of these documents, as text (draft 2020-12)."""
    return files("status_ref").joinpath("catalog/status.schema.json").read_text(encoding="utf-8")


def document(status: Status, failures: Iterable[Mapping[str, Any]] = ()) -> Document:
    """Write all that is known of a status; its words are Markdown.

    Args:
        status: what is written.
        failures: the codes of error bodies with this status, as mappings; the catalog does not know them.

    """
    url = spec_url(status.spec)
    return {
        **item(status),
        "registered": status.registered,
        "spec": {"name": status.spec} | ({"url": url} if url else {}),
        "lead": status.lead,
        "updated": status.updated.isoformat(),
        "snapshot": status.snapshot.isoformat(),
        "former_phrases": list(status.former_phrases),
        "facts": dict(status.facts),
        "causes": [_told(cause) for cause in status.causes],
        "sections": dict(status.sections),
        "questions": [_told(entry) for entry in status.questions],
        "failures": [_told(entry) for entry in status.failures],
        "setup": [_told(entry) for entry in status.setup],
        "error_codes": list(map(_given, failures)),
        "related": list(map(_related, status.related)),
        "reading": [_told(entry) for entry in status.reading],
        "examples": list(_examples(status)),
    }


def item(status: Status) -> Document:
    """Write a status in short, as lists of codes have it."""
    return _given(
        {
            "code": status.code,
            "slug": status.slug,
            "phrase": status.phrase,
            "kind": status.kind,
            "vendor": status.vendor,
            "acts": status.acts,
            "retry": status.retry,
            "meaning": status.facts.get("meaning", ""),
        }
    )


def causes_document(status: Status, places: Iterable[Place]) -> Document:
    """Write all known causes of a status, by the place where it goes wrong."""
    told = [{"name": place.name, "causes": [_told(cause) for cause in place.causes]} for place in places]
    return {"code": status.code, "slug": status.slug, "phrase": status.phrase, "places": told}


def found(hit: Hit) -> Document:
    """Write what fits a search."""
    status = hit.status
    names = {"code": status.code, "slug": status.slug, "phrase": status.phrase, "anchor": hit.anchor}
    return _given(names) | {"title": hit.title, "excerpt": hit.excerpt, "score": hit.score}


def problem_item(problem: ProblemType) -> Document:
    """Write a problem type of a site in short."""
    names = ("name", "code", "status", "title", "lead", "next")
    return _given({name: getattr(problem, name) for name in names})


def _told(value: Any) -> Document:
    return _given(asdict(value))


def _given(members: Mapping[str, Any]) -> Document:
    return {name: value for name, value in members.items() if value is not None and value != ""}


def _related(related: Related) -> Document:
    return {"code": related.code, "slug": related.slug, "difference": related.difference}


def _examples(status: Status) -> Iterator[Document]:
    for purpose in PURPOSES:
        for example in examples(status.slug, purpose):
            if example.own or example.main:
                members = asdict(filled(example, status, None))
                yield {"purpose": purpose} | {name: members[name] for name in ("anchor", "label", "code")}
