"""What an OpenAPI document says of refusals is what the views answer."""

import json

import pytest
from django.db import models
from django.test import RequestFactory
from django.urls import path
from drf_spectacular import openapi
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import OpenApiCallback, OpenApiTypes, extend_schema, inline_serializer
from drf_spectacular.validation import validate_schema
from rest_framework import exceptions, serializers, throttling
from rest_framework.permissions import (
    AllowAny,
    DjangoModelPermissionsOrAnonReadOnly,
    IsAdminUser,
    IsAuthenticated,
    IsAuthenticatedOrReadOnly,
)
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import exception_handler as handler_of_drf

from status_ref.http.failures import FAILURES, TOKEN_EXPIRED
from status_ref.http.problems import MEDIA_TYPE
from status_ref.rest import BearerAuthentication, HasScope, RecentSignIn
from status_ref.rest.handler import exception_handler
from status_ref.rest.openapi import AutoSchema, DocumentsRefusals
from tests.rest import api
from tests.rest.conftest import lines

ANYTHING = OpenApiTypes.OBJECT


class View(api.Everything):
    """Every kind of credentials, described well enough for no warning."""

    @extend_schema(responses=ANYTHING)
    def get(self, request):
        return Response({})

    @extend_schema(request=ANYTHING, responses=ANYTHING)
    def post(self, request):
        return Response({})


def with_(**attributes):
    """Give the view with other attributes."""
    return type("View", (View,), attributes)


def of(view, *, request=None, **settings):
    """Give the document of an API with this one view, as it is sent."""
    with patched_settings(settings):
        generator = SchemaGenerator(patterns=[path("it/", view.as_view())])
        return json.loads(OpenApiJsonRenderer().render(generator.get_schema(request, public=True)))


def responses(view, method="get", **settings):
    return of(view, **settings)["paths"]["/it/"][method]["responses"]


def codes(view, status, method="get"):
    response = responses(view, method).get(status)
    return list(response["content"][MEDIA_TYPE]["examples"]) if response else []


def schema(view, status, method="get"):
    return responses(view, method)[status]["content"][MEDIA_TYPE]["schema"]["$ref"].rsplit("/", 1)[1]


def challenges(view, status, method="get", **settings):
    """Give the examples of the challenge lines."""
    fields = responses(view, method, **settings)[status].get("headers", {})
    examples = fields.get("WWW-Authenticate", {"examples": {}})["examples"]
    return [example["value"] for example in examples.values()]


def required(view, status, method="get"):
    """Give whether each field of a response always comes."""
    fields = responses(view, method)[status].get("headers", {})
    return {name: field["required"] for name, field in fields.items()}


def ask(view, method="get", **headers):
    request = getattr(APIRequestFactory(), method)("/it/", headers=headers)
    return view.as_view()(request).render()


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_every_version_of_openapi_is_valid(version):
    document = of(with_(permission_classes=(HasScope("a"), IsAdminUser)), OAS_VERSION=version)
    validate_schema(document)
    assert document["openapi"] == version


def test_nothing_is_warned_of():
    of(View)
    assert not GENERATOR_STATS


class Test401:
    def test_names_what_each_authenticator_refuses(self):
        assert {"credentials-missing", "token-expired", "credentials-refused", "session-ended"} <= set(
            codes(View, "401")
        )

    def test_names_nothing_that_no_authenticator_refuses(self):
        assert codes(with_(authentication_classes=api.Basic.authentication_classes), "401") == [
            *("credentials-missing", "scheme-unsupported", "basic-malformed", "credentials-refused")
        ]

    @pytest.mark.parametrize("mixture", [api.Everything, api.Mixed, api.Bearer, api.Basic, api.GarbledToo])
    def test_shows_the_challenge_lines_that_come(self, mixture):
        view = with_(authentication_classes=mixture.authentication_classes)
        bare = [line for line in challenges(view, "401") if "error" not in line]
        assert bare == lines(ask(view))

    def test_shows_the_challenge_to_a_token_that_failed(self):
        assert f'error_description="{TOKEN_EXPIRED.detail}"' in challenges(View, "401")[-1]

    def test_always_has_its_fields(self):
        assert required(View, "401") == {"WWW-Authenticate": True, "Cache-Control": True}

    def test_example_is_what_comes(self):
        problem = ask(View).data
        assert problem.pop("instance")
        assert of(View)["components"]["examples"]["credentials-missing"]["value"] == problem

    def test_mentions_how_recent_the_sign_in_has_to_be(self):
        view = with_(permission_classes=(IsAuthenticated & RecentSignIn(max_age=300),))
        assert "`step-up-required`: the sign-in may be 300 seconds old at most." in str(
            responses(view)["401"]
        )
        assert 'max_age="300"' in challenges(view, "401")[-1]

    def test_mentions_how_strong_the_sign_in_has_to_be(self):
        view = with_(permission_classes=(RecentSignIn(acr_values=["gold", "silver"]),))
        assert "of a class in `gold` `silver`" in responses(view)["401"]["description"]

    def test_is_a_403_where_nothing_can_be_asked_for(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"COOKIE_CHALLENGE": False}
        view = with_(authentication_classes=api.Session.authentication_classes)
        assert "401" not in responses(view)
        assert (ask(view).status_code, ask(view).data["code"]) == (403, codes(view, "403")[0])
        assert of(view)["components"]["examples"]["credentials-missing-403"]["value"]["status"] == 403
        assert challenges(view, "403") == lines(ask(view)) == []


