"""The admin of the demo, whose log-in is everybody's log-in."""

from django.contrib.admin.apps import AdminConfig


class DemoAdminConfig(AdminConfig):
    """Django's admin with our own site."""

    default_site = "authdemo.admin.DemoAdminSite"
