"""Every way in: one answer for whoever may not come in, and one counter of those who tried."""

import json
from base64 import b64encode

import pytest
from django.core.cache import cache
from django.test import Client

PASSWORD = "correct horse battery staple"
LOGIN, TOKEN, PROFILE = "/accounts/login/", "/api/token/", "/api/profile/"


def basic(name, password):
    return {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def through_the_form(client, name, password):
    return client.post(LOGIN, {"username": name, "password": password})


def through_the_gate(client, name, password):
    page = client.get("/profile/")
    return client.post(page.context["action"], {"username": name, "password": password, "next": "/profile/"})


def through_the_admin(client, name, password):
    page = client.get("/admin/", follow=True)
    return client.post(page.request["PATH_INFO"], {"username": name, "password": password})


def with_json(client, name, password):
    return client.post(TOKEN, {"username": name, "password": password}, "application/json")


def with_a_form(client, name, password):
    return client.post(TOKEN, f"username={name}&password={password}", "application/x-www-form-urlencoded")


def with_basic_for_a_token(client, name, password):
    return client.post(TOKEN, headers=basic(name, password), content_type="application/json")


def with_basic(client, name, password):
    return client.get(PROFILE, headers=basic(name, password))


PAGES = [through_the_form, through_the_gate, through_the_admin]
APIS = [with_json, with_a_form, with_basic_for_a_token, with_basic]
pytestmark = pytest.mark.django_db


@pytest.fixture
def limited(settings):
    """The demo with the limits that it has for everybody."""
    settings.STATUS_REF = {name: value for name, value in settings.STATUS_REF.items() if name != "ATTEMPTS"}
    cache.clear()


@pytest.fixture
def ann(django_user_model):
    return django_user_model.objects.create_user("ann", password=PASSWORD)


@pytest.fixture
def accounts(ann, django_user_model):
    django_user_model.objects.create_user("o77", password=PASSWORD, is_active=False)
    django_user_model.objects.create_user("sso", password=None)


def answer(response, name):
    """What a client can compare: the status, the fields and the body without what differs every time."""
    body = response.content.decode()
    if response["Content-Type"] == "application/problem+json":
        body = {key: value for key, value in json.loads(body).items() if key != "instance"}
    else:
        # The token first: it may by chance hold the name.
        body = body.replace(str(response.context["csrf_token"]), "").replace(name, "NAME")
    fields = sorted(field for field in response.items() if field[0] != "Expires")  # which is now
    return response.status_code, fields, sorted(response.cookies), body


@pytest.mark.parametrize("way", [*PAGES, *APIS])
def test_wrong_unknown_inactive_and_unusable_are_one_answer(accounts, way):
    sent = {"ann": "wrong", "nil": PASSWORD, "o77": PASSWORD, "sso": PASSWORD}
    answers = [answer(way(Client(), name, password), name) for name, password in sent.items()]
    assert answers[0][0] == 401
    assert answers == [answers[0]] * 4


@pytest.mark.parametrize("way", [*PAGES, *APIS])
def test_after_ten_failures_nobody_comes_in_from_there(limited, ann, way):
    for _ in range(10):
        assert way(Client(), "ann", "wrong").status_code == 401
    assert way(Client(), "ann", PASSWORD).status_code == 429
    assert way(Client(REMOTE_ADDR="192.0.2.1"), "ann", PASSWORD).status_code in {200, 303}


def test_all_of_them_share_one_counter(limited, ann):
    for way in [*PAGES, *APIS, *PAGES]:
        assert way(Client(), "ann", "wrong").status_code == 401
    for way in [*PAGES, *APIS]:
        assert way(Client(), "ann", PASSWORD).status_code == 429


@pytest.mark.parametrize("name", ["ann", "nil"])
@pytest.mark.parametrize("way", APIS)
def test_an_api_says_it_with_a_problem(limited, ann, way, name):
    for _ in range(10):
        way(Client(), name, "wrong")
    response = way(Client(), name, PASSWORD)
    problem = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (problem["code"], problem["next"], problem["status"]) == ("too-many-attempts", "wait", 429)
    assert problem["type"] == "http://testserver/status/429/#too-many-attempts"
    assert 890 <= int(response["Retry-After"]) <= 900
    assert response["RateLimit-Policy"] == '"account-address";q=10;w=900'
    assert response["RateLimit"] == f'"account-address";r=0;t={response["Retry-After"]}'
    assert "no-store" in response["Cache-Control"]
    assert "WWW-Authenticate" not in response


@pytest.mark.parametrize("way", PAGES)
def test_a_page_says_it_with_the_form(limited, ann, way):
    for _ in range(10):
        way(Client(), "ann", "wrong")
    response = way(Client(), "ann", PASSWORD)
    page = response.content.decode()
    assert "Too many attempts. Try again in 15 minutes." in page
    assert "HTTP 429 Too Many Requests" in page
    assert 'name="password"' in page
    assert 890 <= int(response["Retry-After"]) <= 900
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("value", ["Basic", "Basic !!", "Basic YWxw", "Basic YTpi,Basic YTpi", "Bearer x"])
def test_what_is_malformed_does_not_count(limited, ann, value):
    for _ in range(11):
        Client().get(PROFILE, headers={"authorization": value})
    assert with_basic(Client(), "ann", PASSWORD).status_code == 200


def test_the_browser_of_the_owner_goes_on_during_an_attack(limited, ann):
    browser = Client(REMOTE_ADDR="192.0.2.1")
    through_the_form(browser, "ann", PASSWORD)
    for number in range(100):
        with_json(Client(REMOTE_ADDR=f"198.51.100.{number}"), "ann", "wrong")
    assert with_json(Client(REMOTE_ADDR="203.0.113.1"), "ann", PASSWORD).status_code == 429
    assert with_json(Client(REMOTE_ADDR="192.0.2.1"), "ann", PASSWORD).status_code == 200
    browser.get("/accounts/logout/")
    browser.post("/accounts/logout/")
    browser.defaults["REMOTE_ADDR"] = "203.0.113.2"
    assert through_the_form(browser, "ann", PASSWORD).status_code == 303


class TestOutage:
    @pytest.fixture
    def broken(self, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS_CACHE": "broken"}
        settings.CACHES = settings.CACHES | {
            "broken": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "unix:///nowhere/redis.sock",
            }
        }

    @pytest.mark.parametrize("way", APIS)
    def test_is_said_to_an_api(self, broken, ann, way):
        response = way(Client(), "ann", PASSWORD)
        assert (response.status_code, response.json()["code"]) == (503, "service-unavailable")
        assert response["Retry-After"] == "30"

    @pytest.mark.parametrize("way", PAGES)
    def test_is_said_on_a_page(self, broken, ann, way):
        response = way(Client(), "ann", PASSWORD)
        assert response.status_code == 503
        assert response["Retry-After"] == "30"
        assert "Sign-in is not available. Try again in a minute." in response.content.decode()

    def test_keeps_nobody_out_who_is_signed_in(self, broken, ann, client):
        client.force_login(ann)
        assert client.get("/profile/").status_code == 200


@pytest.mark.usefixtures("few")
class TestRegister:
    def register(self, name, **more):
        return Client().post("/accounts/register/", {"username": name, "password": PASSWORD} | more)

    @pytest.fixture
    def few(self, limited, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ATTEMPTS": {"address": 3}}

    def test_whoever_tries_out_names_is_stopped(self, ann):
        for _ in range(3):
            assert self.register("ann").status_code == 400
        response = self.register("ann")
        assert response.status_code == 429
        assert "is taken" not in response.content.decode()
        assert 'value="ann"' in response.content.decode()

    def test_other_mistakes_do_not_count(self, ann):
        for _ in range(4):
            assert self.register("a:b").status_code == 400
        assert self.register("bob").status_code == 303
