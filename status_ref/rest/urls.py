"""Addresses of protected resource metadata, for the root: ``path("", include("status_ref.rest.urls"))``."""

from django.urls import re_path

from status_ref.rest.resource import WELL_KNOWN, metadata

app_name = "status_ref_rest"

urlpatterns = [re_path(rf"^{WELL_KNOWN[1:]}(?P<path>/.*)?$", metadata, name="resource")]
