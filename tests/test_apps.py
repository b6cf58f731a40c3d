"""What the apps do when Django starts."""

import subprocess
import sys
from importlib import metadata

import pytest

from status_ref.apps import has_simplejwt

ALONE = """
import sys
sys.modules["rest_framework_simplejwt"] = None
from importlib import metadata
found = metadata.version
def version(name):
    if "simplejwt" in name:
        raise metadata.PackageNotFoundError(name)
    return found(name)
metadata.version = version
import django
from django.conf import settings
others = ["django.contrib.auth", "django.contrib.contenttypes", "rest_framework", "drf_spectacular"]
settings.configure(INSTALLED_APPS=[*others, "status_ref"])
django.setup()
"""


def test_whoever_wants_the_pages_alone_needs_no_simplejwt():
    subprocess.run([sys.executable, "-c", ALONE], check=True, timeout=60)


def test_whoever_lacks_the_extra_is_told_its_name():
    code = f"{ALONE}\nimport status_ref.rest"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "needs rest_framework_simplejwt: pip install 'django-status-ref[rest]'" in done.stderr


@pytest.mark.parametrize(
    ("found", "enough"), [("5.5.1", True), ("6.0", True), ("5.4.0", False), ("4.8.0", False)]
)
def test_an_old_simplejwt_is_none(monkeypatch, found, enough):
    monkeypatch.setattr("status_ref.apps.version", lambda name: found)
    assert has_simplejwt() == enough


def test_no_simplejwt_is_none(monkeypatch):
    def version(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr("status_ref.apps.version", version)
    assert not has_simplejwt()


def test_without_drf_spectacular_nothing_of_it_is_loaded(settings, monkeypatch):
    for name in ("status_ref.rest.schema", "status_ref.signins.schema"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if "spectacular" not in app]
    assert not {"status_ref.rest.schema", "status_ref.signins.schema"} & set(sys.modules)
