"""A project that mounts the accounts and nothing else of ours."""

from django.http import HttpResponse
from django.urls import include, path

from status_ref.views.gate import sign_in_required

urlpatterns = [
    path("accounts/", include("status_ref.accounts.urls")),
    path("page", sign_in_required(HttpResponse)),
]
