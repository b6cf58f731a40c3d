"""Addresses of the sign-in endpoints: ``path("api/", include("status_ref.signins.urls"))``.

The key set stands at the root of a site (RFC 8615): ``path(".well-known/", include(well_known))``.
"""

from django.urls import path

from status_ref.signins.api import IntrospectView, RefreshView, RevokeView, TokenView
from status_ref.signins.jwks import jwks
from status_ref.signins.listing import SignInsView, SignInView

app_name = "status_ref_signins"

urlpatterns = [
    path("token/", TokenView.as_view(), name="token"),
    path("token/refresh/", RefreshView.as_view(), name="refresh"),
    path("token/revoke/", RevokeView.as_view(), name="revoke"),
    path("token/introspect/", IntrospectView.as_view(), name="introspect"),
    path("sign-ins/", SignInsView.as_view(), name="sign-ins"),
    path("sign-ins/<str:sid>/", SignInView.as_view(), name="sign-in"),
]

well_known = ([path("jwks.json", jwks, name="jwks")], "status_ref_keys")
