"""The demo's addresses, every order of the authenticators, and views that refuse in their own way."""

from __future__ import annotations

from django.urls import include, path
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import APIException, Throttled
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from authdemo import urls as demo
from status_ref.rest import (
    BasicAuthentication,
    BearerAuthentication,
    HasScope,
    RecentSignIn,
    SessionAuthentication,
)

handler400, handler403 = demo.handler400, demo.handler403
handler404, handler500 = demo.handler404, demo.handler500


class Foreign(BaseAuthentication):
    """An authenticator of another package, which announces two schemes in one value."""

    announces = 'ApiKey realm="keys", Basic realm="vault"'

    def authenticate(self, request):
        """Find none of its keys."""
        return

    def authenticate_header(self, request):
        """Announce them."""
        return self.announces


class Careless(Foreign):
    """It leaves list members empty and escapes what needs no escape (RFC 9110, Sections 5.6.1.2, 5.6.4)."""

    announces = r', ,ApiKey realm = "the \"k\eys\" \\ \the rest" ,, HOBA'


CLASSES = {
    "bearer": BearerAuthentication,
    "basic": BasicAuthentication,
    "session": SessionAuthentication,
    "foreign": Foreign,
    "careless": Careless,
}


class OrderView(APIView):
    """Protected by the authenticators that its address names, in that order."""

    permission_classes = (IsAuthenticated,)

    def get_authenticators(self):
        """Make them."""
        return [CLASSES[name]() for name in self.kwargs["order"].split("-")]

    def get(self, request, order):
        """Say who came in."""
        return Response({"username": request.user.get_username()})

    post = get


class StrongView(OrderView):
    """Wants a scope, and a sign-in that is strong and fresh."""

    permission_classes = (HasScope("profile:read"), RecentSignIn(max_age=300, acr_values=["gold", "silver"]))


class ConcealedView(OrderView):
    """Not there for anybody who is not staff."""

    conceal = True
    permission_classes = (IsAdminUser,)


class RaisingView(APIView):
    """Open to everybody, and refuses in the way that its address names."""

    permission_classes = (AllowAny,)

    def get(self, request, kind):
        """Refuse."""
        raise {"throttled": Throttled(2.2), "broken": APIException()}[kind]


urlpatterns = [
    path("orders/<order>/", OrderView.as_view()),
    path("api/strong/<order>/", StrongView.as_view()),
    path("api/concealed/<order>/", ConcealedView.as_view()),
    path("api/raises/<kind>/", RaisingView.as_view()),
    path("", include("authdemo.urls")),
]
