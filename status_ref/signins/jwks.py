"""The public keys of access tokens, for resource servers that verify them (RFC 7517, Section 5)."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from status_ref.signins.keys import ring

MEDIA_TYPE = "application/jwk-set+json"  # RFC 7517, Section 8.5.2
FRESH = 300  # seconds; the next key is published a whole turn before it signs


def _etag(request: HttpRequest) -> str:  # noqa: ARG001
    return f'"{hashlib.sha256(repr(ring().published()).encode()).hexdigest()[:32]}"'


@login_not_required
@require_safe
@cache_control(public=True, max_age=FRESH)
@condition(etag_func=_etag)
def jwks(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the key set; it is empty where the key is one that both sides share."""
    return JsonResponse({"keys": ring().published()}, content_type=MEDIA_TYPE)
