"""Addresses of the demo."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from authdemo import docs, health, pages
from authdemo.profile.api import ProfileView, StaffReportView
from authdemo.profile.pages import profile
from authdemo.profile.trial import ProfileTrialView
from status_ref.signins.urls import well_known

handler400 = "authdemo.errors.bad_request"
handler403 = "authdemo.errors.permission_denied"
handler404 = "authdemo.errors.not_found"
handler500 = "authdemo.errors.server_error"

urlpatterns = [
    path("", pages.home, name="home"),
    path("profile/", profile, name="profile"),
    path("accounts/sessions/", include("status_ref.signins.page_urls")),
    path("accounts/", include("status_ref.accounts.urls")),
    path("api/profile/", ProfileView.as_view(), name="api-profile"),
    path("api/staff/", StaffReportView.as_view(), name="api-staff"),
    *([path("api/try/", ProfileTrialView.as_view(), name="try")] if settings.TRY_IT else []),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", docs.swagger, name="docs"),
    path("api/", include("status_ref.signins.urls")),
    path(".well-known/", include(well_known)),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("", include("status_ref.rest.urls")),
    path("", include("status_ref.urls")),
]