class TestPublic:
    PUBLIC = with_(permission_classes=(AllowAny,))

    def test_refuses_bad_credentials_and_demands_none(self):
        named = codes(self.PUBLIC, "401")
        assert "token-expired" in named
        assert not {"credentials-missing", "session-ended"} & set(named)

    def test_refuses_nothing_where_bad_credentials_are_anonymous(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"BAD_CREDENTIALS": "anonymous"}
        assert set(responses(self.PUBLIC)) == {"200"}

    @pytest.mark.parametrize("permission", [IsAuthenticatedOrReadOnly, DjangoModelPermissionsOrAnonReadOnly])
    @pytest.mark.parametrize(("method", "demanded"), [("get", False), ("post", True)])
    def test_may_be_public_to_read_only(self, permission, method, demanded):
        view = with_(permission_classes=(permission,))
        assert ("credentials-missing" in codes(view, "401", method)) is demanded

    @pytest.mark.parametrize(
        ("permission", "demanded"),
        [(IsAuthenticated | AllowAny, False), (IsAuthenticated & AllowAny, True), (~IsAuthenticated, False)],
    )
    def test_is_found_out_in_combinations(self, permission, demanded):
        named = codes(with_(permission_classes=(permission,)), "401")
        assert ("credentials-missing" in named) is demanded

    def test_without_authenticators_nobody_gets_in(self):
        view = with_(authentication_classes=())
        assert set(responses(view)) == {"200", "403"}
        assert codes(view, "403") == [ask(view).data["code"]]


class Test400:
    def test_is_for_bearer_tokens(self):
        assert codes(View, "400") == [
            *("authorization-malformed", "credentials-repeated", "authorization-too-long")
        ]

    def test_shows_the_challenges_that_come(self):
        assert challenges(View, "400") == lines(ask(View, authorization="Bearer"))

    def test_is_also_for_content(self):
        assert codes(View, "400", "post")[-2:] == ["parse_error", "invalid"]
        assert codes(View, "415", "post") == ["unsupported_media_type"]

    def test_has_its_fields_where_it_is_not_the_content(self):
        assert required(View, "400") == {"WWW-Authenticate": True, "Cache-Control": True}
        assert required(View, "400", "post") == {"WWW-Authenticate": False, "Cache-Control": False}

    def test_is_not_for_others(self):
        assert "400" not in responses(with_(authentication_classes=api.Basic.authentication_classes))


