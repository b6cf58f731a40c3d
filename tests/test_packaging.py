"""What others install is the built wheel: it serves its pages in a project that is not ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import zipfile
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.plugins.programs import Program, free_port
from tests.plugins.wheel import ROOT, install

SETTINGS = """
SECRET_KEY = "x" * 50
DEBUG = True
INSTALLED_APPS = ["django.contrib.staticfiles", "status_ref"]
ROOT_URLCONF = "addresses"
STATIC_URL = "static/"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
"""
ADDRESSES = """
from django.urls import include, path

urlpatterns = [path("", include("status_ref.urls"))]
"""
REST_SETTINGS = """
INSTALLED_APPS += ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "status_ref.rest.BearerAuthentication",
        "status_ref.rest.BasicAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "EXCEPTION_HANDLER": "status_ref.rest.handler.exception_handler",
}
"""
REST_ADDRESSES = """
from rest_framework.views import APIView

urlpatterns.append(path("api/", APIView.as_view()))
"""
RUNSERVER = ("runserver", "--noreload", "--settings", "project", "--pythonpath", ".")


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


class Site:
    """An empty project in an environment with nothing but the wheel and what it asks for."""

    def __init__(self, folder: Path, python: Path, *, rest: bool = False) -> None:
        """Write the project."""
        self.folder, self.python = folder, python
        (folder / "project.py").write_text(SETTINGS + REST_SETTINGS * rest)
        (folder / "addresses.py").write_text(ADDRESSES + REST_ADDRESSES * rest)

    def imports(self, package: str) -> bool:
        """Say whether a package can be imported there."""
        return not subprocess.run(
            [self.python, "-c", f"import {package}"], capture_output=True, check=False
        ).returncode

    def get(self, *paths: str) -> list[tuple[int, list[str], str]]:
        """Serve the project and give status, challenges and body of each of these paths."""
        address = f"127.0.0.1:{free_port()}"
        command = [str(self.python), "-m", "django", *RUNSERVER, address]
        server = Program(*command, log=self.folder / "server.log", folder=self.folder)
        try:
            server.wait(lambda: _answers(f"http://{address}/status/"))
            return [_get(f"http://{address}{path}") for path in paths]
        finally:
            server.stop()


def _get(url: str) -> tuple[int, list[str], str]:
    try:
        response = urlopen(url, timeout=10)
    except HTTPError as error:
        response = error
    with response:
        return response.status, response.headers.get_all("WWW-Authenticate") or [], response.read().decode()


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5):
            return True
    except (URLError, ConnectionError):
        return False


@pytest.fixture(scope="module")
def alone(tmp_path_factory, wheel):
    folder = tmp_path_factory.mktemp("alone")
    return Site(folder, install(folder, wheel))


@pytest.fixture(scope="module")
def with_rest(tmp_path_factory, python_with_rest):
    return Site(tmp_path_factory.mktemp("rest"), python_with_rest, rest=True)


class TestWheel:
    @pytest.mark.parametrize(
        "name",
        [
            "status_ref/py.typed",
            "status_ref/content/en/401.md",
            "status_ref/templates/status_ref/base.html",
            "status_ref/static/status_ref/status_ref.css",
            "status_ref/views/openapi.json",
            "status_ref/views/api.json",
            "status_ref/catalog/status.schema.json",
        ],
    )
    def test_brings(self, names, name):
        assert name in names

    def test_brings_every_page(self, names):
        pages = {
            f"status_ref/content/en/{path.name}" for path in (ROOT / "status_ref/content/en").glob("*.md")
        }
        assert pages <= names

    def test_brings_nothing_else(self, names):
        assert {name.split("/")[0].split("-")[0] for name in names} == {"status_ref", "django_status_ref"}


class TestAlone:
    def test_serves_the_page_and_its_style(self, alone):
        (status, _, page), (_, _, style) = alone.get("/status/401/", "/static/status_ref/status_ref.css")
        assert status == 200
        assert "what it means and how to fix it" in page
        assert "--status-ref-" in style

    def test_answers_live_without_a_project(self, alone):
        command = [alone.python, "-m", "status_ref", "serve", "--port=0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
            try:
                origin = server.stdout.readline().strip()
                told = [_get(f"{origin}/live/{code}")[0] for code in (200, 401, 599)]
            finally:
                os.killpg(server.pid, signal.SIGTERM)
        assert told == [200, 401, 599]

    def test_shows_a_page_in_the_terminal_without_rich(self, alone):
        assert not alone.imports("rich")
        command = [alone.python.with_name("status-ref"), "show", "401", "--section", "fixes"]
        shown = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
        assert shown.startswith("HTTP 401 Unauthorized\n=====")

    def test_lists_the_codes_for_programs(self, alone):
        command = [alone.python.with_name("status-ref"), "list", "--json"]
        listed = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
        assert listed["count"] > 90

    def test_pytest_finds_the_fixture(self, alone):
        names = "print({point.value for point in entry_points(group='pytest11')})"
        line = [alone.python, "-c", f"from importlib.metadata import entry_points; {names}"]
        found = subprocess.run(line, capture_output=True, text=True, check=True).stdout
        assert "status_ref.pytest_plugin" in found

    def test_brings_no_rest_framework(self, alone):
        assert not alone.imports("rest_framework")


class TestWithRest:
    def test_a_protected_view_announces_every_challenge(self, with_rest):
        (status, challenges, body), (page, _, _) = with_rest.get("/api/", "/status/401/")
        assert (status, page) == (401, 200)
        assert challenges == ['Bearer realm="api"', 'Basic realm="api", charset="UTF-8"']
        assert json.loads(body)["code"] == "credentials-missing"
