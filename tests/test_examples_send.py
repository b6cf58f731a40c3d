"""The code examples that send a status, for any error."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import path

from status_ref.catalog import load
from status_ref.catalog.snippets import examples, filled

STATUSES = [
    status for status in load().every() if {one.label for one in examples(status.slug, "send") if not one.own}
]


def served(status, anchor, settings):
    """Give the answer of an example that a project has among its views."""
    found = next(one for one in examples(status.slug, "send") if one.anchor == anchor)
    module = {"__name__": "example"}
    exec(filled(found, status, None).code, module)
    public = {"authentication_classes": [], "permission_classes": []}
    view = module["View"].as_view(**public) if "View" in module else module["view"]
    settings.ROOT_URLCONF = type("Urls", (), {"urlpatterns": [path("thing/", view)]})
    return Client().get("/thing/", headers={"Accept": "application/json"})


def test_there_are_some_for_every_error_whose_answer_is_free():
    assert {400, 403, 404, 409, 422, 429, 500, 503} <= {status.code for status in STATUSES}


@pytest.mark.django_db
@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
class TestSending:
    def test_django_sends_a_problem(self, settings, status):
        response = served(status, "django-py", settings)
        assert (response.status_code, response["Content-Type"]) == (status.code, "application/problem+json")
        problem = json.loads(response.content)
        assert (problem["status"], problem["title"]) == (status.code, status.phrase)

    def test_drf_sends_the_status(self, settings, status):
        response = served(status, "drf-py", settings)
        assert (response.status_code, list(response.json())) == (status.code, ["detail"])
