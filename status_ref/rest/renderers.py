"""How a problem is written: as JSON for programs, as a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.settings import api_settings

from status_ref.http.problems import BLANK, MEDIA_TYPE, phrase
from status_ref.rest.negotiation import HTML, JSON, choose


class ProblemRenderer(JSONRenderer):
    """Problem details as ``application/problem+json`` (RFC 9457, Section 3)."""

    media_type = MEDIA_TYPE
    format = "problem"


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
    ) -> str:
        """Fill the template with the members of the problem."""
        context = renderer_context or {}
        request, response = context["request"], context["response"]
        page = data.get("type")
        return render_to_string(
            "status_ref/problem.html",
            {
                "problem": data,
                "status": response.status_code,
                "phrase": phrase(response.status_code),
                "challenges": getattr(response, "challenges", ()),
                "login_url": _login_url(request) if response.status_code == 401 else None,
                "page": data.get("docs") if page == BLANK else page,
            },
            request._request,
        )


def renderer_for(request: Request) -> BaseRenderer:
    """Choose by ``Accept``; whoever wants neither gets JSON, because an error may not hide behind a 406."""
    chosen = choose(request._request, MEDIA_TYPE, JSON, HTML)
    return ProblemPageRenderer() if chosen == HTML and _page_possible(request) else ProblemRenderer()


def _page_possible(request: Request) -> bool:
    # Whoever names a format in the query is a program, and a project that uses the classes alone has no page.
    return api_settings.URL_FORMAT_OVERRIDE not in request.query_params and apps.is_installed("status_ref")


def _login_url(request: Request) -> str | None:
    try:
        return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    except NoReverseMatch:
        return None
