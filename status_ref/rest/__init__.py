"""Adapters for Django REST Framework: put the classes where DRF's own would stand."""

try:
    from status_ref.rest.authentication import (
        BasicAuthentication,
        BearerAuthentication,
        SessionAuthentication,
    )
    from status_ref.rest.exceptions import AuthenticationFailed, Forbidden, TokenRefused
    from status_ref.rest.permissions import HasScope, RecentSignIn
except ModuleNotFoundError as missing:
    hint = f"status_ref.rest needs {missing.name}: pip install 'django-status-ref[rest]'"
    raise ModuleNotFoundError(hint, name=missing.name) from missing

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
