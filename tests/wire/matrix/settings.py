"""The demo's settings, with resources, an origin that may read the API, and addresses of the matrix alone."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, ORIGIN, STATUS_REF

INSTALLED_APPS = [*INSTALLED_APPS, "rest_framework_simplejwt.token_blacklist"]
ROOT_URLCONF = "tests.wire.matrix.urls"
CORS_ALLOWED_ORIGINS = ["https://app.example"]
AUTHORIZATION_SERVER = "https://sign-in.example/"
STATUS_REF = STATUS_REF | {
    "RESOURCES": {
        "/api/": {
            "authorization_servers": [AUTHORIZATION_SERVER],
            "jwks_uri": f"{ORIGIN}/.well-known/jwks.json",
            "resource_name": "The profile",
            "resource_policy_uri": "",
            "resource_signing_alg_values_supported": [],
        },
        "/api/strong": {"authorization_servers": [AUTHORIZATION_SERVER]},
    }
}
