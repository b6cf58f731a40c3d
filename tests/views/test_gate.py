"""401 with a page instead of a redirect."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from asgiref.sync import async_to_sync
from django.test import override_settings
from django.utils import timezone

from status_ref.http.challenges import Challenge
from status_ref.responses import FIELD
from status_ref.views.gate import sign_in_required
from tests.views import gate_urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.views.gate_urls")]

WAYS = ["/plain/7", "/later", "/class", "/later-class"]


class Fields(HTMLParser):
    """What the form of a page would send, and where to."""

    def __init__(self, response):
        super().__init__()
        self.sent, self.action, self.links = {}, None, []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and "name" in attrs:
            self.sent[attrs["name"]] = attrs.get("value", "")
        if tag == "form" and attrs.get("method") == "post":
            self.action = attrs["action"]
        if tag == "a":
            self.links.append(attrs["href"])


def code(response):
    return response.context["failure"].code


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("ann", password="correct horse")


class TestRefused:
    @pytest.mark.parametrize("way", WAYS)
    def test_is_a_401_that_announces_only_cookies(self, client, way):
        response = client.get(way)
        challenge = Challenge.parse(response[FIELD])
        assert (response.status_code, challenge.scheme) == (401, "Cookie")

    def test_the_challenge_says_where_to_log_in(self, client):
        params = Challenge.parse(client.get("/plain/7")[FIELD]).params
        assert params == {"realm": "api", "form-action": "/accounts/login/", "cookie-name": "sessionid"}

    def test_is_never_stored_and_varies_by_cookie(self, client):
        response = client.get("/plain/7")
        assert (response["Cache-Control"], response["Vary"]) == ("no-store", "Cookie")

    def test_holds_the_form_with_the_way_back(self, client):
        fields = Fields(client.get("/plain/7?a=b&c=%2F"))
        assert fields.action == "/accounts/login/"
        assert fields.sent["next"] == "/plain/7?a=b&c=%2F"
        assert {"username", "password", "csrfmiddlewaretoken"} <= set(fields.sent)

    def test_holds_the_way_to_register_and_to_the_page(self, client):
        links = Fields(client.get("/plain/7")).links
        assert "/accounts/register/?next=%2Fplain%2F7" in links
        assert "http://testserver/status/401/#credentials-missing" in links

    def test_head_has_the_same_fields_and_no_content(self, client):
        get, head = client.get("/plain/7"), client.head("/plain/7")
        assert (head.status_code, head[FIELD], head.content) == (401, get[FIELD], b"")

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_what_was_sent_is_lost_and_the_page_says_so(self, client, method):
        response = getattr(client, method)("/plain/7")
        assert response.status_code == 401
        assert "was not saved" in response.content.decode()

    def test_a_path_that_looks_like_a_host_stays_a_path(self, client):
        request = client.get("/plain/7").wsgi_request
        request.path = "//evil.example"
        assert sign_in_required(gate_urls.plain)(request).context_data["next"] == "/%2Fevil.example"

    @override_settings(STATUS_REF={"COOKIE_CHALLENGE": False})
    def test_a_site_without_cookie_challenges_answers_403(self, client):
        response = client.get("/plain/7")
        assert response.status_code == 403
        assert FIELD not in response
        assert "HTTP 403 Forbidden" in response.content.decode()

    @override_settings(STATUS_REF={})
    def test_by_default_shows_djangos_form_and_no_way_to_register(self, client):
        response = client.get("/plain/7")
        assert response.context["register_url"] is None
        assert {"username", "password"} <= set(Fields(response).sent)

    @override_settings(LOGIN_URL='/log in/"ü"')
    def test_any_log_in_address_fits_into_the_challenge(self, client):
        params = Challenge.parse(client.get("/plain/7")[FIELD]).params
        assert params["form-action"] == "/log%20in/%22%C3%BC%22"


class TestFailure:
    def test_nothing_was_sent(self, client):
        response = client.get("/plain/7")
        assert code(response) == "credentials-missing"
        assert "sessionid" not in response.cookies

    def test_a_visitor_with_a_live_session_keeps_it(self, client):
        session = client.session
        session["cart"] = [1]
        session.save()
        response = client.get("/plain/7")
        assert code(response) == "credentials-missing"
        assert "sessionid" not in response.cookies

    def test_an_expired_session(self, client, user):
        client.force_login(user)
        session = client.session
        session.set_expiry(timezone.now() - timedelta(days=1))
        session.save()
        response = client.get("/plain/7")
        assert code(response) == "session-expired"
        assert "Your session has expired" in response.content.decode()

    def test_an_ended_session(self, client, user):
        client.force_login(user)
        client.session.flush()
        response = client.get("/plain/7")
        assert code(response) == "session-ended"
        assert "Your session has ended" in response.content.decode()

    def test_a_session_of_somebody_who_may_not_log_in_any_more(self, client, user):
        client.force_login(user)
        user.is_active = False
        user.save()
        assert code(client.get("/plain/7")) == "session-ended"

    def test_a_session_from_before_the_password_changed(self, client, user):
        client.force_login(user)
        user.set_password("battery staple")
        user.save()
        assert code(client.get("/plain/7")) == "session-ended"

    @pytest.mark.parametrize("key", ["x", "made-up-0123456789", "a b", "ü", "\x7f", "a" * 4000])
    def test_a_cookie_that_is_worth_nothing_is_deleted(self, client, key):
        client.cookies["sessionid"] = key
        response = client.get("/plain/7")
        assert response.status_code == 401
        assert response.cookies["sessionid"]["max-age"] == 0


class TestLetIn:
    @pytest.mark.parametrize(
        ("way", "content"),
        [
            ("/plain/7", "for you: 7"),
            ("/later", "for you, later"),
            ("/class", "for you, by a class"),
            ("/later-class", "for you, by a class, later"),
            ("/own", "for you"),
        ],
    )
    def test_whoever_is_signed_in_sees_the_page(self, client, user, way, content):
        client.force_login(user)
        assert client.get(way).content.decode() == content

    def test_the_class_of_the_view_stays_known(self):
        assert gate_urls.Page.as_view().view_class is gate_urls.Page


@pytest.fixture
def own_template(settings):
    page = "{% extends 'status_ref/gate.html' %}{% block heading %}Who goes there?{% endblock %}"
    loaders = [
        ("django.template.loaders.locmem.Loader", {"own_gate.html": page}),
        "django.template.loaders.app_directories.Loader",
    ]
    [engine] = settings.TEMPLATES
    options = engine["OPTIONS"] | {"loaders": loaders}
    settings.TEMPLATES = [engine | {"APP_DIRS": False, "OPTIONS": options}]


class TestOwn:
    def test_form_and_template_of_the_view(self, client, own_template):
        response = client.get("/own")
        assert "pin" in Fields(response).sent
        assert "Who goes there?" in response.content.decode()

    def test_form_of_the_class(self, client):
        assert "pin" in Fields(client.get("/own-class")).sent

    def test_djangos_middleware_that_redirects_is_not_in_the_way(self, client, settings):
        settings.MIDDLEWARE = [
            *settings.MIDDLEWARE,
            "django.contrib.auth.middleware.LoginRequiredMiddleware",
        ]
        assert client.get("/plain/7").status_code == 401
        assert client.get("/accounts/login/").status_code == 200


def test_under_asgi(async_client, user):
    async def visit():
        refused = await async_client.get("/later")
        await async_client.aforce_login(user)
        return refused, await async_client.get("/later")

    refused, seen = async_to_sync(visit)()
    assert (refused.status_code, seen.content) == (401, b"for you, later")
