"""requests, httpx, aiohttp and urllib, each called as its documentation shows it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import (
    BaseHandler,
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgr,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPPasswordMgrWithPriorAuth,
    Request,
    build_opener,
)

import aiohttp
import httpx
import requests

from tests.clients.commands import netrc
from tests.clients.told import Told, Way

FIELD = "WWW-Authenticate"
SECONDS = 10
AN_ANSWER = "an answer"


@contextmanager
def netrc_file(url: str, secret: str) -> Iterator[str]:
    """Let the environment name a ``.netrc`` with the name and password of a host."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "netrc")
        path.write_text(netrc(url, secret))
        with patch.dict(os.environ, {"NETRC": str(path)}):
            yield str(path)


def bearer(token: str) -> dict[str, str]:
    """Write the field of a bearer token."""
    return {"Authorization": f"Bearer {token}"}


def login(secret: str) -> tuple[str, str]:
    """Split a name from its password."""
    name, _, password = secret.partition(":")
    return name, password


def shown(field: str | None) -> tuple[str, ...]:
    """Give what an API shows of a field, which it may not have."""
    return (field,) if field else ()


def requests_get(url: str, **options: Any) -> Told:
    """Call ``requests.get``."""
    response = requests.get(url, timeout=SECONDS, **options)
    return Told(AN_ANSWER, response.text, shown(response.headers.get(FIELD)))


def requests_netrc(url: str, secret: str, **options: Any) -> Told:
    """Call ``requests.get`` where a ``.netrc`` stands."""
    with netrc_file(url, secret):
        return requests_get(url, **options)


def httpx_get(url: str, **options: Any) -> Told:
    """Call ``httpx.get``."""
    response = httpx.get(url, timeout=SECONDS, follow_redirects=True, **options)
    return Told(AN_ANSWER, response.text, shown(response.headers.get(FIELD)))


def httpx_netrc(url: str, secret: str) -> Told:
    """Call ``httpx.get`` with its class for a ``.netrc``."""
    with netrc_file(url, secret) as path:
        return httpx_get(url, auth=httpx.NetRCAuth(path))


def aiohttp_get(url: str, headers: dict[str, str] | None = None, **options: Any) -> Told:
    """Ask through a session of aiohttp with these options."""

    async def get() -> Told:
        async with aiohttp.ClientSession(**options) as session:
            timeout = aiohttp.ClientTimeout(SECONDS)
            async with session.get(url, headers=headers, timeout=timeout) as response:
                return Told(AN_ANSWER, await response.text(), shown(response.headers.get(FIELD)))

    return asyncio.run(get())


def aiohttp_netrc(url: str, secret: str, **options: Any) -> Told:
    """Ask through a session of aiohttp that trusts the environment, where a ``.netrc`` stands."""
    with netrc_file(url, secret):
        return aiohttp_get(url, trust_env=True, **options)


def urllib_get(url: str, *handlers: BaseHandler, headers: dict[str, str] | None = None) -> Told:
    """Open a URL with these handlers; what is no 2xx is raised, and so is a scheme that a handler lacks."""
    try:
        with build_opener(*handlers).open(Request(url, headers=headers or {}), timeout=SECONDS) as response:
            return Told(AN_ANSWER, response.read().decode())
    except HTTPError as error:
        with error:
            return Told("HTTPError", error.read().decode(), shown(error.headers.get(FIELD)))
    except ValueError as error:
        return Told("ValueError", str(error))


def manager(url: str, secret: str, kind: type[HTTPPasswordMgr], **options: Any) -> HTTPPasswordMgr:
    """Give urllib's password manager a name and a password for every realm of an origin."""
    passwords = kind()
    passwords.add_password(None, urljoin(url, "/"), *login(secret), **options)  # type: ignore[arg-type]
    return passwords


def urllib_asked(url: str, secret: str, **options: Any) -> Told:
    """Open a URL with the handler that waits for a challenge."""
    passwords = manager(url, secret, HTTPPasswordMgrWithDefaultRealm)
    return urllib_get(url, HTTPBasicAuthHandler(passwords), **options)


def urllib_prior(url: str, secret: str) -> Told:
    """Open a URL with the handler that sends what it has at once."""
    passwords = manager(url, secret, HTTPPasswordMgrWithPriorAuth, is_authenticated=True)
    return urllib_get(url, HTTPBasicAuthHandler(passwords))


def urllib_digest(url: str) -> Told:
    """Open a URL with the handler for Digest."""
    passwords = manager(url, "ann:secret", HTTPPasswordMgrWithDefaultRealm)
    return urllib_get(url, HTTPDigestAuthHandler(passwords))


def encoded(secret: str) -> dict[str, str]:
    """Write the field of a name and a password as aiohttp does."""
    return {"Authorization": aiohttp.encode_basic_auth(*login(secret))}


WAYS = {
    "requests auth": Way("Basic", lambda url, secret: requests_get(url, auth=login(secret))),
    "requests with .netrc": Way("Basic", requests_netrc),
    "requests headers": Way("Bearer", lambda url, token: requests_get(url, headers=bearer(token))),
    "httpx auth": Way("Basic", lambda url, secret: httpx_get(url, auth=login(secret))),
    "httpx NetRCAuth": Way("Basic", httpx_netrc),
    "httpx headers": Way("Bearer", lambda url, token: httpx_get(url, headers=bearer(token))),
    "aiohttp encode_basic_auth": Way("Basic", lambda url, secret: aiohttp_get(url, headers=encoded(secret))),
    "aiohttp trust_env, .netrc": Way("Basic", aiohttp_netrc),
    "aiohttp headers": Way("Bearer", lambda url, token: aiohttp_get(url, headers=bearer(token))),
    "urllib HTTPBasicAuthHandler": Way("Basic", urllib_asked),
    "urllib HTTPPasswordMgrWithPriorAuth": Way("Basic", urllib_prior),
    "urllib headers": Way("Bearer", lambda url, token: urllib_get(url, headers=bearer(token))),
}
PLAIN = {"requests": requests_get, "httpx": httpx_get, "aiohttp": aiohttp_get, "urllib": urllib_get}
CHOOSING = {
    "requests HTTPDigestAuth": lambda url: requests_get(
        url, auth=requests.auth.HTTPDigestAuth("ann", "secret")
    ),
    "httpx DigestAuth": lambda url: httpx_get(url, auth=httpx.DigestAuth("ann", "secret")),
    "aiohttp DigestAuthMiddleware": lambda url: aiohttp_get(
        url, middlewares=(aiohttp.DigestAuthMiddleware("ann", "secret"),)
    ),
    "urllib HTTPBasicAuthHandler": lambda url: urllib_asked(url, "ann:secret"),
    "urllib HTTPDigestAuthHandler": urllib_digest,
}
