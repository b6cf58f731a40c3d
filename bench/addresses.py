"""One protected view for each way to authenticate, all alike but for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import include, path
from rest_framework.authentication import BaseAuthentication, BasicAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler
from rest_framework_simplejwt.authentication import JWTAuthentication

from status_ref import rest
from status_ref.rest.handler import exception_handler as our_handler


def view(authenticator: type[BaseAuthentication], handler: Callable[..., Any]) -> Callable[..., Any]:
    """Make a view with one authenticator and an exception handler."""

    class Protected(APIView):
        authentication_classes = (authenticator,)
        permission_classes = (IsAuthenticated,)
        renderer_classes = (JSONRenderer,)

        def get_exception_handler(self) -> Callable[..., Any]:
            return handler

        def get(self, request: Request) -> Response:
            return Response({"name": request.user.get_username()})

    return Protected.as_view()


urlpatterns = [
    path("bearer/theirs", view(JWTAuthentication, exception_handler)),
    path("bearer/ours", view(rest.BearerAuthentication, exception_handler)),
    path("bearer/ours-with-handler", view(rest.BearerAuthentication, our_handler)),
    path("basic/theirs", view(BasicAuthentication, exception_handler)),
    path("basic/ours", view(rest.BasicAuthentication, exception_handler)),
    path("basic/ours-with-handler", view(rest.BasicAuthentication, our_handler)),
    path("", include("status_ref.urls")),
]
