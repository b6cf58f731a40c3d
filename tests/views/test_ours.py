"""A site's own words on the pages of the reference, and the pages of its problem types."""

import re

import pytest
from django.utils.autoreload import StatReloader, autoreload_started

from status_ref.views.reference import catalog

PROBLEM = """\
+++
title = "Out of credit"
status = 402
lead = "The account has *no* credit."
next = "buy-credit"
updated = 2026-11-20

[[related]]
code = 429
difference = "too *many*"

[[related]]
code = 499
difference = "no page of ours"

[[reading]]
title = "Prices"
url = "https://example.com/prices"
by = "us"
note = "what it *costs*"

[[reading]]
title = "A talk"
+++

## Causes

### A large parcel {#large-parcel}

See: a balance.

Check: the price.

Fix: buy <b>credit</b>.

### A fee {#fee}

See: a fee.

Fix: pay it.

## Fix

1. Buy credit.

## Meaning

No credit.

## Exchange

One.

## Clients

They wait.

## Tip

Warn early.

## FAQ

### Why? {#faq-why}

Because.
"""
SHORT = '+++\ntitle = "{}"\nstatus = {}\nlead = "L."\n+++\n'
PAGE = "/status/problems/billing/out-of-credit/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A site with a note, a page, and problem types."""
    files = {
        "notes/401.md": "Send <b>your</b> *key*.",
        "notes/402.md": "# Credit\n\nBuy some.",
        "402.md": '+++\nupdated = 2026-11-20\nlead = "No credit is left."\n+++\n',
        "problems/billing/out-of-credit.md": PROBLEM,
        "problems/causes.md": SHORT.format("Causes", 409),
        "problems/odd.md": SHORT.format("Odd", 499),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    settings.STATUS_REF = settings.STATUS_REF | {"CONTENT_DIRS": [tmp_path]}
    return tmp_path


@pytest.fixture
def get(client):
    def get(path, **headers):
        response = client.get(path, headers=headers)
        assert response.status_code == 200
        return response.content.decode()

    return get


class TestPageOfACode:
    def test_has_the_note_before_the_causes(self, get):
        page = get("/status/401/")
        assert page.index('<h2 id="note">In our API</h2>') < page.index('<h2 id="causes">')
        assert "Send &lt;b&gt;your&lt;/b&gt; <em>key</em>." in page
        assert '<a href="#note">In our API</a>' in page

    def test_has_the_title_of_the_note(self, get):
        assert '<h2 id="note">Credit</h2><p>Buy some.</p>' in get("/status/402/")

    def test_leads_to_its_problems(self, get):
        page = get("/status/402/")
        assert f'<a href="{PAGE}">Out of credit</a>: The account has <em>no</em> credit.' in page
        assert '<a href="#problems">Problems of this site</a>' in page

    @pytest.mark.parametrize("path", ["/status/404/", "/status/499-nginx/"])
    def test_has_neither_where_there_is_nothing_to_say(self, get, path):
        page = get(path)
        assert 'id="note"' not in page
        assert 'id="problems"' not in page

    def test_has_both_as_markdown_and_text(self, get):
        assert "## Credit\n\nBuy some.\n\n## Problems of this site\n\n- **Out of credit**" in get(
            "/status/402.md"
        )
        assert "Credit\n------\n\nBuy some." in get("/status/402.txt")

    def test_says_its_own_words_live_too(self, get, client):
        assert client.get("/live/402").json()["detail"] == "No credit is left."

    def test_ends_its_other_forms_with_the_sites_reading(self, get, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"READING": [{"title": "A talk", "note": "worth it"}]}
        assert get("/status/401.md").endswith("\n- A talk: worth it\n")


class TestBrokenFile:
    @pytest.fixture(autouse=True)
    def _broken(self, folder):
        for name in ("402.md", "notes/401.md", "problems/billing/out-of-credit.md"):
            (folder / name).write_text("")

    @pytest.mark.parametrize("path", ["/status/", "/status/401/", "/status/402/", "/status/all.json"])
    def test_costs_no_page(self, get, path):
        assert get(path)

    def test_is_a_404_where_it_would_stand_alone(self, client):
        assert client.get(PAGE).status_code == 404


class TestIndex:
    def test_lists_all_problems(self, get):
        found = re.findall(r'href="/status/problems/([^"]+)/"', get("/status/"))
        assert found == ["billing/out-of-credit", "causes", "odd"]

    @pytest.mark.parametrize("query", ["out of credit", "out-of-credit", "billing 402", "ACCOUNT"])
    def test_finds_a_problem(self, get, query):
        page = get(f"/status/?q={query}")
        assert re.findall(r'href="/status/problems/([^"]+)/"', page) == ["billing/out-of-credit"]
        assert 'class="empty"' not in page

    @pytest.mark.parametrize("query", ["zzz", "..."])
    def test_finds_none_where_none_fits(self, get, query):
        page = get(f"/status/?q={query}")
        assert "/status/problems/" not in page
        assert 'class="empty"' in page


class TestPageOfAProblem:
    @pytest.fixture
    def page(self, get):
        return get(PAGE)

    def test_has_the_face_of_its_status(self, page):
        assert '<body class="hue-4xx">' in page
        assert '<p class="numeral" aria-hidden="true">402</p>' in page
        assert '<a href="/status/402/">HTTP 402 Payment Required</a>' in page
        assert "<title>Out of credit: what it means and how to fix it</title>" in page

    def test_every_jump_lands_and_no_id_stands_twice(self, page):
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)

    def test_has_every_section_and_a_way_to_it(self, page):
        toc = re.findall(r'<li><a href="#([^"]+)">', page)
        assert toc == [
            "causes",
            "fix",
            "body",
            "meaning",
            "exchange",
            "clients",
            "versus",
            "tip",
            "faq",
            "reading",
        ]

    def test_shows_raw_html_as_text(self, page):
        assert "buy &lt;b&gt;credit&lt;/b&gt;" in page

    def test_shows_the_problem_as_programs_get_it(self, page):
        code = re.search(r'aria-label="The problem as programs get it"><code>(.*?)</code>', page, re.DOTALL)[
            1
        ]
        text = re.sub(r"<[^>]+>", "", code).replace("&quot;", '"')
        assert '"type": "http://testserver/status/problems/billing/out-of-credit/"' in text
        assert '"next": "buy-credit"' in text

    def test_shows_it_blank_where_no_origin_is_known(self, get, settings):
        settings.STATUS_REF = settings.STATUS_REF | {"ORIGIN": None}
        assert "about:blank" in get(PAGE)

    def test_compares_with_pages_that_are_there(self, page):
        assert "<td>too <em>many</em></td>" in page
        assert "no page of ours" not in page

    def test_has_its_reading(self, page):
        assert '<a href="https://example.com/prices">Prices</a>, us: what it <em>costs</em></li>' in page
        assert "<li>A talk</li>" in page

    def test_of_a_status_without_a_page_leads_nowhere(self, get):
        assert "<small>HTTP 499 Unassigned · odd</small>" in get("/status/problems/odd/")

    def test_may_have_the_name_of_another_page(self, get):
        assert "<title>Causes: " in get("/status/problems/causes/")

    def test_is_public(self, client):
        response = client.get(PAGE)
        assert response["Cache-Control"] == "public, max-age=3600"
        assert client.get(PAGE, headers={"if-none-match": response["ETag"]}).status_code == 304
        assert client.post(PAGE).status_code == 405

    @pytest.mark.parametrize(("form", "kind"), [("md", "text/markdown"), ("txt", "text/plain")])
    def test_comes_as_text_too(self, client, form, kind):
        address = f"/status/problems/billing/out-of-credit.{form}"
        response = client.get(address)
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert "Out of credit" in response.content.decode()
        assert f'<link rel="alternate" type="{kind}" href="{address}">' in client.get(PAGE).content.decode()

    @pytest.mark.parametrize("end", ["/", ".md", ".txt"])
    @pytest.mark.parametrize(
        "name",
        [
            "late",
            "billing",
            "Billing/out-of-credit",
            "billing/OUT-OF-CREDIT",
            "billing%2Fout-of-credit%2F",
            "billing//out-of-credit",
            "/billing/out-of-credit",
            "../notes/401",
            "billing/../causes",
            "%2e%2e/notes/401",
            "..%2fnotes%2f401",
            "..\\notes\\401",
            "billing/./out-of-credit",
            "billing.out-of-credit",
            "causes.md",
            "causes%00",
            "causes%0a",
            "caus\u00e9s",
            "a" * 5000,
            "a/" * 900 + "a",
            "a-" * 2000,
            "",
        ],
    )
    def test_what_is_no_name_is_a_404(self, client, name, end):
        assert client.get(f"/status/problems/{name}{end}").status_code == 404

    def test_an_encoded_slash_is_one(self, client):
        assert client.get("/status/problems/billing%2Fout-of-credit/").status_code == 200


