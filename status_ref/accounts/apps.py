"""The app of the browser's auth views: ``INSTALLED_APPS = [..., "status_ref.accounts"]``."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Register, log in and log out on django.contrib.auth; no table."""

    name = "status_ref.accounts"
    label = "status_ref_accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Register the checks."""
        import_module("status_ref.accounts.checks")
