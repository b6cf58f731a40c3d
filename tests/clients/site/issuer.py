"""The stub of an authorization server (RFC 8414, RFC 7591): registers all, grants what the code names."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from tests import tokens


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
def token(request: HttpRequest) -> JsonResponse:
    """Trade a code for a token of ann's; the code is the scope that she agreed to."""
    ann = get_user_model().objects.get(username="ann")
    access = tokens.access(ann, request.POST["code"].split())
    answer = {"access_token": str(access), "token_type": "Bearer", "expires_in": 300}
    return JsonResponse(answer | {"scope": request.POST["code"]})
