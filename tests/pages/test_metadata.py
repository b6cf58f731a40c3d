"""What machines are told of every page."""

import json
import re
import subprocess
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings

from status_ref.catalog import load
from tests.plugins.programs import NotInstalled, find, find_package

STATUSES = load().every()
PATHS = ["/status/", *(f"/status/{status.slug}/" for status in STATUSES)]
PATHS += ["/status/401/causes/", "/status/403/causes/", "/status/401/examples/", "/status/404/examples/"]
NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
CHECK = """import type {{ Graph }} from "schema-dts";
export const documents: Graph[] = {documents};
"""


def document(html):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])


@pytest.mark.parametrize("path", PATHS)
class TestEvery:
    def test_names_its_one_address(self, page, path):
        said = page(path).partition("</head>")[0]
        assert re.findall(r'<link rel="canonical" href="([^"]+)">', said) == [settings.ORIGIN + path]
        assert re.findall(r'property="og:url" content="([^"]+)"', said) == [settings.ORIGIN + path]

    def test_says_the_same_in_open_graph(self, page, path):
        said = page(path).partition("</head>")[0]
        told = dict(re.findall(r'property="og:(\w+)" content="([^"]*)"', said))
        assert told["title"] == re.search(r"<title>([^<]+)</title>", said)[1]
        assert told["description"] == re.search(r'name="description" content="([^"]+)"', said)[1]
        assert told["type"] == ("website" if path == "/status/" else "article")


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.slug)
def test_an_article_tells_its_date_its_trail_and_its_questions(page, status):
    found = {node["@type"]: node for node in document(page(f"/status/{status.slug}/"))["@graph"]}
    assert found["TechArticle"]["dateModified"] == status.updated.isoformat()
    trail = [item["item"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert trail == [f"{settings.ORIGIN}/status/", f"{settings.ORIGIN}/status/{status.slug}/"]
    asked = [question["name"] for question in found["FAQPage"]["mainEntity"]] if status.questions else []
    assert asked == [question.title for question in status.questions]


def test_json_ld_has_the_shapes_of_schema_org(page, tmp_path):
    try:
        node, compiler, shapes = find("node"), find_package("typescript"), find_package("schema-dts")
    except NotInstalled as error:
        pytest.skip(str(error))
    (tmp_path / "node_modules").symlink_to(shapes.parent)
    documents = [document(page(path)) for path in PATHS]
    (tmp_path / "check.ts").write_text(CHECK.format(documents=json.dumps(documents)))
    command = [node, compiler / "lib/tsc.js", "--noEmit", "--strict", "--skipLibCheck", "check.ts"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stdout == ""
    assert done.returncode == 0


def test_the_sitemap_lists_them_all_and_leads_somewhere(page):
    entries = ET.fromstring(page("/status/sitemap.xml").encode()).findall("url/loc", NAMES)
    told = [unescape(entry.text).removeprefix(settings.ORIGIN) for entry in entries]
    assert len(told) == len(set(told))
    assert set(PATHS) <= set(told)
    assert [path for path in told if "<h1" not in page(path)] == []
