"""What machines are told of a page: where it stands, what it is called, and what kind of text it is.

A page says it with a canonical link, with Open Graph (https://ogp.me) and with JSON-LD in the words of
https://schema.org. All three want absolute addresses, and are left
out where the origin of the site is not known.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from status_ref import links
from status_ref.catalog import prose, text
from status_ref.catalog.model import Status

SITE = "HTTP status codes"
WHOLE = 100_000
"""Columns of a text that no line is to be broken in."""
# A page that holds "</script>" in a string must not end the element there.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head of a page says; ``graph`` are its JSON-LD nodes.

    ``url`` and ``image`` are absolute, and empty where the origin of the site is not known.
    """

    title: str
    description: str
    url: str
    image: str
    kind: str
    graph: Sequence[dict[str, Any]]

    @property
    def json_ld(self) -> SafeString:
        """The nodes as JSON that can stand in a ``script`` element."""
        document = {"@context": "https://schema.org", "@graph": list(self.graph)}
        written = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        return mark_safe(written.translate(ESCAPES))  # noqa: S308 - every character that HTML knows is escaped


def of_index(request: HttpRequest) -> Metadata:
    """Describe the index of all codes."""
    description = "Every HTTP status code: what it means, what causes it, and how to fix it."
    url = _absolute(request, links.path("status_ref:index"))
    graph = [_site(url, description)] if url else []
    return Metadata(SITE, description, url, _image(request, "http"), "website", graph)


def of_page(status: Status, request: HttpRequest) -> Metadata:
    """Describe the page of a status, its questions among it."""
    tail = " and how to fix it" if status.family > 3 else ""
    title = f"HTTP {status.code} {status.name}: what it means{tail}"
    return _article(status, request, title, prose.plain(status.lead), *_questions(status))


def of_causes(status: Status, count: int, request: HttpRequest) -> Metadata:
    """Describe the page of all known causes of a status."""
    title = f"{count} causes of HTTP {status.code} {status.name}"
    description = f"Every known cause of HTTP {status.code}, by place: what you see and what mends it."
    return _article(status, request, title, description, below="causes")


def of_examples(status: Status, count: int, request: HttpRequest) -> Metadata:
    """Describe the page of the code examples of a status."""
    title = f"HTTP {status.code} {status.name}: code examples in {count} languages"
    description = f"How to handle HTTP {status.code} {status.name} in {count} languages, a few lines each."
    return _article(status, request, title, description, below="examples")


def _article(
    status: Status,
    request: HttpRequest,
    title: str,
    description: str,
    *more: dict[str, Any],
    below: str = "page",
) -> Metadata:
    url = _absolute(request, links.path(f"status_ref:{below}", status.slug))
    image = _image(request, f"{status.family}xx")
    article = {
        "@type": "TechArticle",
        "@id": f"{url}#article",
        "url": url,
        "headline": title,
        "description": description,
        "dateModified": status.updated.isoformat(),
        "inLanguage": "en",
        "image": image,
        "isPartOf": {"@id": f"{_absolute(request, links.path('status_ref:index'))}#site"},
    }
    graph = [article, _trail(status, request, below), *more] if url else []
    return Metadata(title, description, url, image, "article", graph)


def _site(url: str, description: str) -> dict[str, Any]:
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{url}?q={{query}}"},
    }
    return {
        "@type": "WebSite",
        "@id": f"{url}#site",
        "url": url,
        "name": SITE,
        "description": description,
        "potentialAction": search,
    }


def _trail(status: Status, request: HttpRequest, below: str) -> dict[str, Any]:
    steps = [
        (SITE, links.path("status_ref:index")),
        (f"{status.code} {status.name}", links.path("status_ref:page", status.slug)),
    ]
    if below != "page":
        steps.append((below.title(), links.path(f"status_ref:{below}", status.slug)))
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": _absolute(request, path)}
        for at, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _questions(status: Status) -> Iterator[dict[str, Any]]:
    if not status.questions:
        return
    asked = [
        {
            "@type": "Question",
            "name": item.title,
            "acceptedAnswer": {"@type": "Answer", "text": text.write(item.body, WHOLE).strip()},
        }
        for item in status.questions
    ]
    yield {"@type": "FAQPage", "mainEntity": asked}


def _image(request: HttpRequest, name: str) -> str:
    return _absolute(request, static(f"status_ref/og/{name}.png"))


def _absolute(request: HttpRequest, path: str) -> str:
    """Give an absolute address; a project may keep its static files at another origin already."""
    origin = links.origin(request)
    if not origin or "://" in path:
        return path if origin else ""
    return origin + path
