"""Addresses of the reference and the live answers: ``path("", include("status_ref.urls"))``."""

from django.urls import path

from status_ref import live_urls
from status_ref.views.index import index
from status_ref.views.pages import all_causes, examples, page, source
from status_ref.views.playground import meanings, playground

app_name = "status_ref"

urlpatterns = [
    path("status/", index, name="index"),
    path("status/try/", playground, name="try"),
    path("status/try/meanings.json", meanings, name="meanings"),
    path("status/<slug:slug>/", page, name="page"),
    path("status/<slug:slug>/causes/", all_causes, name="causes"),
    path("status/<slug:slug>/examples/", examples, name="examples"),
    path("status/<slug:slug>.md", source, {"form": "md"}, name="markdown"),
    path("status/<slug:slug>.txt", source, {"form": "txt"}, name="text"),
    *live_urls.urlpatterns,
]
