"""Who may keep an answer that credentials decided."""

import asyncio

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import RequestFactory

from status_ref.caching import looked_at
from status_ref.middleware import private, reference
from status_ref.views.public import asking, public


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


class TestReference:
    """Kept pages are answered before anything else is asked."""

    PAGE = "a page " * 50

    @pytest.fixture
    def keep(self):
        """Have a page kept, as its view would."""
        return lambda: public(lambda request: HttpResponse(self.PAGE))(RequestFactory().get("/kept/"))

    @staticmethod
    def ask(method="get", path="/kept/", **extra):
        middleware = reference(lambda request: HttpResponse("further on"))
        return middleware(getattr(RequestFactory(), method)(path, **extra))

    def test_the_first_request_goes_on(self):
        assert self.ask().content == b"further on"

    def test_what_is_kept_is_answered(self, keep):
        whole = keep()
        response = self.ask()
        assert (dict(response.items()), response.content.decode()) == (dict(whole.items()), self.PAGE)

    def test_an_unchanged_page_is_a_304(self, keep):
        assert self.ask(headers={"if-none-match": keep()["ETag"]}).status_code == 304

    def test_head_gets_no_content(self, keep):
        keep()
        assert (self.ask("head").content, self.ask("head")["Content-Length"]) == (b"", "350")

    def test_a_query_that_nobody_reads_changes_nothing(self, keep):
        keep()
        assert self.ask(path="/kept/?utm_source=x").content.decode() == self.PAGE

    def test_one_that_somebody_reads_goes_on(self):
        asking(lambda request: HttpResponse(self.PAGE))(RequestFactory().get("/kept/"))
        assert self.ask(path="/kept/?q=x").content == b"further on"

    @pytest.mark.parametrize(("method", "path"), [("post", "/kept/"), ("get", "/kept")])
    def test_everything_else_goes_on(self, keep, method, path):
        keep()
        assert self.ask(method, path).content == b"further on"

    def test_nothing_is_answered_to_a_host_that_is_not_ours(self, keep):
        keep()
        with pytest.raises(DisallowedHost):
            self.ask(headers={"host": "evil.example"})

    def test_async_servers_are_served(self, keep):
        async def further(request):
            return HttpResponse("further on")

        def ask():
            return asyncio.run(reference(further)(RequestFactory().get("/kept/"))).content.decode()

        assert ask() == "further on"
        keep()
        assert ask() == self.PAGE
