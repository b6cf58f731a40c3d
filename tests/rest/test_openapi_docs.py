"""What docs/openapi.md says happens in a project that has nothing but what the page shows."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from status_ref.rest import openapi
from status_ref.rest.openapi import SENTENCES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/openapi.md").read_text()
SETTINGS, VIEWS, URLS = re.findall(r"^```python\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
(SHOWN,) = re.findall(r"^```yaml\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
BEFORE = """
SECRET_KEY = "x" * 50
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
"""


@pytest.fixture(scope="module")
def responses(tmp_path_factory):
    """The responses of the view on the page, in the document that the project writes."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "shop").mkdir()
    files = {"settings": BEFORE + SETTINGS, "views": VIEWS, "urls": f"urlpatterns = []\n{URLS}"}
    for name, content in files.items():
        (folder / f"shop/{name}.py").write_text(content)
    command = [sys.executable, "-m", "django", "spectacular", "--settings=shop.settings", "--validate"]
    command += ["--fail-on-warn", "--format=openapi-json"]
    environment = {"PYTHONPATH": f"{folder}:{ROOT}"}
    written = subprocess.run(command, env=environment, cwd=folder, stdout=-1, check=True, timeout=60).stdout
    return json.loads(written)["paths"]["/reports/"]["get"]["responses"]


def test_the_response_is_the_one_that_is_shown(responses):
    assert yaml.safe_load(SHOWN) == {"403": responses["403"]}


def test_every_status_has_a_row():
    assert [int(row) for row in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)] == list(SENTENCES)


def test_the_view_has_the_statuses_whose_rows_apply(responses):
    assert list(responses) == ["200", "400", "401", "403", "429", "503"]


def test_the_classes_on_the_page_are_there():
    assert {"AutoSchema", "DocumentsRefusals"} <= vars(openapi).keys()
