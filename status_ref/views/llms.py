"""``/llms.txt``: what stands here, for language models (llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse

from status_ref.catalog.model import Status
from status_ref.views.api import at
from status_ref.views.problem_types import line_of
from status_ref.views.public import public
from status_ref.views.reference import catalog
from status_ref.views.shown import FAMILIES

HEAD = """# HTTP status codes

> What every HTTP status code means, what causes it, how a client mends it, and how a server sends it right.
> Registered codes and those of vendors, with the RFC or the source that defines each.

Each page below is Markdown. With `.json` in the place of `.md` it is data, and with `/` a web page. An
address that really answers with a code is `{live}`."""


@public
def llms(request: HttpRequest) -> HttpResponse:
    """List the pages as Markdown, by class; the codes of vendors may be left out."""
    return HttpResponse("\n\n".join(_parts(request)) + "\n", "text/plain; charset=utf-8")


def _parts(request: HttpRequest) -> Iterator[str]:
    statuses = catalog().every()
    yield HEAD.format(live=at(request, "live", "CODE"))
    for digit, name in FAMILIES.items():
        ours = [status for status in statuses if status.family == digit and not status.vendor]
        yield f"## {name} ({digit}xx)\n\n{_listed(ours, request)}"
    if problems := catalog().ours.problems():
        places = {at(request, "problem-markdown", problem.name): problem for problem in problems}
        lines = (f"- {line_of(problem, address)}" for address, problem in places.items())
        yield "\n".join(["## Problem types of this site\n", *lines])
    yield f"## Data\n\n{_data(request)}"
    yield f"## Optional\n\n{_listed((status for status in statuses if status.vendor), request)}"


def _listed(statuses: Iterable[Status], request: HttpRequest) -> str:
    return "\n".join(
        f"- [{status.code} {status.phrase}]({at(request, 'markdown', status.slug)}): {_note(status)}"
        for status in statuses
    )


def _note(status: Status) -> str:
    return f"{status.vendor}: {status.lead}" if status.vendor else status.lead


def _data(request: HttpRequest) -> str:
    told = {
        "all": "every page in one JSON file",
        "schema": "the JSON Schema of it",
        "openapi": "every error as an OpenAPI response",
        "api": "a JSON API: filters, causes, search",
    }
    return "\n".join(f"- [{name}]({at(request, name)}): {text}" for name, text in told.items())
