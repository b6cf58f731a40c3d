"""The fields that answers carry."""

from __future__ import annotations

from django.test import Client

OTHERS = [
    "/api/profile/",
    "/api/nowhere/",
    "/profile/",
    "/live/headers",
    "/live/basic/a/b",
    "/live/bearer/a",
    "/live/digest/a/b",
    "/live/405?allow=GET",
    "/status/401/",
]
BY_SERVERS = {"connection", "date", "proxy-authenticate", "server", "transfer-encoding", "upgrade"}
"""What the test client, which speaks WSGI without a server, does not see."""


def of_every_answer(client: Client) -> set[str]:
    """Give the names of the fields of all live answers and of refusals, in lower case."""
    paths = [*(f"/live/{code}" for code in range(200, 600)), *OTHERS]
    asked = [client.get(path) for path in paths]
    refused = client.get("/api/profile/", headers={"authorization": "Bearer x"})
    preflight = client.options(
        "/live/200", headers={"origin": "https://a.example", "access-control-request-method": "GET"}
    )
    return BY_SERVERS | {
        name.lower() for answer in [*asked, refused, preflight] for name, _ in answer.items()
    }
