"""The app that a project installs: ``INSTALLED_APPS = [..., "status_ref"]``."""

from importlib import import_module
from importlib.util import find_spec

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
        if apps.is_installed("rest_framework") and find_spec("rest_framework_simplejwt"):
            import_module("status_ref.rest.checks")
        if apps.is_installed("drf_spectacular"):
            import_module("status_ref.rest.schema")
