"""The request as it arrived, with secrets masked: what proxies added, lost or changed shows here."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from status_ref.http.credentials import scheme_of
from status_ref.views.live.answers import Answer
from status_ref.views.live.responses import protocol, respond
from status_ref.views.live.views import public

MASK = "***"
SECRET = re.compile(
    r"auth|cookie|token|secret|pass|session|signature|credential|key|csrf|jwt|oidc|otp|verify", re.IGNORECASE
)
SCHEMES = {"basic", "bearer", "digest", "dpop", "negotiate", "ntlm", "token", "apikey"}
ADDRESSES = {"referer", "origin", "x-original-url", "x-rewrite-url", "x-forwarded-uri", "x-original-uri"}


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
        "protocol": protocol(request),
        "secure": request.is_secure(),
        "headers": {name: masked(name, value) for name, value in request.headers.items() if value},
    }


def masked(name: str, value: str) -> str:
    """Keep the scheme of credentials, the names of cookies and the path of addresses; hide what is secret."""
    name = name.lower()
    if name in ADDRESSES:
        return value.partition("?")[0] + (f"?{MASK}" if "?" in value else "")
    if SECRET.search(name) is None:
        return value
    if name == "cookie":
        return "; ".join(map(_cookie, value.split(";")))
    scheme = scheme_of(value) if name.endswith("authorization") else None
    return f"{scheme.title()} {MASK}" if scheme in SCHEMES else MASK


def _cookie(pair: str) -> str:
    name, equals, _ = pair.strip().partition("=")
    return f"{name}={MASK}" if equals else MASK
