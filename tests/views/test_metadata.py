"""What machines are told of a page: canonical link, Open Graph, JSON-LD, sitemap."""

import json
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings

from status_ref.catalog import load

ORIGIN = "https://example.com"


@pytest.fixture(autouse=True)
def site(settings):
    settings.STATUS_REF = {**settings.STATUS_REF, "ORIGIN": ORIGIN}


def head(client, path):
    return client.get(path).content.decode().partition("</head>")[0]


def document(client, path):
    page = client.get(path).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])


def nodes(client, path):
    return {node["@type"]: node for node in document(client, path)["@graph"]}


def test_a_page_names_its_one_address(client):
    assert f'<link rel="canonical" href="{ORIGIN}/status/401/">' in head(client, "/status/401/")


@pytest.mark.parametrize("name", ["http", "1xx", "2xx", "3xx", "4xx", "5xx"])
def test_the_picture_is_there_and_of_the_size_that_is_told(name):
    data = Path(finders.find(f"status_ref/og/{name}.png")).read_bytes()
    assert struct.unpack(">II", data[16:24]) == (1200, 630)


def test_static_files_may_live_elsewhere(client):
    with override_settings(STATIC_URL="https://static.example.com/"):
        assert 'og:image" content="https://static.example.com/status_ref/og/4xx.png"' in head(
            client, "/status/401/"
        )


def test_a_page_without_questions_has_no_list_of_them(client):
    assert (
        "FAQPage" in nodes(client, "/status/401/"),
        "FAQPage" in nodes(client, "/status/401/causes/"),
    ) == (True, False)


def test_the_trail_of_a_page_below_leads_through_the_page(client):
    items = nodes(client, "/status/401/causes/")["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items] == ["HTTP status codes", "401 Unauthorized", "Causes"]


def test_no_text_can_end_the_script(client):
    page = client.get("/status/401/").content.decode()
    inside = re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    assert not {"<", ">", "&"} & set(inside)
    assert "<https://" in json.dumps(json.loads(inside))


def test_without_an_origin_nothing_is_said_that_needs_one(client, settings):
    settings.STATUS_REF = {**settings.STATUS_REF, "ORIGIN": None}
    said = client.get("/status/401/").content.decode()
    assert 'name="description"' in said
    assert not re.search("canonical|og:|ld\\+json", said)
    assert client.get("/status/sitemap.xml").status_code == 404


def test_the_sitemap_lists_the_problem_types_of_the_site(client, settings, tmp_path):
    (tmp_path / "problems").mkdir()
    for name, updated in (("a", ""), ("b", "updated = 2026-11-20\n")):
        text = f'+++\ntitle = "T"\nstatus = 402\nlead = "L."\n{updated}+++\n'
        (tmp_path / f"problems/{name}.md").write_text(text)
    settings.STATUS_REF = settings.STATUS_REF | {"CONTENT_DIRS": [tmp_path]}
    place = "<url><loc>https://example.com/status/problems/"
    assert client.get("/status/sitemap.xml").content.decode().splitlines()[-4:-1] == [
        f"{place}</loc></url>",
        f"{place}a/</loc></url>",
        f"{place}b/</loc><lastmod>2026-11-20</lastmod></url>",
    ]


def test_the_sitemap_says_when_a_page_changed(client):
    response = client.get("/status/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    names = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    entries = ET.fromstring(response.content).findall("url", names)
    told = {entry.find("loc", names).text: entry.find("lastmod", names).text for entry in entries}
    assert told[f"{ORIGIN}/status/401/"] == load().get("401").updated.isoformat()


def test_robots_are_shown_the_way_to_it(client, settings):
    assert f"Sitemap: {settings.ORIGIN}/status/sitemap.xml\n" in client.get("/robots.txt").content.decode()
