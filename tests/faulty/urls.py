"""Addresses that go wrong in every way that a server can, before those of the demo."""

from csp.decorators import csp_exempt
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, Throttled
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from authdemo import urls
from authdemo.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

SECRET = "a secret of ours"


class Overloaded(APIException):
    status_code = 503
    wait = 6.2


class Raises(APIView):
    permission_classes = (AllowAny,)
    error = None

    def get(self, request):
        raise self.error


class Lookup(APIView):
    permission_classes = (AllowAny,)

    def get(self, request, pk):
        return Response({"found": get_object_or_404(get_user_model(), pk=pk).pk})


class Protected(APIView):
    """Stands where no CORS middleware answers a preflight."""

    def patch(self, request):
        return Response()


class Prompting(APIView):
    """Wants the native dialog of browsers."""

    native_prompt = True

    def get(self, request):
        return Response()


def raises(error):
    def view(request):
        raise error

    return view


@csp_exempt()
def bare(request):
    """A page that lets scripts do what they like."""
    return HttpResponse("<!doctype html><title>bare</title>")


@csrf_exempt
def form(request):
    return HttpResponse(f"{len(request.POST)} fields")


urlpatterns = [
    path("api/broken/", Raises.as_view(error=RuntimeError(SECRET))),
    path("api/disconnected/", Raises.as_view(error=OperationalError(SECRET))),
    path("api/limited/", Raises.as_view(error=Throttled(2.2))),
    path("api/overloaded/", Raises.as_view(error=Overloaded())),
    path("api/objects/<int:pk>/", Lookup.as_view()),
    path("api/prompting/", Prompting.as_view()),
    path("outside/", Protected.as_view()),
    path("broken/", raises(RuntimeError(SECRET))),
    path("disconnected/", raises(OperationalError(SECRET))),
    path("bare/", bare),
    path("form/", form),
    path("", include(urls)),
]
