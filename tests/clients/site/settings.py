"""The demo with an MCP server behind our classes, and the stub of an authorization server beside it."""

from tests.settings import *  # noqa: F403
from tests.settings import ORIGIN, STATUS_REF

ROOT_URLCONF = "tests.clients.site.urls"
ISSUER = f"{ORIGIN}/issuer"
STATUS_REF = STATUS_REF | {"RESOURCES": {"/api/": {"authorization_servers": [ISSUER]}}}
