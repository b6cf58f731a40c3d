"""The right 401 from Django REST Framework: in three settings, or by hand."""

from rest_framework.authentication import TokenAuthentication

# settings.py: every challenge of the view in any order of the classes, error only on the one that failed,
# and a problem body that names the cause.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "status_ref.rest.BearerAuthentication",
        "status_ref.rest.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "EXCEPTION_HANDLER": "status_ref.rest.handler.exception_handler",
}


# By hand, on "rest_framework.authtoken". Name this class first: DRF asks only the first one for its
# challenge, and answers 403 instead of 401 where it gets none.
class BearerTokenAuthentication(TokenAuthentication):
    keyword = "Bearer"

    def authenticate_header(self, request):
        challenge = 'Bearer realm="api"'  # RFC 6750 wants at least one parameter
        if request.headers.get("Authorization", "").lower().startswith("bearer "):
            challenge += ', error="invalid_token"'  # only for a token that was sent and refused
        return challenge
