"""A plain Django view behind Basic: 401 with its challenge, 200 with the right name and password."""

import base64

from django.contrib.auth import authenticate
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache


@never_cache
def profile(request):
    credentials = basic_credentials(request.headers.get("Authorization", ""))
    user = authenticate(request, **credentials) if credentials else None
    if user is None:
        return unauthorized()
    return JsonResponse({"username": user.get_username()})


def basic_credentials(field):
    scheme, _, value = field.partition(" ")
    if scheme.lower() != "basic":  # the name of a scheme has no case
        return None
    try:
        name, colon, password = base64.b64decode(value.strip(), validate=True).decode().partition(":")
    except ValueError:  # no Base64, or no UTF-8
        return None
    if not colon or "\0" in name:
        return None
    return {"username": name, "password": password}


def unauthorized():
    # The same words for an unknown name and a wrong password: a difference would tell who has an account.
    body = {"title": "Unauthorized", "status": 401, "detail": "Send a valid name and password with Basic."}
    response = JsonResponse(body, status=401, content_type="application/problem+json")
    response["WWW-Authenticate"] = 'Basic realm="shop", charset="UTF-8"'
    return response


urlpatterns = [path("api/profile/", profile)]
