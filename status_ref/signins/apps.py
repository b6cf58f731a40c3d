"""The app of tokens and sessions: ``INSTALLED_APPS = [..., "status_ref.signins"]``."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_save

from status_ref.signals import password_changed


class SignInsConfig(AppConfig):
    """Who is signed in, by browser or by token."""

    name = "status_ref.signins"
    label = "status_ref_signins"
    verbose_name = "Sign-ins"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect checks and the receivers of accounts; describe the endpoints to drf-spectacular."""
        import_module("status_ref.signins.checks")
        ending = import_module("status_ref.signins.ending")
        post_save.connect(
            ending.end_of_inactive, settings.AUTH_USER_MODEL, dispatch_uid="status_ref.inactive"
        )
        password_changed.connect(ending.after_password, dispatch_uid="status_ref.password")
        if apps.is_installed("drf_spectacular"):
            import_module("status_ref.signins.schema")
