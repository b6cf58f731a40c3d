"""Every library that reads challenges reads of Bearer's what ``docs/clients.md`` says."""

from __future__ import annotations

from contextlib import ExitStack
from functools import cache

import httpx2
import pytest
from mcp.client.auth.utils import extract_field_from_www_auth

from status_ref.http import schemes
from status_ref.http.failures import SCOPE_INSUFFICIENT
from tests.clients import programs
from tests.clients.document import arranged, each, table
from tests.clients.relay import asking

HEADING = "Readers"
METADATA = "http://127.0.0.1/.well-known/oauth-protected-resource/api/"
SCOPE = ("profile:read", "profile:write")
WRITTEN = {"error": "insufficient_scope", "scope": " ".join(SCOPE), "resource_metadata": METADATA}
BEARER = schemes.bearer("api", SCOPE_INSUFFICIENT, resource_metadata=METADATA, scope=SCOPE)
CHALLENGES = {"Bearer": str(BEARER), "Basic": str(schemes.basic("api"))}
MISLEADING = 'Bearer realm="api", error="invalid_token", error_description="of scope=another"'
ARRANGED = ("Bearer / Basic", "Bearer, Basic", "Basic / Bearer", "Basic, Bearer")
DESCRIBED = "scope= in a description"
LINES = {column: arranged(column, CHALLENGES) for column in ARRANGED} | {DESCRIBED: [MISLEADING]}


def parsing(package):
    """Read with a library that gives every challenge as a value."""

    def read(*urls):
        answers = programs.run(f"{package}.mjs", "request", "a.b.c", *urls, package=package)
        bearer = [[c["parameters"] for c in a["challenges"] if c["scheme"] == "bearer"] for a in answers]
        return [found[0] if found else {} for found in bearer]

    return read


def mcp_for_node(*urls):
    """Read with what the npm package exports for this."""
    answers = programs.run("mcp.mjs", "read", *urls, package="@modelcontextprotocol/sdk")
    return [
        {
            "resource_metadata" if name == "resourceMetadataUrl" else name: value
            for name, value in answer.items()
        }
        for answer in answers
    ]


def mcp_for_python(*urls):
    """Read with the function that the client's flow calls for each parameter."""
    answers = [httpx2.get(url) for url in urls]
    return [{name: extract_field_from_www_auth(answer, name) for name in WRITTEN} for answer in answers]


READERS = {
    "oauth4webapi": parsing("oauth4webapi"),
    "openid-client": parsing("openid-client"),
    "mcp": mcp_for_python,
    "@modelcontextprotocol/sdk": mcp_for_node,
}


@pytest.fixture(scope="module")
def urls():
    """Serve every arrangement of challenges, which nothing appeases."""
    with ExitStack() as running:
        servers = {column: asking(*lines, contented=False) for column, lines in LINES.items()}
        yield [running.enter_context(server.running()).url for server in servers.values()]


@pytest.fixture(scope="module")
def read(urls):
    """Give ``read(reader)``: what it reads of every arrangement, for which it runs once."""
    return cache(lambda reader: dict(zip(LINES, READERS[reader](*urls), strict=True)))


def described(column, found):
    """Say what was read of a challenge."""
    if column == DESCRIBED:
        return "misled" if found.get("scope") else "not misled"
    right = {name for name, value in WRITTEN.items() if found.get(name) == value}
    return "all" if right == WRITTEN.keys() else " ".join(sorted(right)) or "nothing"


def test_every_reader_is_in_the_table():
    assert table(HEADING).keys() == READERS.keys()


@pytest.mark.parametrize(("reader", "column"), each(HEADING, "Version"))
def test_reads_as_written(read, reader, column):
    assert described(column, read(reader)[column]) == table(HEADING)[reader][column]
