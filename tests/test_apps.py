"""What the apps do when Django starts."""

import sys


def test_without_drf_spectacular_nothing_of_it_is_loaded(settings, monkeypatch):
    for name in ("status_ref.rest.schema", "status_ref.signins.schema"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if "spectacular" not in app]
    assert not {"status_ref.rest.schema", "status_ref.signins.schema"} & set(sys.modules)
