"""The playground: put a request together, send it to a live answer, and see what both sides said.

A script sends it by ``fetch``. Without one, the same form asks this page, which asks the view behind the live
answer.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from status_ref.catalog.fields import fields, next_steps
from status_ref.views.exchange import Exchange, exchange
from status_ref.views.public import asking, public
from status_ref.views.shown import ACTS
from status_ref.views.trying import Asked, complaint, form, phrases, status_of

TEMPLATE = "status_ref/try.html"


@login_not_required
@csrf_exempt
@require_safe
def playground(request: HttpRequest) -> HttpResponse:
    """Show the form; with a query, the exchange too, which no cache may keep, for it was made just now."""
    if not request.GET:
        return empty(request)
    asked, error = Asked.of(request.GET), complaint(request.GET)
    if error:
        response = _page(request, asked, status=400, error=error)
    else:
        made = exchange(request, asked)
        response = _page(request, asked, exchange=made, advice=advice(made))
    response["Cache-Control"] = "no-store"
    return response


@asking
def empty(request: HttpRequest) -> HttpResponse:
    """Show the form alone: the same for everyone."""
    return _page(request, Asked())


@public
def meanings(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give a script the words for what it shows: of fields, of codes, and of what a client does next."""
    codes = {code: [phrase, *_told(int(code))] for code, phrase in phrases().items()}
    known = {name: [field.name, field.meaning, field.spec] for name, field in fields().items()}
    return JsonResponse({"fields": known, "codes": codes, "next": next_steps()})


def advice(made: Exchange) -> dict[str, Any] | None:
    """Say what a client does next: by the status, and by the problem where it names that."""
    told = _told(made.status)
    return (
        {"acts": told[0], "retry": told[1], "next": next_steps().get(_next(made.content), "")}
        if told
        else None
    )


def _told(code: int) -> list[str]:
    status = status_of(code)
    return [ACTS[status.acts], status.retry] if status else []


def _next(content: str) -> str:
    try:
        problem = json.loads(content)
    except ValueError:
        return ""
    return str(problem.get("next", "")) if isinstance(problem, dict) else ""


def _page(request: HttpRequest, asked: Asked, status: int = 200, **told: Any) -> HttpResponse:
    context = {"trying": form(asked, phrases()), **told}
    return render(request, TEMPLATE, context, status=status)
