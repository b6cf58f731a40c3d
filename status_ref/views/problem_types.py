"""The pages of a site's own problem types, the list of them, and the same as Markdown and text."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls.converters import StringConverter

from status_ref import links
from status_ref.catalog import markdown, prose, text
from status_ref.catalog.model import ProblemType
from status_ref.catalog.ours import NAME
from status_ref.http.problems import BLANK, Problem, phrase
from status_ref.views import ours
from status_ref.views.api import at
from status_ref.views.public import public
from status_ref.views.reference import catalog


class NameConverter(StringConverter):
    """The name of a problem type in an address; what is none is no address."""

    regex = NAME.pattern


VIEWS = {"md": "problem-markdown", "txt": "problem-text"}


@public
def problem_types(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """List the types, for whoever cuts the end off an address; a site without any has no such page."""
    listed = [entry | {"family": entry["problem"].status // 100} for entry in ours.listed(_every())]
    return HttpResponse(render_to_string("status_ref/problem_types.html", {"problems": listed}))


@public
def list_source(request: HttpRequest, form: str) -> HttpResponse:
    """Give the list as Markdown, or as text."""
    lines = (f"- {line_of(problem, at(request, VIEWS[form], problem.name))}" for problem in _every())
    return _written("\n".join(["# Problem types of this site\n", *lines, ""]), form)


@public
def problem_type(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a problem of the site means, and what mends it."""
    return HttpResponse(render_to_string("status_ref/problem_type.html", _told(_known(name), request)))


@public
def source(request: HttpRequest, name: str, form: str) -> HttpResponse:  # noqa: ARG001
    """Give the same as Markdown, or as text that is good to read in a terminal."""
    return _written(markdown.write_problem(_known(name)), form)


def line_of(problem: ProblemType, address: str) -> str:
    """Write a type in one line of Markdown, with a link to its page."""
    return f"[{problem.status} {problem.title}]({address}): {' '.join(problem.lead.split())}"


def _written(written: str, form: str) -> HttpResponse:
    if form == "txt":
        return HttpResponse(text.write(written), "text/plain; charset=utf-8")
    return HttpResponse(written, "text/markdown; charset=utf-8")


def _every() -> tuple[ProblemType, ...]:
    found = catalog().ours.problems()
    if not found:
        raise Http404("This site has no problem types of its own.")
    return found


def _known(name: str) -> ProblemType:
    found = catalog().ours.problem(name)
    if found is None:
        raise Http404(f"There is no problem type {name[:80]}.")
    return found


def _told(problem: ProblemType, request: HttpRequest) -> dict[str, Any]:
    status = catalog().get(str(problem.status))
    related = ((catalog().get(one.slug), prose.inline(one.difference)) for one in problem.related)
    return {
        "problem": problem,
        "status": status,
        "phrase": status.phrase if status else phrase(problem.status),
        "family": problem.status // 100,
        "lead": prose.inline(problem.lead),
        "description": prose.plain(problem.lead),
        "sections": {name: prose.block(body) for name, body in problem.sections.items()},
        "causes": [
            {"cause": cause, **{name: prose.inline(getattr(cause, name)) for name in ("see", "check", "fix")}}
            for cause in problem.causes
        ],
        "questions": [(item, prose.block(item.body)) for item in problem.questions],
        "related": [(other, difference) for other, difference in related if other],
        "reading": [(entry, prose.inline(entry.note)) for entry in problem.reading],
        "example": _example(problem, request),
    }


def _example(problem: ProblemType, request: HttpRequest) -> str:
    page = links.problem(problem.name, request)
    extensions = {"code": problem.code} | ({"next": problem.next} if problem.next else {})
    shown = Problem(
        problem.status,
        type=page or BLANK,
        title=problem.title if page else "",
        detail=prose.plain(problem.lead),
        extensions=extensions,
    )
    return prose.highlight(shown.indented(), "json")
