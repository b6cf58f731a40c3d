"""The checks of the REST side: each finds what is wrong, and is explained on the 401 page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as demo
from django.core.checks import run_checks
from rest_framework_simplejwt.tokens import AccessToken

from status_ref.catalog import load
from status_ref.rest import checks

OURS = "status_ref.rest.BearerAuthentication"
BASIC = "status_ref.rest.BasicAuthentication"
DRFS = "rest_framework.authentication.SessionAuthentication"
HANDLER = "rest_framework.views.exception_handler"
PLAIN = "rest_framework_simplejwt.tokens.AccessToken"
RING = "status_ref.signins.tokens.AccessToken"
IDS = re.findall(r'id="(status_ref\.\w+)"', Path(checks.__file__).read_text())
SERVER = {"authorization_servers": ["https://sign-in.example/"]}


class TheirOwn(AccessToken):
    """A token of a project, with simplejwt's keys."""


def found(deploy=False):
    ids = {message.id for message in run_checks(include_deployment_checks=deploy)}
    return sorted(ids & set(IDS))


@pytest.fixture
def change(settings):
    """Change members of one of the dicts of the settings."""

    def change(name, **members):
        setattr(settings, name, getattr(demo, name, {}) | members)

    return change


@pytest.mark.parametrize("check_id", IDS)
def test_each_is_explained_under_its_id(check_id):
    anchors = [item.anchor for item in load().get("401").setup]
    assert check_id.lower().replace("_", "-").replace(".", "-") in anchors


def test_each_explanation_has_its_check():
    files = Path(checks.__file__).parents[1].rglob("checks.py")
    ids = re.findall(r'id="(status_ref\.\w+)"', "".join(path.read_text() for path in files))
    anchors = {found.lower().replace("_", "-").replace(".", "-") for found in ids}
    assert {item.anchor for item in load().get("401").setup} <= anchors


@pytest.mark.parametrize("number", ["e002", "e004", "w001", "w020"])
def test_those_of_the_settings_that_spoil_a_401_are_explained_too(number):
    assert f"status-ref-{number}" in [item.anchor for item in load().get("401").setup]


def test_the_demo_has_nothing_to_mend():
    assert found() == []


def test_each_leads_to_its_explanation(change):
    change("SIMPLE_JWT", LEEWAY=3600)
    (message,) = checks.tokens()
    assert message.hint.endswith(" http://testserver/status/401/#status-ref-w017")


def test_without_pages_there_is_only_the_hint(settings, change):
    settings.STATUS_REF = {}
    change("SIMPLE_JWT", LEEWAY=3600)
    (message,) = checks.tokens()
    assert message.hint == checks.W017.hint


@pytest.mark.parametrize(
    ("classes", "handler", "ids"),
    [
        ([DRFS, OURS], HANDLER, ["status_ref.W010", "status_ref.W011"]),
        ([OURS, DRFS], HANDLER, ["status_ref.W011"]),
        ([DRFS], HANDLER, ["status_ref.W010"]),
        ([DRFS, OURS], "status_ref.rest.handler.exception_handler", []),
        ([], HANDLER, []),
    ],
)
def test_challenges(change, classes, handler, ids):
    change("REST_FRAMEWORK", DEFAULT_AUTHENTICATION_CLASSES=classes, EXCEPTION_HANDLER=handler)
    assert found() == ids


class TestTransport:
    def test_basic_over_plain_http(self):
        assert found(deploy=True) == ["status_ref.W012"]

    def test_is_a_matter_of_deployment(self):
        assert found() == []

    def test_tls_is_required(self, change):
        change("STATUS_REF", REQUIRE_TLS=True)
        assert found(deploy=True) == []

    def test_everything_is_redirected(self, settings):
        settings.SECURE_SSL_REDIRECT = True
        assert found(deploy=True) == []

    def test_no_password_is_taken(self, change):
        change("REST_FRAMEWORK", DEFAULT_AUTHENTICATION_CLASSES=[OURS])
        assert found(deploy=True) == []


