"""The app that a project installs: ``INSTALLED_APPS = [..., "status_ref"]``."""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from django.apps import AppConfig, apps


class StatusRefConfig(AppConfig):
    """Reference pages, live answers and what they need; no table."""

    name = "status_ref"
    label = "status_ref"
    verbose_name = "HTTP status reference"

    def ready(self) -> None:
        """Connect checks and the receiver of log-ins; describe the authenticators to drf-spectacular."""
        import_module("status_ref.checks")
        import_module("status_ref.sessions")
        if not apps.is_installed("rest_framework") or not has_simplejwt():
            return
        import_module("status_ref.rest.checks")
        if apps.is_installed("drf_spectacular"):
            import_module("status_ref.rest.schema")


def has_simplejwt() -> bool:
    """Tell whether the extra ``rest`` can work: who wants the pages alone may have an older one, or none."""
    try:
        major, minor = version("djangorestframework-simplejwt").split(".")[:2]
    except PackageNotFoundError:
        return False
    return (int(major), int(minor)) >= (5, 5)
