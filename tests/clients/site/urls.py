"""Addresses of the site that MCP clients meet."""

from django.urls import include, path

from tests.clients.site import issuer
from tests.clients.site.mcp import McpView

urlpatterns = [
    path("api/mcp/", McpView.as_view()),
    path(".well-known/oauth-authorization-server/issuer", issuer.metadata),
    path("issuer/register", issuer.register),
    path("issuer/token", issuer.token),
    path("", include("authdemo.urls")),
]
