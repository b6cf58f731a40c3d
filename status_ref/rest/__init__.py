"""Adapters for Django REST Framework: put the classes where DRF's own would stand."""

from status_ref.rest.authentication import BasicAuthentication, BearerAuthentication, SessionAuthentication
from status_ref.rest.exceptions import AuthenticationFailed, Forbidden, TokenRefused

__all__ = [
    "AuthenticationFailed",
    "BasicAuthentication",
    "BearerAuthentication",
    "Forbidden",
    "SessionAuthentication",
    "TokenRefused",
]
