"""Views as projects have them before they change one line, and subclasses that change more."""

from django.urls import include, path
from rest_framework.exceptions import AuthenticationFailed as DRFsAuthenticationFailed
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.exceptions import InvalidToken
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from status_ref.rest import BearerAuthentication


class FromCookie(BearerAuthentication):
    """The token comes in a cookie: the usual override of ``authenticate``."""

    def authenticate(self, request):
        raw = request.COOKIES.get("access")
        if raw is None:
            return None
        token = self.get_validated_token(raw.encode())
        return self.get_user(token), token


class FromAnotherField(BearerAuthentication):
    """The usual override of ``get_header``."""

    def get_header(self, request):
        return request.headers.get("X-Token", "").encode() or None


class OwnRealm(BearerAuthentication):
    www_authenticate_realm = "shop"


class WrongTenant(BearerAuthentication):
    def get_user(self, validated_token):
        raise DRFsAuthenticationFailed("This account belongs to another tenant.", "wrong_tenant")


class Distrustful(BearerAuthentication):
    def get_validated_token(self, raw_token):
        raise InvalidToken("no")


def view(authenticator):
    class Protected(APIView):
        authentication_classes = (authenticator,)
        permission_classes = (IsAuthenticated,)

        def get(self, request):
            return Response({"user": request.user.get_username()})

    return Protected.as_view()


urlpatterns = [
    path("cookie/", view(FromCookie)),
    path("field/", view(FromAnotherField)),
    path("realm/", view(OwnRealm)),
    path("tenant/", view(WrongTenant)),
    path("distrustful/", view(Distrustful)),
    path("bearer/", view(BearerAuthentication)),
    path("obtain/", TokenObtainPairView.as_view()),
    path("refresh/", TokenRefreshView.as_view()),
    path("accounts/", include("status_ref.accounts.urls")),
    path("", include("status_ref.urls")),
]
