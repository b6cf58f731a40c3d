"""What the reference answers is made once, and is the same for everyone who asks alike."""

import gzip
import os
import sys
import time
from datetime import UTC, datetime

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import set_script_prefix
from django.utils import translation
from django.utils.http import http_date, parse_http_date

from status_ref.views import kept, made_of, reference
from status_ref.views.public import asking, offering, public

LONG = "as it is " * 100


class Counted:
    """A view that tells how often it was asked."""

    def __init__(self, content=LONG, **fields):
        self.content, self.fields, self.asked = content, fields, 0
        self.__name__ = "counted"

    def __call__(self, request, media_type=""):
        self.asked += 1
        return HttpResponse(self.content + media_type, headers=self.fields)


def get(path="/kept/", **fields):
    return RequestFactory().get(
        path, headers={name.replace("_", "-"): value for name, value in fields.items()}
    )


def asked(*requests, view=None):
    """How often a view is asked for these requests."""
    view = view or Counted()
    for request in requests:
        public(view)(request)
    return view.asked


class TestHowOften:
    def test_once_for_requests_that_differ_in_nothing_that_counts(self):
        many = [get(), get(cookie="sessionid=1"), get(authorization="Bearer x"), get(accept_language="de")]
        assert asked(*many, RequestFactory().head("/kept/")) == 1

    def test_once_for_all_codings(self):
        assert asked(get(), get(accept_encoding="gzip"), get(accept_encoding="br")) == 1

    def test_once_for_each_address(self):
        assert asked(get(), get("/other/"), get("/other/")) == 2

    def test_once_for_all_queries_that_nobody_reads(self):
        assert asked(get("/kept/?a=1"), get(), get("/kept/?b=2")) == 1

    def test_each_time_with_a_query_that_somebody_reads(self):
        view = Counted()
        for path in ("/kept/?q=1", "/kept/?q=1", "/kept/", "/kept/", "/kept/?q=1"):
            asking(view)(get(path))
        assert view.asked == 4

    def test_each_time_while_debugging(self, settings):
        settings.DEBUG = True
        assert asked(get(), get()) == 2
        assert kept._kept == {}

    def test_again_when_a_setting_changes(self, settings):
        view = Counted()
        asked(get(), view=view)
        settings.STATUS_REF = {"ORIGIN": "https://other.example"}
        assert asked(get(), view=view) == 2

    def test_each_time_for_what_is_no_200(self):
        view = Counted()
        missing = public(lambda request: HttpResponse(view(request).content, status=404))
        assert [missing(get()).status_code for _ in range(2)] == [404, 404]
        assert view.asked == 2

    def test_once_for_each_language(self):
        view = Counted()
        for language in ("en", "de", "de"):
            with translation.override(language):
                asked(get(), view=view)
        assert view.asked == 2

    def test_once_for_each_place_that_the_site_is_mounted_at(self):
        view = Counted()
        for prefix in ("/", "/docs/", "/docs/"):
            set_script_prefix(prefix)
            asked(get(), view=view)
        set_script_prefix("/")
        assert view.asked == 2

    def test_once_for_each_urlconf(self):
        other = get()
        other.urlconf = "tests.bare_urls"
        assert asked(get(), other, other) == 2

    def test_no_more_than_there_is_room_for(self, monkeypatch):
        monkeypatch.setattr(kept, "LIMIT", 2)
        assert asked(*(get(f"/{path}/") for path in "aabbcc")) == 4
        assert len(kept._kept) == 2

    def test_a_full_house_still_keeps_other_forms_of_what_it_has(self, monkeypatch):
        monkeypatch.setattr(kept, "LIMIT", 1)
        view = Counted()
        for accept in ("text/html", "text/plain", "text/plain"):
            offering("text/html", "text/plain")(view)(get(accept=accept))
        assert view.asked == 2


