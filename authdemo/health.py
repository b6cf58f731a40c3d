"""Whether the demo is alive, and whether it can do its work."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from authdemo.errors import problem


@csrf_exempt
@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer as long as the process runs."""
    return JsonResponse({"status": "alive"})


@csrf_exempt
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database and cache do, else 503 with the name of the one that does not."""
    for name, probe in (("database", _database), ("cache", _cache)):
        try:
            probe()
        except Exception:  # noqa: BLE001 (the clients of databases and caches share no base class)
            return problem(request, 503, f"The {name} does not answer.")
    return JsonResponse({"status": "ready"})


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.get("readyz")
