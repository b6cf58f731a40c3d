"""Address of the page: ``path("accounts/sessions/", include("status_ref.signins.page_urls"))``."""

from django.urls import path

from status_ref.signins.pages import SessionsView

app_name = "status_ref_sessions"

urlpatterns = [path("", SessionsView.as_view(), name="sessions")]