@pytest.mark.parametrize(
    ("members", "ids"),
    [
        ({"SIGNING_KEY": "k" * 31}, ["status_ref.W008"]),
        ({"SIGNING_KEY": "é" * 16}, []),
        ({"SIGNING_KEY": b"k" * 32}, []),
        ({"SIGNING_KEY": None}, ["status_ref.W008"]),
        ({"SIGNING_KEY": "k" * 63, "ALGORITHM": "HS512"}, ["status_ref.W008"]),
        ({"VERIFYING_KEY": "-----BEGIN PUBLIC KEY-----"}, ["status_ref.W009"]),
        ({"ALGORITHM": "RS256"}, ["status_ref.W009"]),
        ({"ALGORITHM": "RS256", "JWK_URL": "https://sign-in.example/keys"}, []),
        ({"ALGORITHM": "ES256", "VERIFYING_KEY": "PEM", "AUDIENCE": None}, ["status_ref.W013"]),
        ({"AUDIENCE": None}, []),
        ({"CHECK_USER_IS_ACTIVE": False}, ["status_ref.W015"]),
        ({"ACCESS_TOKEN_LIFETIME": timedelta(hours=2)}, ["status_ref.W016"]),
        ({"LEEWAY": timedelta(minutes=6)}, ["status_ref.W017"]),
        ({"LEEWAY": 10.5}, []),
        ({"LEEWAY": None}, []),
        ({"AUTH_HEADER_NAME": "HTTP_X_TOKEN"}, ["status_ref.W018"]),
    ],
)
def test_tokens(change, members, ids):
    change("SIMPLE_JWT", AUTH_TOKEN_CLASSES=[PLAIN], **members)
    assert found() == ids


@pytest.mark.parametrize(
    ("classes", "ids"),
    [
        ([RING], []),
        ([RING, PLAIN], ["status_ref.W008"]),
        ([], []),
        (["tests.rest.test_checks.TheirOwn"], ["status_ref.W008"]),
    ],
)
def test_keys_of_simplejwt_matter_only_to_tokens_that_use_them(change, classes, ids):
    change("SIMPLE_JWT", AUTH_TOKEN_CLASSES=classes, SIGNING_KEY="short")
    assert found() == ids


@pytest.mark.parametrize(
    "members",
    [
        {"SIGNING_KEY": None},
        {"ALGORITHM": "RS256"},
        {"ALGORITHM": "ES256", "VERIFYING_KEY": "PEM", "AUDIENCE": None},
    ],
)
def test_tokens_of_the_ring_do_not_care_for_any_of_them(change, members):
    change("SIMPLE_JWT", **members)
    assert found() == []


@pytest.mark.parametrize(
    ("members", "ids"),
    [
        ({"LEEWAY": 3600}, ["status_ref.W017"]),
        ({"ACCESS_TOKEN_LIFETIME": timedelta(hours=2)}, ["status_ref.W016"]),
    ],
)
def test_what_they_do_follow_is_still_looked_at(change, members, ids):
    change("SIMPLE_JWT", **members)
    assert found() == ids


def test_tokens_are_looked_at_where_they_are_used(change):
    change("SIMPLE_JWT", AUTH_TOKEN_CLASSES=[PLAIN], SIGNING_KEY="short", LEEWAY=3600)
    change("REST_FRAMEWORK", DEFAULT_AUTHENTICATION_CLASSES=[BASIC])
    assert found() == []


@pytest.mark.parametrize(
    ("exposed", "ids"),
    [
        (["WWW-Authenticate", "Retry-After"], []),
        (["www-authenticate", "retry-after", "x"], []),
        (["Retry-After"], ["status_ref.W014"]),
        ([], ["status_ref.W014"]),
    ],
)
def test_exposure(settings, exposed, ids):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    settings.CORS_EXPOSE_HEADERS = exposed
    assert found() == ids


@pytest.mark.parametrize(
    ("resources", "ids"),
    [
        ({"/api/": SERVER}, []),
        ({"/api/": {}}, []),
        ({"/": {"authorization_servers": ["http://127.0.0.1:9000"]}}, []),
        ({"api/": SERVER}, ["status_ref.E012"]),
        ({"/api/": SERVER | {"resource": "https://example.com"}}, ["status_ref.E012"]),
        ({"/api/": {"authorization_servers": ["http://sign-in.example/"]}}, ["status_ref.E012"]),
        ({"/api/": {"authorization_servers": ["sign-in.example"]}}, ["status_ref.E012"]),
        ({"/api/": "https://sign-in.example"}, ["status_ref.E012"]),
        (["/api/"], ["status_ref.E012"]),
    ],
)
def test_resources(change, resources, ids):
    change("STATUS_REF", RESOURCES=resources)
    assert found() == ids


def test_resources_need_an_origin(settings):
    settings.STATUS_REF = {"RESOURCES": {"/api/": SERVER}, "PAGES_URL": "https://docs.example/"}
    assert found() == ["status_ref.E012"]


@pytest.mark.parametrize(
    ("order", "ids"),
    [([checks.PRIVATE, checks.SESSION], []), ([checks.SESSION, checks.PRIVATE], ["status_ref.W019"])],
)
def test_middleware(settings, order, ids):
    rest = [name for name in demo.MIDDLEWARE if name not in order]
    settings.MIDDLEWARE = [*order, *rest]
    assert found() == ids