class Test403:
    SCOPED = with_(permission_classes=(HasScope("a:read", "a:write"),))

    def test_needs_a_permission_that_a_user_can_lack(self):
        assert "403" not in responses(View)
        assert codes(with_(permission_classes=(IsAdminUser,)), "403") == ["permission-denied"]

    def test_is_for_csrf_on_unsafe_methods(self):
        assert codes(View, "403", "post") == ["csrf-failed"]

    def test_names_the_scopes(self):
        assert "`scope-insufficient`: the token needs the scope `a:read` `a:write`." in str(
            responses(self.SCOPED)["403"]
        )

    def test_shows_the_challenge(self, db, access):
        answer = ask(self.SCOPED, authorization=f"Bearer {access}")
        assert challenges(self.SCOPED, "403") == lines(answer)
        assert answer.status_code == 403

    def test_no_scope_is_missing_where_there_are_no_tokens(self):
        view = type("View", (self.SCOPED,), {"authentication_classes": api.Session.authentication_classes})
        assert "403" not in responses(view)

    @pytest.mark.parametrize(
        ("permission", "named"),
        [
            (IsAuthenticated | IsAdminUser, []),
            (HasScope("a") | IsAdminUser, ["scope-insufficient", "permission-denied"]),
            (HasScope("a") & IsAdminUser, ["scope-insufficient", "permission-denied"]),
            (~IsAuthenticated, ["permission-denied"]),
        ],
    )
    def test_is_found_out_in_combinations(self, permission, named):
        assert codes(with_(permission_classes=(permission,)), "403") == named


class TestScopes:
    def security(self, *permissions, version="3.1.0"):
        document = of(with_(permission_classes=permissions), OAS_VERSION=version)
        return [one["bearer"] for one in document["paths"]["/it/"]["get"]["security"] if "bearer" in one]

    def test_stand_in_the_requirement(self):
        assert self.security(IsAuthenticated, HasScope("a", "b"), HasScope("b", "c")) == [["a", "b", "c"]]

    def test_stand_there_as_alternatives(self):
        assert self.security(HasScope("a") & (HasScope("b") | HasScope("c"))) == [["a", "b"], ["a", "c"]]
        assert self.security(HasScope("a") | IsAdminUser) == [["a"], []]

    def test_have_no_place_there_in_openapi_3_0(self):
        assert self.security(HasScope("a"), version="3.0.3") == [[]]


class Throttle(throttling.BaseThrottle):
    def allow_request(self, request, view):
        return False

    def wait(self):
        return 2.5


class Test429:
    def test_is_for_throttled_views(self):
        view = with_(throttle_classes=(Throttle,), authentication_classes=())
        assert codes(view, "429") == ["throttled"]
        assert required(view, "429") == {"Retry-After": False}

    def test_is_for_whoever_guesses_passwords(self):
        assert codes(View, "429") == ["too-many-attempts"]
        assert required(View, "429") == {"Cache-Control": True, "Retry-After": True}

    def test_is_not_for_others(self):
        assert "429" not in responses(with_(authentication_classes=(BearerAuthentication,)))

    def test_has_the_field_that_comes(self):
        view = with_(throttle_classes=(Throttle,), permission_classes=(AllowAny,))
        field = responses(view)["429"]["headers"]["Retry-After"]
        assert (ask(view)["Retry-After"], field["schema"]["type"]) == ("3", "integer")


class TestProblem:
    def test_is_a_component(self):
        problem = of(View)["components"]["schemas"]["Problem"]
        standard = {"type", "title", "status", "detail", "instance"}
        assert set(problem["properties"]) == standard | {"code", "next", "docs", "errors"}

    def test_has_the_members_that_come(self):
        assert set(ask(View).data) <= set(of(View)["components"]["schemas"]["Problem"]["properties"])

    @pytest.mark.parametrize("status", [400, 401, 403, 429, 503])
    def test_of_a_status_has_the_failures_of_that_status(self, status):
        document = of(with_(permission_classes=(IsAdminUser,)))
        named = document["components"]["schemas"][f"Problem{status}Code"]["enum"]
        assert {code for code, failure in FAILURES.items() if failure.status == status} <= set(named)

    def test_is_open_where_another_package_refuses(self):
        assert schema(View, "401") == "Problem401"
        assert schema(with_(authentication_classes=api.Mixed.authentication_classes), "401") == "Problem"

    def test_every_failure_is_one_that_some_view_can_give(self):
        view = with_(permission_classes=(HasScope("a"), RecentSignIn(max_age=1), IsAdminUser))
        assert FAILURES.keys() <= of(view)["components"]["examples"].keys()

    def test_enumerations_of_the_project_keep_their_names(self):
        class Status(models.TextChoices):
            OPEN = "open"

        names = {"status": serializers.ChoiceField(Status.choices), "code": serializers.ChoiceField(["a"])}
        order = inline_serializer("Order", names)
        view = with_(get=extend_schema(responses=order)(lambda self, request: None))
        assert {"StatusEnum", "CodeEnum"} <= of(view)["components"]["schemas"].keys()


