"""The reference pages, as a browser gets them."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from status_ref.catalog import CONTENT, load
from status_ref.catalog.causes import causes
from status_ref.catalog.specs import spec_url
from status_ref.http.failures import FAILURES
from status_ref.views import forms, pages, shown

SLUGS = [status.slug for status in load().every()]


def ids(html):
    return re.findall(r'\sid="([^"]+)"', html)


class TestIndex:
    def test_lists_every_code(self, client):
        html = client.get("/status/").content.decode()
        assert [slug for slug in SLUGS if f'href="/status/{slug}/"' not in html] == []

    def test_marks_what_should_not_be_used(self, client):
        assert "obsolete" in client.get("/status/").content.decode()


class TestPage:
    @pytest.fixture
    def html(self, client):
        return client.get("/status/401/").content.decode()

    def test_has_a_title_that_answers(self, html):
        assert "<title>HTTP 401 Unauthorized: what it means and how to fix it</title>" in html

    @pytest.mark.parametrize(
        "section",
        [
            "meaning",
            "causes",
            "fix",
            "try",
            "examples",
            "send",
            "exchange",
            "clients",
            "versus",
            "tip",
            "failures",
            "faq",
            "reading",
            "facts",
        ],
    )
    def test_has_every_section_and_a_way_to_it(self, html, section):
        assert f'id="{section}"' in html
        assert f'href="#{section}"' in html

    def test_says_when_it_was_updated(self, html):
        assert re.search(r'Last updated:</b> <time datetime="(\d{4}-\d\d-\d\d)">\1</time>', html)

    def test_begins_its_reading_with_the_rfc_and_ends_with_the_sites_own(self, html):
        titles = re.findall(r"<li><a href=\"[^\"]+\">([^<]+)</a>", html[html.index('class="reading"') :])
        assert titles[0] == "RFC 9110, Section 15.5.2"
        assert "Designing Data-Intensive Applications" in titles

    def test_begins_its_questions_as_people_ask(self, html):
        questions = re.findall(r'class="question" id="[^"]+"><h3>([^<]+)', html)
        assert questions[:2] == ["What causes HTTP 401?", "How do I fix HTTP 401?"]

    def test_shows_the_live_answer(self, html, client):
        fields = client.head("/live/401").items()
        shown = html.replace("&quot;", '"')
        assert [
            line for line in (f"{n}: {v}" for n, v in fields if n == "WWW-Authenticate") if line not in shown
        ] == []

    def test_leads_from_a_list_of_reading_without_links_too(self, client, settings):
        settings.STATUS_REF = {"READING": [{"title": "A talk", "note": "worth it"}]}
        assert "<li>A talk: worth it</li>" in client.get("/status/401/").content.decode()

    @pytest.mark.parametrize("failure", FAILURES.values(), ids=lambda failure: failure.code)
    def test_explains_every_failure_of_its_status(self, client, failure):
        assert failure.code in ids(client.get(f"/status/{failure.status}/").content.decode())

    def test_a_short_page_says_that_it_is(self, client, monkeypatch, tmp_path):
        facts, _, _ = (CONTENT / "en/404.md").read_text().partition("\n## ")
        (tmp_path / "404.md").write_text(facts)
        for module in (pages, shown):
            monkeypatch.setattr(module, "catalog", lambda: load([tmp_path]))
        assert "are still to be written" in client.get("/status/404/").content.decode()

    @pytest.mark.parametrize("slug", ["0", "600", "499", "abc", "-1", "401x", "x" * 300, "4-0-1", "401%00"])
    def test_an_unknown_code_is_a_404(self, client, slug):
        assert client.get(f"/status/{slug}/").status_code == 404

    def test_a_vendors_meaning_names_its_vendor(self, client):
        titles = [
            re.search("<title>(.*?)</title>", client.get(f"/status/{slug}/").content.decode())[1]
            for slug in ("499-nginx", "499-esri", "401-iis")
        ]
        assert [title.partition(":")[0] for title in titles] == [
            "HTTP 499 Client Closed Request (nginx)",
            "HTTP 499 Token Required (Esri)",
            "HTTP 401 Unauthorized on IIS (401.1 to 401.5)",
        ]
        assert 'href="/status/401-iis/">401 <small>IIS</small>' in client.get("/status/401/").content.decode()

    def test_an_unused_code_says_what_it_was_called(self, client):
        assert "<b>Also called:</b> I&#x27;m a teapot" in client.get("/status/418/").content.decode()

    def test_shows_what_was_measured_of_clients(self, client):
        html = client.get("/status/301/").content.decode()
        assert re.search(r'"row">curl <small>[\d.]+</small></th><td>goes to the address in <code>Loc', html)
        assert 'class="measured"' not in client.get("/status/200/").content.decode()

    def test_only_an_answer_has_a_curl_line(self, client):
        first, last = (client.get(f"/status/{slug}/").content.decode() for slug in ("103", "401"))
        assert "curl -i http" not in first
        assert "<code>curl -i http://testserver/live/401</code>" in last

    def test_first_and_last_have_one_neighbour(self, client):
        first, last = (client.get(f"/status/{slug}/").content.decode() for slug in (SLUGS[0], SLUGS[-1]))
        assert ('rel="prev"' in first, 'rel="next"' in last) == (False, False)


class TestEditing:
    PLACE = "https://example.com/edit/{path}"

    def test_is_offered_where_the_setting_says_how(self, client, settings):
        settings.STATUS_REF = {"EDIT_URL": self.PLACE}
        html = client.get("/status/499-nginx/").content.decode()
        assert '<a href="https://example.com/edit/en/499-nginx.md">Edit this page</a>' in html

    def test_is_not_offered_without_it(self, client):
        assert "Edit this page" not in client.get("/status/401/").content.decode()

    def test_is_not_offered_for_a_page_that_is_the_sites_own(self, client, settings, monkeypatch, tmp_path):
        settings.STATUS_REF = {"EDIT_URL": self.PLACE}
        (tmp_path / "404.md").write_text((CONTENT / "en/404.md").read_text())
        for module in (pages, shown):
            monkeypatch.setattr(module, "catalog", lambda: load([tmp_path]))
        assert "Edit this page" not in client.get("/status/404/").content.decode()
        assert "Edit this page" in client.get("/status/401/").content.decode()


class TestSize:
    @pytest.mark.parametrize("kind", ["css", "js"])
    def test_it_has_one_sheet_and_one_script_under_12_kb_each(self, client, kind):
        html = client.get("/status/401/").content.decode()
        found = re.findall(rf'(?:href|src)="([^"]+\.{kind})"', html)
        assert found == [f"/static/status_ref/status_ref.{kind}"]
        file = Path(finders.find(f"status_ref/status_ref.{kind}"))
        assert len(gzip.compress(file.read_bytes(), 6)) < 12_000


class TestCaching:
    def test_is_public(self, client):
        response = client.get("/status/401/")
        assert (response["Cache-Control"], response["Vary"]) == (
            "public, max-age=3600",
            "Accept, Accept-Encoding",
        )

    def test_reads_no_cookie_and_sets_none(self, client):
        client.cookies["sessionid"] = "unknown0123456789"
        assert not client.get("/status/401/").cookies

    @pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
    def test_an_unchanged_page_is_a_304(self, client, form):
        tag = client.get("/status/401/")["ETag"]
        response = client.get("/status/401/", headers={"if-none-match": form.format(tag)})
        assert (response.status_code, response.content, response["ETag"]) == (304, b"", tag)
        assert response["Cache-Control"] == "public, max-age=3600"

    def test_another_tag_gets_the_page(self, client):
        assert client.get("/status/401/", headers={"if-none-match": '"x"'}).status_code == 200

    def test_post_is_a_405(self, client):
        assert client.post("/status/401/").status_code == 405


@pytest.mark.parametrize(
    ("spec", "url"),
    [
        ("RFC 9110, Section 15.5.2", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2"),
        ("RFC 4918, Section 11.1 and 13", "https://www.rfc-editor.org/rfc/rfc4918#section-11.1"),
        ("RFC 2774", "https://www.rfc-editor.org/rfc/rfc2774"),
        (
            "draft-ietf-httpbis-resumable-upload-05, x",
            "https://datatracker.ietf.org/doc/draft-ietf-httpbis-resumable-upload/",
        ),
        ("nginx source", None),
    ],
)
def test_a_spec_has_an_address(spec, url):
    assert spec_url(spec) == url


@pytest.mark.parametrize("path", ["/status/", "/status/401/", "/live/200"])
def test_nobody_has_to_log_in_to_read(client, settings, path):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    assert client.get(path).status_code == 200


def test_the_page_names_its_data(client):
    page = client.get("/status/401/").content.decode()
    assert '<link rel="alternate" type="application/json" href="/status/401.json">' in page


@pytest.mark.parametrize(("form", "kind"), [("md", "text/markdown"), ("txt", "text/plain")])
class TestForms:
    def test_comes_in_utf_8_and_can_be_kept(self, client, form, kind):
        response = client.get(f"/status/401.{form}")
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert response["Cache-Control"] == "public, max-age=3600"
        again = client.get(f"/status/401.{form}", headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304

    def test_the_page_names_it(self, client, form, kind):
        page = client.get("/status/401/").content.decode()
        assert f'<link rel="alternate" type="{kind}" href="/status/401.{form}">' in page

    def test_what_is_not_there_is_not_found(self, client, form, kind):
        assert client.get(f"/status/999.{form}").status_code == 404


class TestChosenForm:
    """One address, several forms (RFC 9110, Section 12.1)."""

    OWN = {"text/markdown": "/status/401.md", "text/plain": "/status/401.txt"}

    @pytest.mark.parametrize("kind", OWN)
    def test_is_what_its_own_address_gives(self, client, kind):
        chosen = client.get("/status/401/", headers={"accept": kind})
        assert chosen["Content-Location"] == self.OWN[kind]
        alone = client.get(self.OWN[kind])
        assert (alone.content, alone["Content-Type"]) == (chosen.content, chosen["Content-Type"])
        assert not alone.has_header("Content-Location")

    @pytest.mark.parametrize("accept", ["*/*", "text/html", "image/png", "text/*;q=0.1"])
    def test_is_html_where_nothing_else_is_wanted_more(self, client, accept):
        response = client.get("/status/401/", headers={"accept": accept})
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert not response.has_header("Content-Location")

    def test_names_the_others(self, client):
        links = client.get("/status/401/")["Link"].split(", ")
        for kind, path in self.OWN.items():
            assert f'<{path}>; rel="alternate"; type="{kind}"' in links
        assert not any("canonical" in link or "text/html" in link for link in links)

    @pytest.mark.parametrize("path", OWN.values())
    def test_its_own_address_names_the_page(self, client, path):
        links = client.get(path)["Link"].split(", ")
        assert links[0] == '<http://testserver/status/401/>; rel="canonical"'
        assert '</status/401/>; rel="alternate"; type="text/html"' in links
        assert not any(path in link for link in links)

    def test_an_unknown_code_is_not_found_in_any(self, client):
        assert client.get("/status/499/", headers={"accept": "text/plain"}).status_code == 404


def test_json_has_no_charset():
    assert (
        forms.Form("application/json", "json", lambda status, request: "{}").content_type
        == "application/json"
    )


class TestAllCauses:
    def test_shows_each_under_its_anchor(self, client):
        html = client.get("/status/401/causes/").content.decode()
        told = [cause.id for place in causes("401") for cause in place.causes]
        assert [anchor for anchor in told if f'id="{anchor}"' not in html] == []

    def test_the_page_leads_to_it(self, client):
        assert 'href="/status/401/causes/"' in client.get("/status/401/").content.decode()
        assert "/causes/" not in client.get("/status/418/").content.decode()

    @pytest.mark.parametrize("slug", ["418", "999", "a" * 300])
    def test_is_not_found_where_there_are_none(self, client, slug):
        assert client.get(f"/status/{slug}/causes/").status_code == 404