class TestListOfProblems:
    def test_leads_to_every_page(self, get):
        page = get("/status/problems/")
        assert re.findall(r'<a href="/status/problems/([^"]+)/">', page) == [
            "billing/out-of-credit",
            "causes",
            "odd",
        ]
        assert "<p>The account has <em>no</em> credit.</p>" in page

    def test_is_led_to_by_every_page(self, get):
        assert '<a href="/status/problems/">' in get(PAGE)

    @pytest.mark.parametrize(("form", "kind"), [("md", "text/markdown"), ("txt", "text/plain")])
    def test_comes_as_text_too(self, client, form, kind):
        response = client.get(f"/status/problems.{form}")
        assert response["Content-Type"] == f"{kind}; charset=utf-8"
        assert f"http://testserver/status/problems/odd.{form}" in response.content.decode()

    @pytest.mark.parametrize("form", ["md", "txt"])
    def test_names_its_other_forms(self, get, form):
        assert f'href="/status/problems.{form}">' in get("/status/problems/")

    def test_as_markdown_has_a_line_for_each(self, get):
        _, _, *lines = get("/status/problems.md").splitlines()
        address = "http://testserver/status/problems/billing/out-of-credit.md"
        assert lines[0] == f"- [402 Out of credit]({address}): The account has *no* credit."

    @pytest.mark.parametrize("end", ["/", ".md", ".txt"])
    def test_is_not_there_where_there_is_none(self, client, settings, end):
        settings.STATUS_REF = {}
        assert client.get(f"/status/problems{end}").status_code == 404


class TestCatalog:
    def test_is_the_same_for_the_same_settings(self, settings, folder):
        before = catalog()
        settings.STATUS_REF = settings.STATUS_REF | {"CONTENT_DIRS": []}
        assert catalog() is not before
        settings.STATUS_REF = settings.STATUS_REF | {"CONTENT_DIRS": [str(folder)]}
        assert catalog() is before

    def test_follows_the_language(self, settings):
        before = catalog()
        settings.LANGUAGE_CODE = "de"
        assert catalog() is not before

    def test_stays_where_other_settings_change(self, settings):
        before = catalog()
        settings.ALLOWED_HOSTS = []
        assert catalog() is before

    def test_is_read_anew_under_runserver(self, folder):
        reloader = StatReloader()
        autoreload_started.send(sender=reloader)
        assert reloader.directory_globs[folder] == {"**/*"}
