"""Addresses of the reference and the live answers: ``path("", include("status_ref.urls"))``."""

from django.urls import path, register_converter

from status_ref import live_urls
from status_ref.views import api
from status_ref.views.components import components
from status_ref.views.index import index
from status_ref.views.llms import llms
from status_ref.views.pages import all_causes, examples, page, source
from status_ref.views.playground import meanings, playground
from status_ref.views.problem_types import NameConverter, list_source, problem_type, problem_types
from status_ref.views.problem_types import source as problem_source
from status_ref.views.sitemap import sitemap

app_name = "status_ref"
register_converter(NameConverter, "status_ref_problem")
PROBLEM = "status/problems/<status_ref_problem:name>"

urlpatterns = [
    path("status/", index, name="index"),
    path("llms.txt", llms, name="llms"),
    path("status/openapi.json", components, name="openapi"),
    path("status/all.json", api.everything, name="all"),
    path("status/schema.json", api.schema_file, name="schema"),
    path("status/api/", api.codes, name="api"),
    path("status/api/search/", api.searched, name="api-search"),
    path("status/api/<str:slug>/", api.code, name="api-code"),
    path("status/api/<str:slug>/causes/", api.known_causes, name="api-causes"),
    path("status/api/<path:rest>", api.nowhere, name="api-nowhere"),
    path("status/<str:slug>.json", api.code, name="json"),
    path("status/sitemap.xml", sitemap, name="sitemap"),
    path("status/problems/", problem_types, name="problems"),
    path("status/problems.md", list_source, {"form": "md"}, name="problems-markdown"),
    path("status/problems.txt", list_source, {"form": "txt"}, name="problems-text"),
    # Before the pages of codes: a problem may be called "causes".
    path(f"{PROBLEM}/", problem_type, name="problem"),
    path(f"{PROBLEM}.md", problem_source, {"form": "md"}, name="problem-markdown"),
    path(f"{PROBLEM}.txt", problem_source, {"form": "txt"}, name="problem-text"),
    path("status/try/", playground, name="try"),
    path("status/try/meanings.json", meanings, name="meanings"),
    path("status/<slug:slug>/", page, name="page"),
    path("status/<slug:slug>/causes/", all_causes, name="causes"),
    path("status/<slug:slug>/examples/", examples, name="examples"),
    path("status/<slug:slug>.md", source, {"form": "md"}, name="markdown"),
    path("status/<slug:slug>.txt", source, {"form": "txt"}, name="text"),
    *live_urls.urlpatterns,
]
