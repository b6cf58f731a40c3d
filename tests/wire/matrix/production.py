"""The demo as it is deployed, with the settings that are stricter than its own or differ in form.

What comes through the proxy with ``X-Forwarded-Proto: https`` was encrypted; the rest was not.
"""

import os

os.environ["DEMO_PRODUCTION"] = os.environ["DEMO_BEHIND_PROXY"] = "1"
os.environ["DEMO_SSL_REDIRECT"] = "0"
os.environ["DEMO_ORIGIN"] = "https://demo.example"
os.environ["DEMO_ALLOWED_HOSTS"] = "127.0.0.1"

from authdemo.settings import *  # noqa: F403
from authdemo.settings import INSTALLED_APPS, SIMPLE_JWT, STATUS_REF, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "rest_framework_simplejwt.token_blacklist"]
ROOT_URLCONF = "tests.wire.matrix.urls"
STATUS_REF = STATUS_REF | {
    "JOIN_CHALLENGES": True,
    "REQUIRE_TLS": True,
    "RESOURCES": {"/": {"authorization_servers": ["https://sign-in.example/"]}},
}
SIMPLE_JWT = SIMPLE_JWT | {
    "AUTH_TOKEN_CLASSES": (
        *SIMPLE_JWT["AUTH_TOKEN_CLASSES"],
        "tests.wire.matrix.revocable.RevocableToken",
    )
}
# Nothing collects static files for a test.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
