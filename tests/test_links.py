"""From a code to the page that explains it."""

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.test import RequestFactory
from django.urls import NoReverseMatch, include, path
from django.urls.base import set_script_prefix
from django.utils.translation import override

from status_ref import links
from status_ref.catalog import ours

BARE = "tests.bare_urls"


@pytest.fixture
def request_from():
    def make(host="shop.example"):
        return RequestFactory().get("/", headers={"host": host})

    return make


class TestOrigin:
    def test_is_the_setting(self, settings):
        settings.STATUS_REF = {"ORIGIN": "https://example.com"}
        assert links.origin() == "https://example.com"

    def test_is_not_the_clients_to_choose(self, settings, request_from):
        settings.STATUS_REF = {}
        assert links.origin(request_from()) is None

    def test_is_the_requests_in_debug(self, settings, request_from):
        settings.STATUS_REF, settings.DEBUG, settings.ALLOWED_HOSTS = {}, True, ["shop.example"]
        assert links.origin(request_from()) == "http://shop.example"

    def test_is_unknown_for_a_foreign_host(self, settings, request_from):
        settings.STATUS_REF, settings.DEBUG, settings.ALLOWED_HOSTS = {}, True, ["shop.example"]
        assert links.origin(request_from("evil.example")) is None

    def test_is_unknown_in_debug_without_a_request(self, settings):
        settings.STATUS_REF, settings.DEBUG = {}, True
        assert links.origin() is None


class TestPath:
    def test_is_that_of_the_view(self):
        assert links.path("status_ref:live", "200") == "/live/200"

    def test_begins_with_the_prefix_of_the_request(self):
        assert links.path("status_ref:page", "401") == "/status/401/"
        set_script_prefix("/below/")
        try:
            assert links.path("status_ref:page", "401") == "/below/status/401/"
        finally:
            set_script_prefix("/")

    def test_is_that_of_other_addresses(self, settings):
        assert links.path("status_ref:page", "401")
        settings.ROOT_URLCONF = BARE
        with pytest.raises(NoReverseMatch):
            links.path("status_ref:page", "401")


class TestPage:
    def test_is_absolute(self):
        assert links.page(401) == "http://testserver/status/401/"

    def test_has_the_section(self):
        assert links.page(401, "token-expired") == "http://testserver/status/401/#token-expired"

    def test_stands_elsewhere_by_setting(self, settings):
        settings.STATUS_REF = {"PAGES_URL": "https://docs.example/http"}
        assert links.page(503) == "https://docs.example/http/503/"

    @pytest.mark.parametrize("key", ["ORIGIN", "PAGES_URL"])
    @pytest.mark.parametrize(
        "url", ["example.com", "/status/", "https://ex\u00e4mple.com", "ftp://a/", "https://"]
    )
    def test_is_none_where_no_challenge_could_carry_it(self, settings, key, url):
        settings.STATUS_REF = {key: url}
        assert links.page(401, "x") is None

    def test_is_none_without_an_origin(self, settings):
        settings.STATUS_REF = {}
        assert links.page(401, "x") is None

    @pytest.mark.urls(BARE)
    def test_is_none_where_no_pages_are_mounted(self):
        assert links.page(401) is None


urlpatterns = i18n_patterns(path("", include("status_ref.urls")))


@pytest.mark.urls(__name__)
class TestLanguage:
    """With ``i18n_patterns`` every language has addresses of its own."""

    @pytest.mark.parametrize("language", ["en", "de"])
    def test_is_that_of_the_site_for_what_is_a_name(self, language):
        with override(language):
            assert links.problem("late") == "http://testserver/en/status/problems/late/"
            assert links.page(401, "token-expired") == "http://testserver/en/status/401/#token-expired"

    def test_is_that_of_the_reader_for_what_a_page_leads_to(self):
        with override("de"):
            assert links.path("status_ref:page", "401") == "/de/status/401/"


class TestProblem:
    def test_is_absolute(self):
        url = links.problem("billing/out-of-credit")
        assert url == "http://testserver/status/problems/billing/out-of-credit/"

    def test_stands_elsewhere_by_setting(self, settings):
        settings.STATUS_REF = {"PAGES_URL": "https://docs.example/http"}
        assert links.problem("late") == "https://docs.example/http/problems/late/"

    @pytest.mark.parametrize(
        "name", ["", "Late", "../401", "a//b", "/a", "a/", "a.b", "a b", "a\n", "%2e", "\u00e9"]
    )
    @pytest.mark.parametrize("given", [{"ORIGIN": "https://a.example"}, {"PAGES_URL": "https://a.example"}])
    def test_is_none_for_what_is_no_name(self, settings, name, given):
        settings.STATUS_REF = given
        assert links.problem(name) is None

    def test_names_are_those_of_the_catalog(self):
        assert links.NAME.pattern == ours.NAME.pattern

    def test_is_none_without_an_origin(self, settings):
        settings.STATUS_REF = {}
        assert links.problem("late") is None

    @pytest.mark.urls(BARE)
    def test_is_none_where_no_pages_are_mounted(self):
        assert links.problem("late") is None
