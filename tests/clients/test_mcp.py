"""Both SDKs of the Model Context Protocol connect through our 401, and go on through our 403."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from mcp import Client
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import (
    AuthorizationCodeResult,
    OAuthClientInformationFull,
    OAuthClientMetadata,
    OAuthToken,
)

from tests.clients import programs
from tests.plugins.demo import Demo

MCP = "/api/mcp/"
CALLBACK = "http://127.0.0.1/callback"


class Kept:
    """The tokens and the registration of a client, in memory."""

    tokens: OAuthToken | None = None
    client: OAuthClientInformationFull | None = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client_info):
        self.client = client_info


class Agreeing:
    """A user who agrees to whatever the authorization server is asked for; the stub's code names it."""

    def __init__(self):
        self.asked = []

    async def redirect(self, url):
        self.asked.append(dict(parse_qsl(urlsplit(url).query)))

    async def callback(self):
        return AuthorizationCodeResult(code=self.asked[-1]["scope"], state=self.asked[-1]["state"])


async def with_python(url):
    user, metadata = Agreeing(), OAuthClientMetadata(redirect_uris=[CALLBACK])
    auth = OAuthClientProvider(url, metadata, Kept(), user.redirect, user.callback)
    async with (
        httpx2.AsyncClient(auth=auth, timeout=10) as http,
        Client(streamable_http_client(url, http_client=http)) as client,
    ):
        tools = [tool.name for tool in (await client.list_tools()).tools]
        said = (await client.call_tool("echo")).content[0].text
    asked = [{name: query[name] for name in ("scope", "resource")} for query in user.asked]
    return {"asked": asked, "tools": tools, "said": said}


def with_node(url, command="forget"):
    """Run the npm package; it steps up only where the application forgets the refresh token."""
    return programs.run("mcp.mjs", command, url, package="@modelcontextprotocol/sdk")


SDKS = {"mcp": lambda url: asyncio.run(with_python(url)), "@modelcontextprotocol/sdk": with_node}


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    """Serve the demo's people with an MCP server, and the stub of an authorization server."""
    database, settings = demo.environment["DEMO_DATABASE_URL"], "tests.clients.site.settings"
    running = Demo(tmp_path_factory.mktemp("site"), database=database, settings=settings, prepared=True)
    yield running
    running.stop()
    assert not running.errors()


@pytest.fixture(scope="module", params=SDKS)
def session(request, site):
    """Give what a session came to, from a client that starts without a token."""
    return SDKS[request.param](site.url(MCP))


def test_connects(session):
    assert session["tools"] == ["echo"]


def test_asks_for_the_scope_of_the_401_and_then_for_those_of_the_403(session):
    assert [asked["scope"] for asked in session["asked"]] == ["profile:read", "profile:read profile:write"]


def test_goes_on_with_the_wider_token(session):
    assert session["said"] == "again"


def test_names_the_resource_of_the_metadata(session, site):
    assert {asked["resource"] for asked in session["asked"]} == {site.url("/api/")}


def test_with_a_refresh_token_node_refreshes_on_a_403_and_gives_up(site):
    session = with_node(site.url(MCP), "connect")
    assert [asked["scope"] for asked in session["asked"]] == ["profile:read"]
    assert session["said"].endswith("Server returned 403 after trying upscoping")


def test_oauth4webapi_takes_the_metadata(site):
    document = programs.run("oauth4webapi.mjs", "discover", site.url("/api/"), package="oauth4webapi")
    assert document["authorization_servers"] == [site.url("/issuer")]
