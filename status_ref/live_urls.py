"""Addresses of the live answers alone: ``path("", include("status_ref.live_urls"))``."""

from django.urls import path

from status_ref.views.live.mirror import headers
from status_ref.views.live.protected import basic, bearer, digest
from status_ref.views.live.views import live

app_name = "status_ref"

urlpatterns = [
    path("live/basic/<str:user>/<str:password>", basic, name="live-basic"),
    path("live/bearer/<str:token>", bearer, name="live-bearer"),
    path("live/digest/<str:user>/<str:password>", digest, name="live-digest"),
    path("live/headers", headers, name="live-headers"),
    path("live/<str:codes>", live, name="live"),
    path("live/<str:codes>/", live, name="live-slash"),
    path("live/<str:codes>/<path:rest>", live, name="live-below"),
]
