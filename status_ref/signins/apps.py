"""The app of tokens and sessions: ``INSTALLED_APPS = [..., "status_ref.signins"]``."""

from importlib import import_module

from django.apps import AppConfig, apps


class SignInsConfig(AppConfig):
    """Who is signed in, by browser or by token."""

    name = "status_ref.signins"
    label = "status_ref_signins"
    verbose_name = "Sign-ins"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Describe the endpoints where drf-spectacular asks."""
        if apps.is_installed("drf_spectacular"):
            import_module("status_ref.signins.schema")
