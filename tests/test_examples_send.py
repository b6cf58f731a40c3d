"""The code examples that send a status, for any error."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import path

from status_ref.catalog import load
from status_ref.catalog.snippets import examples, filled


def sent(status, anchor):
    """Give the example that sends a status, or None."""
    return next((one for one in examples(status.slug, "send") if one.anchor == anchor), None)


def due(anchor):
    """Give the statuses that the example for any code sends."""
    return [status for status in load().every() if (one := sent(status, anchor)) and not one.own]


def slug(status):
    return status.slug


def served(status, anchor, settings, name):
    """Give the answer of an example that a project has among its views."""
    module = {"__name__": "example"}
    exec(filled(sent(status, anchor), status, None).code, module)
    view = module[name]
    if isinstance(view, type):
        view = view.as_view(authentication_classes=[], permission_classes=[])
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("thing/", view)]})
    return Client().get("/thing/", headers={"Accept": "application/json"})


def test_there_are_some_for_every_error_whose_answer_is_free():
    assert {400, 403, 404, 409, 422, 429, 500, 503} <= {status.code for status in due("drf-py")}


@pytest.mark.parametrize("status", due("django-py"), ids=slug)
def test_django_sends_a_problem(settings, status):
    assert_problem(served(status, "django-py", settings, "view"), status)


@pytest.mark.parametrize(("code", "name"), [("429", "too_many"), ("503", "unavailable")])
def test_django_says_how_long_to_wait(settings, code, name):
    status = load().get(code)
    response = served(status, "django-py", settings, name)
    assert_problem(response, status)
    assert response["Retry-After"] == "120"


@pytest.mark.django_db
@pytest.mark.parametrize("status", due("drf-py"), ids=slug)
def test_drf_sends_the_status(settings, status):
    response = served(status, "drf-py", settings, "View")
    assert (response.status_code, list(response.json())) == (status.code, ["detail"])


def assert_problem(response, status):
    assert (response.status_code, response["Content-Type"]) == (status.code, "application/problem+json")
    problem = json.loads(response.content)
    assert (problem["status"], problem["title"]) == (status.code, status.phrase)
