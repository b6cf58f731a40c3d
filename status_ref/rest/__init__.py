"""Adapters for Django REST Framework: put the classes where DRF's own would stand."""

from status_ref.rest.authentication import BasicAuthentication, BearerAuthentication, SessionAuthentication
from status_ref.rest.exceptions import AuthenticationFailed, Forbidden, TokenRefused
from status_ref.rest.permissions import HasScope, RecentSignIn

__all__ = [
    "AuthenticationFailed",
    "BasicAuthentication",
    "BearerAuthentication",
    "Forbidden",
    "HasScope",
    "RecentSignIn",
    "SessionAuthentication",
    "TokenRefused",
]
