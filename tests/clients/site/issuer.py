"""The stub of an authorization server (RFC 8414, RFC 7591): registers all, grants what a code names."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.views.decorators.csrf import csrf_exempt

from tests.plugins.demo import PASSWORD

ANN = {"username": "ann", "password": PASSWORD}


def metadata(request: HttpRequest) -> JsonResponse:
    """Say where everything is."""
    return JsonResponse(
        {
            "issuer": settings.ISSUER,
            "authorization_endpoint": f"{settings.ISSUER}/authorize",
            "token_endpoint": f"{settings.ISSUER}/token",
            "registration_endpoint": f"{settings.ISSUER}/register",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
        }
    )


@csrf_exempt
def register(request: HttpRequest) -> JsonResponse:
    """Take a client as it describes itself."""
    return JsonResponse(json.loads(request.body) | {"client_id": "anyone"}, status=201)


@csrf_exempt
def token(request: HttpRequest) -> HttpResponse:
    """Let ann sign in for a code, which is the scope that she agreed to, and refresh what she got."""
    if request.POST["grant_type"] == "refresh_token":
        path, members = "/api/token/refresh/", request.POST.dict()
    else:
        path, members = "/api/token/", ANN | {"scope": request.POST["code"]}
    answer = Client(headers={"host": request.get_host()}).post(path, members, "application/json")
    return HttpResponse(answer.content, answer["Content-Type"], answer.status_code)
