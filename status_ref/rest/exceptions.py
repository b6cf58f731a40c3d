"""What the REST side raises: a failure of the closed table, as Django REST Framework expects it."""

from __future__ import annotations

from django.http import HttpRequest
from rest_framework import exceptions
from rest_framework_simplejwt import exceptions as simplejwt

from status_ref.attempts import TryLater
from status_ref.http.failures import Failure
from status_ref.problems import Problem
from status_ref.responses import FIELD


class AuthenticationFailed(exceptions.AuthenticationFailed):
    """Credentials were sent and do not do; the status is the failure's own, 401 or 400."""

    def __init__(self, failure: Failure) -> None:
        """Wrap a failure."""
        super().__init__(failure.detail, failure.code)
        self.failure = failure
        self.status_code = failure.status


class InvalidToken(AuthenticationFailed, simplejwt.InvalidToken):
    """A bearer token does not do; whoever expects simplejwt's exceptions catches this one as well."""


class Forbidden(exceptions.PermissionDenied):
    """The request is understood and refused, for a reason that has a name."""

    def __init__(self, failure: Failure) -> None:
        """Wrap a failure."""
        super().__init__(failure.detail, failure.code)
        self.failure = failure


class Delayed(exceptions.APIException):
    """Credentials were not looked at, for the time being."""

    def __init__(self, later: TryLater) -> None:
        """Wrap what says why, and for how long."""
        super().__init__(later.failure.detail, later.failure.code)
        self.failure = later.failure
        self.status_code = later.failure.status
        self.wait = later.wait
        self.fields = later.fields


class SiteProblem(exceptions.APIException):
    """A problem of a type that the site defines, which a view or a permission raised."""

    def __init__(self, problem: Problem, request: HttpRequest) -> None:
        """Wrap what was raised."""
        super().__init__(problem.detail, problem.kind.code)
        self.problem = problem
        self.status_code = problem.kind.status
        self.fields = problem.headers(request)
        self.auth_header = self.fields.get(FIELD)


class TokenRefused(simplejwt.TokenError):
    """Raised by a class in simplejwt's ``AUTH_TOKEN_CLASSES`` that knows exactly why it refuses a token."""

    def __init__(self, failure: Failure) -> None:
        """Wrap a failure."""
        super().__init__(failure.detail)
        self.failure = failure