class TestWhatTheViewSaysItself:
    @pytest.mark.parametrize("own", ["401", "4XX", "default"])
    def test_stays(self, own):
        view = with_(get=extend_schema(responses={200: ANYTHING, own: None})(lambda self, request: None))
        document = responses(view)
        assert document[own] == {"description": "No response body"}
        assert "401" not in document or own == "401"

    def test_stays_where_it_is_the_whole_operation(self):
        operation = {"operationId": "own", "responses": {"200": {"description": "Fine."}}}
        view = with_(get=extend_schema(operation=operation)(lambda self, request: None))
        assert of(view)["paths"]["/it/"]["get"] == operation

    def test_may_be_that_there_is_no_such_operation(self):
        view = with_(get=extend_schema(exclude=True)(lambda self, request: None))
        assert "get" not in of(view)["paths"]["/it/"]

    def test_on_security_hides_no_refusal(self):
        view = with_(get=extend_schema(auth=[], responses=ANYTHING)(lambda self, request: None))
        assert "401" in responses(view)

    def test_of_callbacks_is_about_others(self):
        callback = OpenApiCallback("told", "{$request.body#/url}", extend_schema(responses=ANYTHING))
        get = extend_schema(responses=ANYTHING, callbacks=[callback])(lambda self, request: None)
        operation = of(with_(get=get))["paths"]["/it/"]["get"]
        (told,) = operation["callbacks"]["told"].values()
        assert set(told["post"]["responses"]) == {"200"}

    def test_can_be_more_refusals(self):
        class More(AutoSchema):
            def get_refusals(self):
                return [*super().get_refusals(), exceptions.NotFound()]

        class Concealed(api.Everything):
            schema = More()
            get = extend_schema(responses=ANYTHING)(api.Everything.get)

        assert codes(Concealed, "404") == ["not_found"]
        assert responses(Concealed)["404"]["description"] == "Not Found."


class TestHandler:
    def handled(self, handler):
        return with_(get_exception_handler=lambda self: handler)

    def test_nothing_is_said_of_what_drf_answers(self):
        assert set(responses(self.handled(handler_of_drf))) == {"200"}

    def test_one_that_calls_ours_counts_as_ours(self):
        def logging(exc, context):
            return exception_handler(exc, context)

        assert "401" in responses(self.handled(logging))


class TestDocument:
    def test_is_the_same_for_whoever_asks(self):
        browser = RequestFactory().get("/", headers={"x-requested-with": "x", "sec-fetch-dest": "empty"})
        request = View().initialize_request(browser)
        assert of(View, request=request) == of(View)

    def test_links_to_where_it_is_asked_for_in_debug(self, settings):
        settings.DEBUG, settings.STATUS_REF, settings.ALLOWED_HOSTS = True, {}, ["localhost"]
        request = View().initialize_request(RequestFactory().get("/", headers={"host": "localhost:8000"}))
        example = of(View, request=request)["components"]["examples"]["token-expired"]["value"]
        assert example["type"] == "http://localhost:8000/status/401/#token-expired"

    def test_needs_no_pages(self, settings):
        settings.STATUS_REF = {}
        example = of(View)["components"]["examples"]["token-expired"]["value"]
        assert (example["type"], example["title"]) == ("about:blank", "Unauthorized")

    def test_gets_refusals_from_a_class_that_mixes_them_in(self):
        class Own(DocumentsRefusals, openapi.AutoSchema):
            def get_tags(self):
                return ["own"]

        class Tagged(api.Everything):
            schema = Own()

        operation = of(Tagged)["paths"]["/it/"]["get"]
        assert (operation["tags"], "401" in operation["responses"]) == (["own"], True)


class TestAuthenticators:
    def test_are_described_with_their_subclasses(self):
        class Own(BearerAuthentication):
            pass

        document = of(with_(authentication_classes=(Own,)))
        assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"

    def test_are_described_by_an_extension_of_the_project_first(self, monkeypatch):
        registry = list(OpenApiAuthenticationExtension._registry)
        monkeypatch.setattr(OpenApiAuthenticationExtension, "_registry", registry)

        class OwnScheme(OpenApiAuthenticationExtension):
            target_class = BearerAuthentication
            name = "own"

            def get_security_definition(self, auto_schema):
                return {"type": "http", "scheme": "bearer"}

        assert "own" in of(View)["components"]["securitySchemes"]