class TestForms:
    @pytest.fixture
    def answer(self):
        view = offering("text/html", "application/json", "text/plain")(Counted("form: "))
        return lambda **fields: view(get(**fields))

    @pytest.mark.parametrize(
        ("accept", "form"),
        [
            ("", "text/html"),
            ("*/*", "text/html"),
            ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
            ("application/json", "application/json"),
            ("text/plain, text/html;q=0.5", "text/plain"),
            ("text/html;q=0, */*", "application/json"),
            ("image/png", "text/html"),
            ("text/html;q=0", "text/html"),
            ("\xff;;", "text/html"),
        ],
    )
    def test_accept_chooses(self, answer, accept, form):
        for _ in range(2):
            assert answer(accept=accept).content.decode() == f"form: {form}"

    def test_vary_tells_so(self, answer):
        assert answer()["Vary"] == "Accept, Accept-Encoding"
        assert public(Counted())(get("/other/"))["Vary"] == "Accept-Encoding"

    def test_each_has_its_own_tag(self, answer):
        assert answer()["ETag"] != answer(accept="text/plain")["ETag"]


class TestCodings:
    @pytest.mark.parametrize(("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
    def test_holds_the_same(self, coding, decode):
        response = public(Counted())(get(accept_encoding=coding))
        assert response["Content-Encoding"] == coding
        assert response["Content-Length"] == str(len(response.content))
        assert decode(response.content).decode() == LONG

    def test_each_has_its_own_tag(self):
        view = public(Counted())
        assert len({view(get(accept_encoding=coding))["ETag"] for coding in ("br", "gzip", "identity")}) == 3

    @pytest.mark.parametrize("accept", ["identity", "identity;q=0", "*;q=0", "zstd"])
    def test_what_cannot_be_coded_as_wanted_comes_as_it_is(self, accept):
        response = public(Counted())(get(accept_encoding=accept))
        assert (response.content.decode(), response.has_header("Content-Encoding")) == (LONG, False)

    def test_little_is_not_coded(self):
        assert not public(Counted("little"))(get(accept_encoding="gzip")).has_header("Content-Encoding")

    def test_without_brotli_there_is_gzip(self):
        assert list(kept.encoders(None)) == ["gzip"]
        assert list(kept.encoders(brotli)) == ["br", "gzip"]


class TestAnswer:
    def test_head_is_get_without_content(self):
        view = public(Counted())
        head = view(RequestFactory().head("/kept/"))
        assert (dict(head.items()), head.content) == (dict(view(get()).items()), b"")

    def test_an_unchanged_one_has_the_fields_that_it_must(self):
        view = public(Counted(**{"Content-Location": "/a.txt", "Link": "</b>; rel=x", "X-Other": "1"}))
        whole = view(get())
        response = view(get(if_none_match=whole["ETag"]))
        assert (response.status_code, response.content) == (304, b"")
        wanted = ("Cache-Control", "Content-Language", "Content-Location", "ETag", "Vary")
        assert dict(response.items()) == {name: whole[name] for name in wanted}

    def test_the_tag_of_another_coding_is_another(self):
        view = public(Counted())
        tag = view(get(accept_encoding="gzip"))["ETag"]
        assert view(get(if_none_match=tag)).status_code == 200
        assert view(get(if_none_match=tag, accept_encoding="gzip")).status_code == 304

    def test_a_condition_that_does_not_hold_is_a_412(self):
        assert public(Counted())(get(if_match='"x"')).status_code == 412

    def test_a_script_of_another_origin_may_see_that_412(self):
        view = public(Counted(**{"Access-Control-Allow-Origin": "*", "X-Other": "1"}))
        view(get())
        response = view(get(if_match='"x"'))
        assert (response["Access-Control-Allow-Origin"], "X-Other" in response) == ("*", False)

    def test_sets_no_cookie(self):
        def view(request):
            response = HttpResponse(LONG)
            response.set_cookie("a", "b")
            return response

        assert not public(view)(get()).cookies


class TestLastModified:
    def test_is_that_of_the_newest_file(self):
        response = public(Counted())(get())
        assert parse_http_date(response["Last-Modified"]) == made_of.newest()
        assert public(Counted())(get(if_modified_since=response["Last-Modified"])).status_code == 304

    def test_is_what_the_view_says_where_that_is_later(self):
        later = http_date(made_of.newest() + 1)
        assert public(Counted(**{"Last-Modified": later}))(get())["Last-Modified"] == later

    def test_is_never_later_than_now(self):
        tomorrow = http_date(time.time() + 86_400)
        response = public(Counted(**{"Last-Modified": tomorrow}))(get())
        assert parse_http_date(response["Last-Modified"]) <= time.time()

    def test_sees_a_template_of_the_site(self, settings, tmp_path):
        (tmp_path / "status_ref").mkdir()
        template = tmp_path / "status_ref/page.html"
        template.write_text("")
        os.utime(template, (4e9, 4e9))
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
        assert made_of.newest() == 4e9

    def test_sees_the_settings(self, settings, tmp_path, monkeypatch):
        module = tmp_path / "settings.py"
        module.write_text("")
        os.utime(module, (4e9, 4e9))
        monkeypatch.setattr(sys.modules[settings.SETTINGS_MODULE], "__file__", str(module))
        assert made_of.newest() == 4e9

    def test_does_without_files_that_are_gone(self, settings, tmp_path):
        page = tmp_path / "402.md"
        page.write_text("")
        (tmp_path / ".#402.md").symlink_to("ann@host.1")
        settings.STATUS_REF = {"CONTENT_DIRS": [tmp_path]}
        assert page in reference.catalog().files
        page.unlink()
        assert made_of.newest() <= time.time()

    def test_does_without_a_module_of_settings(self, monkeypatch):
        monkeypatch.setattr(made_of.settings, "SETTINGS_MODULE", None)
        assert made_of.newest() <= time.time()

    def test_is_not_before_the_words_were_updated(self, client):
        said = parse_http_date(client.get("/status/401/")["Last-Modified"])
        updated = reference.catalog().get("401").updated
        midnight = datetime(updated.year, updated.month, updated.day, tzinfo=UTC).timestamp()
        assert said >= min(midnight, int(time.time()) - 60)


NAV = "{% if request or user or messages %}asked-by-somebody{% endif %}<a>asked-by-nobody</a>"


def test_no_template_knows_who_asks(client, settings):
    loader = ("django.template.loaders.locmem.Loader", {"status_ref/nav.html": NAV})
    options = {"loaders": [loader, "django.template.loaders.app_directories.Loader"]}
    options["context_processors"] = settings.TEMPLATES[0]["OPTIONS"]["context_processors"]
    settings.TEMPLATES = [{"BACKEND": settings.TEMPLATES[0]["BACKEND"], "OPTIONS": options}]
    for path in (
        "/status/",
        "/status/?q=token",
        "/status/401/",
        "/status/401/causes/",
        "/status/401/examples/",
    ):
        html = client.get(path).content.decode()
        assert ("asked-by-nobody" in html, "asked-by-somebody" in html) == (True, False), path


def test_while_debugging_the_origin_is_that_of_the_request(settings):
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    settings.STATUS_REF = {}
    pages = [Client(headers={"host": host}).get("/status/404/").content for host in settings.ALLOWED_HOSTS]
    assert [b"http://a.example/live/404" in page for page in pages] == [True, False]


def test_runserver_begins_anew_when_the_words_change():
    class Reloader:
        watched = set()

        def watch_dir(self, folder, glob):
            self.watched.add((folder, glob))

    reloader = Reloader()
    reference.autoreload_started.send(sender=reloader)
    assert (reference.catalog().files[0].parent, "**/*") in reloader.watched


LOCALE = "django.middleware.locale.LocaleMiddleware"


@pytest.mark.parametrize("middleware", [[LOCALE], [LOCALE, "status_ref.middleware.reference"]])
def test_the_language_is_that_of_the_words_and_not_that_of_the_visitor(client, settings, middleware):
    """RFC 9110, Section 8.5: not even an answer that tells a cache of new fields says otherwise."""
    settings.MIDDLEWARE = middleware
    for _ in range(2):
        whole = client.get("/status/404/", headers={"accept-language": "de"})
        same = {"accept-language": "de", "if-none-match": whole["ETag"]}
        unchanged = client.get("/status/404/", headers=same)
        assert (whole["Content-Language"], unchanged["Content-Language"]) == ("en", "en")
        assert (unchanged.status_code, b'<html lang="en">' in whole.content) == (304, True)


def test_a_middleware_that_codes_too_does_not_do_it_twice(client, settings):
    settings.MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *settings.MIDDLEWARE]
    plain = client.get("/status/404/").content
    for _ in range(2):
        coded = client.get("/status/404/", headers={"accept-encoding": "gzip"})
        assert (gzip.decompress(coded.content), coded["ETag"][0]) == (plain, '"')
