"""Pages of the demo that belong to nobody in particular."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


@csrf_exempt
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is and what to try first."""
    return render(request, "home.html", {"origin": settings.ORIGIN})


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Let crawlers read the reference and nothing that is somebody's own."""
    closed = (f"Disallow: {get_script_prefix()}{path}" for path in ("accounts/", "profile/", "api/", "live/"))
    lines = [
        "User-agent: *",
        *closed,
        f"Sitemap: {settings.ORIGIN}{reverse('status_ref:sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Send whoever asks without reading the page to the icon of the page."""
    return HttpResponsePermanentRedirect(static("status_ref/favicon.svg"))
