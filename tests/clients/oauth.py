"""Authlib's clients on requests and on httpx, which hold a token and get the next one."""

from __future__ import annotations

from typing import Any

from authlib.integrations.httpx_client import OAuth2Client
from authlib.integrations.requests_client import OAuth2Session

from tests.clients.libraries import AN_ANSWER, FIELD, SECONDS, shown
from tests.clients.told import Told, Way


def held(token: str) -> dict[str, str]:
    """Write a token as Authlib keeps it."""
    return {"access_token": token, "token_type": "Bearer"}


def session_get(url: str, **options: Any) -> Told:
    """Ask with the client on requests."""
    with OAuth2Session(**options) as client:
        response = client.get(url, timeout=SECONDS, withhold_token="token" not in options)
        return Told(AN_ANSWER, response.text, shown(response.headers.get(FIELD)))


def client_get(url: str, **options: Any) -> Told:
    """Ask with the client on httpx."""
    with OAuth2Client(timeout=SECONDS, follow_redirects=True, **options) as client:
        response = client.request("GET", url, withhold_token="token" not in options)
        return Told(AN_ANSWER, response.text, shown(response.headers.get(FIELD)))


PLAIN = {"Authlib OAuth2Session": session_get, "Authlib OAuth2Client": client_get}
WAYS = {
    "Authlib OAuth2Session": Way("Bearer", lambda url, token: session_get(url, token=held(token))),
    "Authlib OAuth2Client": Way("Bearer", lambda url, token: client_get(url, token=held(token))),
}
