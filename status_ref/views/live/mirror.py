"""The request as it arrived, with secrets masked: what proxies added, lost or changed shows here."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from status_ref.http.credentials import scheme_of
from status_ref.views.live.answers import Answer
from status_ref.views.live.views import public, respond

MASK = "***"
SECRET = re.compile(
    r"auth|cookie|token|secret|password|passwd|session|signature|credential|api.?key|csrf|jwt", re.IGNORECASE
)
PAIR = re.compile(r"([^=;,\s]+)=[^;,]*")


@public
def headers(request: HttpRequest) -> HttpResponse:
    """Show the request as JSON."""
    content = json.dumps(seen(request), indent=2, ensure_ascii=False) + "\n"
    fields = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return respond(request, Answer(200, "OK", fields, content.encode(errors="replace")))


def seen(request: HttpRequest) -> dict[str, Any]:
    """Describe a request: its line, and its fields with everything masked that may sign somebody in."""
    return {
        "method": request.method,
        "path": request.path,
        "query": {name: [masked(name, text) for text in texts] for name, texts in request.GET.lists()},
        "protocol": request.META.get("SERVER_PROTOCOL", ""),
        "secure": request.is_secure(),
        "headers": {name: masked(name, value) for name, value in request.headers.items() if value},
    }


def masked(name: str, value: str) -> str:
    """Keep the scheme of credentials and the names of cookies; hide the rest of what sounds like a secret."""
    if SECRET.search(name) is None:
        return value
    if name.lower() == "cookie":
        return PAIR.sub(rf"\1={MASK}", value)
    scheme = scheme_of(value) if name.lower().endswith("authorization") and " " in value.strip() else None
    return f"{scheme.title()} {MASK}" if scheme else MASK
