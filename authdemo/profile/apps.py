"""The profile of the signed-in user."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    """A protected page, a protected API and a report for staff."""

    name = "authdemo.profile"
    label = "profile"
