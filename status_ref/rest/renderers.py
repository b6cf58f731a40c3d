"""How a problem is written: as JSON for programs, as a page for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from django.urls import NoReverseMatch
from rest_framework.authentication import SessionAuthentication
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from status_ref.http.challenges import Challenge
from status_ref.http.problems import BLANK, MEDIA_TYPE, phrase
from status_ref.responses import FIELD
from status_ref.rest.negotiation import HTML, JSON, choose

TEMPLATE = "status_ref/problem.html"


class ProblemRenderer(JSONRenderer):
    """Problem details as ``application/problem+json`` (RFC 9457, Section 3)."""

    media_type = MEDIA_TYPE
    format = "problem"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        """Escape what UTF-8 cannot say: half of a pair, which JSON can send (RFC 8259, Section 8.2)."""
        try:
            return super().render(data, *args, **kwargs)
        except UnicodeEncodeError:
            return json.dumps(data, cls=self.encoder_class).encode()


class ProblemPageRenderer(BaseRenderer):
    """The same as a page, for somebody who opened the address of an API in a browser.

    Override the template ``status_ref/problem.html`` to change it.
    """

    media_type = "text/html"
    format = "problem-page"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Fill the template with the members of the problem."""
        context = renderer_context or {}
        request, response = context["request"], context["response"]
        page, challenges = data.get("type"), getattr(response, "challenges", ())
        told = {
            "problem": data,
            "status": response.status_code,
            "phrase": phrase(response.status_code),
            "challenges": challenges,
            "fields": [*map(_challenge, challenges), *_fields(response)],
            "errors": _errors(data),
            "back": _safe(request),
            "login_url": _login_url(request) if _helps_to_log_in(request, response) else None,
            "page": data.get("docs") if page == BLANK else page,
        }
        return render_to_string(TEMPLATE, told, request._request).encode(errors="replace")


def _errors(data: Mapping[str, Any]) -> str:
    return json.dumps(data["errors"], indent=2, ensure_ascii=False) if "errors" in data else ""


def _challenge(challenge: Challenge) -> str:
    # One parameter to a line, so that a narrow screen shows them all.
    start = f"{challenge.scheme} "
    params = [str(replace(challenge, params={name: value})) for name, value in challenge.params.items()]
    shown = start + ",\n  ".join(param.removeprefix(start) for param in params) if params else challenge
    return f"{FIELD}: {shown}"


def _fields(response: Response) -> list[str]:
    names = ["Allow", "Retry-After"] if response.status_code == 405 else ["Retry-After"]
    return [f"{name}: {response[name]}" for name in names if name in response]


def renderer_for(request: Request) -> BaseRenderer:
    """Choose by ``Accept``; whoever wants neither gets JSON, because an error may not hide behind a 406."""
    chosen = choose(request._request, MEDIA_TYPE, JSON, HTML)
    return ProblemPageRenderer() if chosen == HTML and _page_possible(request) else ProblemRenderer()


def _page_possible(request: Request) -> bool:
    # Whoever names a format in the query is a program; a project of APIs alone may have no templates.
    if api_settings.URL_FORMAT_OVERRIDE in request.query_params or not apps.is_installed("status_ref"):
        return False
    with suppress(TemplateDoesNotExist):
        return bool(get_template(TEMPLATE))
    return False


def _helps_to_log_in(request: Request, response: Response) -> bool:
    # Whoever is signed in, and not freshly enough, would be sent straight back by the log-in page.
    return response.status_code == 401 and request.successful_authenticator is None


def _login_url(request: Request) -> str | None:
    # Where no session is read, logging in would lead back to the same answer.
    if not any(isinstance(found, SessionAuthentication) for found in request.authenticators or ()):
        return None
    try:
        url = resolve_url(settings.LOGIN_URL)
    except NoReverseMatch:
        return None
    # Whoever comes back comes with GET.
    return f"{url}?{urlencode({'next': request.get_full_path()})}" if _safe(request) else url


def _safe(request: Request) -> bool:
    return request.method in {"GET", "HEAD"}
