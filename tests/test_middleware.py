"""Who may keep an answer that credentials decided."""

import asyncio

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from status_ref.caching import looked_at
from status_ref.middleware import private


def answer(cache_control=None, vary=None, looks=()):
    """What comes out of the middleware for a view that says this."""

    def view(request):
        for field in looks:
            looked_at(request, field)
        response = HttpResponse()
        if cache_control:
            response["Cache-Control"] = cache_control
        if vary:
            response["Vary"] = vary
        return response

    return private(view)(RequestFactory().get("/"))


@pytest.mark.parametrize("vary", ["Cookie", "Accept, cookie", "Authorization"])
def test_what_credentials_decide_is_private(vary):
    assert answer(vary=vary)["Cache-Control"] == "private"


def test_what_an_authenticator_looked_at_decides():
    response = answer(looks=["Authorization"])
    assert (response["Vary"], response["Cache-Control"]) == ("Authorization", "private")


def test_a_freshness_of_the_view_stays():
    assert answer("max-age=60", "Cookie")["Cache-Control"] == "max-age=60, private"


@pytest.mark.parametrize("said", ["no-store", "private, max-age=5", "public, max-age=60", "s-maxage=60"])
def test_what_the_view_decided_stays(said):
    assert answer(said, "Cookie")["Cache-Control"] == said


def test_what_nothing_decides_is_left_alone():
    assert not {"Vary", "Cache-Control"} & set(answer().headers)


def test_async_views_are_served():
    async def view(request):
        return HttpResponse(headers={"Vary": "Cookie"})

    response = asyncio.run(private(view)(RequestFactory().get("/")))
    assert response["Cache-Control"] == "private"


@pytest.mark.urls("tests.rest.api")
@pytest.mark.django_db
def test_a_public_view_with_authenticators_varies(client):
    response = client.get("/public/")
    assert response["Cache-Control"] == "private"
    assert {"Authorization", "Cookie"} <= set(response["Vary"].split(", "))
