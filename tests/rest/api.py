"""Views with every mixture of authenticators, for the tests of the REST side."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import DisallowedRedirect
from django.http import Http404
from django.urls import include, path
from rest_framework import authentication
from rest_framework.exceptions import NotFound, PermissionDenied, Throttled, ValidationError
from rest_framework.permissions import AllowAny, IsAdminUser, IsAuthenticated
from rest_framework.renderers import BrowsableAPIRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.versioning import AcceptHeaderVersioning
from rest_framework.views import APIView

from status_ref.attempts import TryLater
from status_ref.http.failures import TOO_MANY_ATTEMPTS
from status_ref.rest import (
    BasicAuthentication,
    BearerAuthentication,
    HasScope,
    RecentSignIn,
    SessionAuthentication,
)


class Foreign(authentication.BaseAuthentication):
    """An authenticator of another package, with a well-formed challenge."""

    def authenticate(self, request):
        return None

    def authenticate_header(self, request):
        return 'ApiKey realm="keys"'


class KeyWithoutAuth(Foreign):
    """The way many packages for API keys do it."""

    def authenticate(self, request):
        return get_user_model().objects.get(username="ann"), None


class AlwaysAnn(Foreign):
    def authenticate(self, request):
        return get_user_model().objects.get(username="ann"), "a key"


class Mute(Foreign):
    def authenticate_header(self, request):
        return None


class Garbled(Foreign):
    def authenticate_header(self, request):
        return 'ApiKey realm="keys'


class Protected(APIView):
    permission_classes = (IsAuthenticated,)

    def get(self, request):
        return Response(
            {"user": request.user.get_username(), "via": type(request.successful_authenticator).__name__}
        )

    def post(self, request):
        return Response({"data": request.data})


class Bearer(Protected):
    authentication_classes = (BearerAuthentication,)


class Basic(Protected):
    authentication_classes = (BasicAuthentication,)


class Prompting(Basic):
    native_prompt = True


class Session(Protected):
    authentication_classes = (SessionAuthentication,)


class Everything(Protected):
    authentication_classes = (BearerAuthentication, BasicAuthentication, SessionAuthentication)


class Mixed(Protected):
    authentication_classes = (SessionAuthentication, Foreign, BasicAuthentication, BearerAuthentication)


class ForeignFirst(Protected):
    authentication_classes = (authentication.SessionAuthentication, Foreign, BearerAuthentication)


class GarbledToo(Protected):
    authentication_classes = (Garbled, Mute, BearerAuthentication)


class Nothing(Protected):
    authentication_classes = ()


class TwoBearers(Protected):
    authentication_classes = (BearerAuthentication, BearerAuthentication)


class Staff(Everything):
    permission_classes = (IsAdminUser,)


class Scoped(Everything):
    permission_classes = (HasScope("a:read", "a:write"),)


class ScopedOrStaff(Everything):
    permission_classes = (HasScope("a:read") | IsAdminUser,)


class ScopeByKey(Protected):
    authentication_classes = (KeyWithoutAuth,)
    permission_classes = (HasScope("a:read"),)


class ScopeOrAnybodyElse(Everything):
    permission_classes = (HasScope("a:read") | IsAuthenticated,)

    def get(self, request):
        raise PermissionDenied


class NotWithScope(Everything):
    permission_classes = (~HasScope("a:read"), IsAdminUser)


class Unlucky(IsAuthenticated):
    """Breaks when it is asked a second time."""

    def has_permission(self, request, view):
        view.asked = getattr(view, "asked", 0) + 1
        return not 1 / (2 - view.asked)


class AskedOnce(Everything):
    permission_classes = (Unlucky,)


class PlanTooSmall(IsAuthenticated):
    message, code = "Your plan has no exports.", "plan_too_small"

    def has_permission(self, request, view):
        return False


class ByPlan(Everything):
    permission_classes = (IsAuthenticated, PlanTooSmall)


class Nested(Everything):
    """Looks for its parent before anything else, as views of nested routes do."""

    class Parent(IsAuthenticated):
        def has_permission(self, request, view):
            return view.parent.open

    permission_classes = (Parent,)

    def initial(self, request, *args, **kwargs):
        raise Http404("No such project.")


class Pages(Everything):
    renderer_classes = (JSONRenderer, BrowsableAPIRenderer)


class EitherScope(Everything):
    permission_classes = (HasScope("a:read") | HasScope("a:write"),)

    def get(self, request):
        raise PermissionDenied


class BothScopes(Everything):
    permission_classes = (IsAuthenticated & HasScope("a:read") & HasScope("a:write"),)


class ByContent(Everything):
    def get_permissions(self):
        return [IsAuthenticated(), HasScope(self.request.data["scope"])]


class Concealed(Everything):
    conceal = True
    permission_classes = (IsAuthenticated & HasScope("a:read"),)

    def post(self, request):
        raise NotFound("No such thing.")


class Fresh(Everything):
    permission_classes = (IsAuthenticated & RecentSignIn(max_age=300),)


class FreshForDrf(Fresh):
    authentication_classes = (authentication.SessionAuthentication,)


class Versioned(Everything):
    versioning_class = AcceptHeaderVersioning


class Strong(Everything):
    permission_classes = (RecentSignIn(acr_values=["gold", "silver"]),)


class ScopedForeign(Protected):
    authentication_classes = (AlwaysAnn, BearerAuthentication)
    permission_classes = (HasScope("a:read"),)


class Public(Everything):
    permission_classes = (AllowAny,)


class Raises(APIView):
    authentication_classes = (BearerAuthentication,)
    permission_classes = (AllowAny,)

    def get(self, request, what):
        raise {
            "throttled": Throttled(2.2),
            "later": TryLater(TOO_MANY_ATTEMPTS, 7),
            "invalid": ValidationError({"name": ["Too short."]}),
            "half": ValidationError({"name": ['"\ud800" is not a valid choice.']}),
            "value": ValueError("a bug"),
            "suspicious": DisallowedRedirect("a trick"),
            "missing": Http404("No such order."),
            "coded": NotFound("No such order.", "order_missing"),
        }[what]

    options = get


class SavesThenFails(Raises):
    def get(self, request):
        Group.objects.create(name="half")
        raise ValidationError("no")


urlpatterns = [
    path("saves-then-fails/", SavesThenFails.as_view()),
    path("bearer/", Bearer.as_view()),
    path("basic/", Basic.as_view()),
    path("prompting/", Prompting.as_view()),
    path("session/", Session.as_view()),
    path("everything/", Everything.as_view()),
    path("mixed/", Mixed.as_view()),
    path("foreign-first/", ForeignFirst.as_view()),
    path("garbled/", GarbledToo.as_view()),
    path("nothing/", Nothing.as_view()),
    path("two-bearers/", TwoBearers.as_view()),
    path("scoped/", Scoped.as_view()),
    path("scoped-or-staff/", ScopedOrStaff.as_view()),
    path("either-scope/", EitherScope.as_view()),
    path("scope-by-key/", ScopeByKey.as_view()),
    path("scope-or-anybody/", ScopeOrAnybodyElse.as_view()),
    path("not-with-scope/", NotWithScope.as_view()),
    path("asked-once/", AskedOnce.as_view()),
    path("by-plan/", ByPlan.as_view()),
    path("nested/", Nested.as_view()),
    path("pages/", Pages.as_view()),
    path("scoped-foreign/", ScopedForeign.as_view()),
    path("both/", BothScopes.as_view()),
    path("by-content/", ByContent.as_view()),
    path("concealed/", Concealed.as_view()),
    path("fresh/", Fresh.as_view()),
    path("fresh-for-drf/", FreshForDrf.as_view()),
    path("versioned/", Versioned.as_view()),
    path("strong/", Strong.as_view()),
    path("public/", Public.as_view()),
    path("staff/", Staff.as_view()),
    path("raises/<what>/", Raises.as_view()),
    path("accounts/", include("status_ref.accounts.urls")),
    path("", include("status_ref.rest.urls")),
    path("", include("status_ref.urls")),
    path("api/", include("status_ref.signins.urls")),
]
