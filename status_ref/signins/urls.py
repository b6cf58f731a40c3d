"""Addresses of the sign-in endpoints: ``path("api/", include("status_ref.signins.urls"))``."""

from django.urls import path

from status_ref.signins.api import RefreshView, TokenView

app_name = "status_ref_signins"

urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("token/refresh/", RefreshView.as_view(), name="refresh"),
]
