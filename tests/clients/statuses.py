"""Clients that are asked for many addresses: the status that each shows, or what it does instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import httpx
import requests
from playwright.sync_api import Browser, Error

from tests.clients import commands, programs

Shown = list[str]
Ask = Callable[..., Shown]
"""``ask(urls, follow=…, **fields)``: with redirects followed or not."""
FETCH = """async ([urls, options]) => {
    const told = [];
    for (const url of urls) {
        const status = response => response.arrayBuffer().then(() => String(response.status));
        told.push(await fetch(url, options).then(status).catch(error => error.name));
    }
    return told;
}"""
STAYS, FAILS, PROMPTS = "stays", "fails", "prompts"


def curl(urls: Sequence[str], *, follow: bool, **fields: str) -> Shown:
    """Run curl for each."""
    options = ["--output", "/dev/null", "--write-out", "%{http_code}"]
    for name, value in fields.items():
        options += ["--header", f"{name}: {value}"]
    options += ["--location" if follow else "--no-location", "--no-include"]
    return [commands.curl(url, *options).text for url in urls]


def requests_get(urls: Sequence[str], *, follow: bool, **fields: str) -> Shown:
    """Ask a session of requests for each."""
    with requests.Session() as session:
        answers = [session.get(url, headers=fields, allow_redirects=follow, timeout=10) for url in urls]
    return [str(answer.status_code) for answer in answers]


def httpx_get(urls: Sequence[str], *, follow: bool, **fields: str) -> Shown:
    """Ask a client of httpx for each."""
    with httpx.Client(follow_redirects=follow, headers=fields, timeout=10) as client:
        return [str(client.get(url).status_code) for url in urls]


def node(urls: Sequence[str], *, follow: bool, **fields: str) -> Shown:
    """Call Node's ``fetch`` for each."""
    options = {"redirect": "follow" if follow else "manual", "headers": fields}
    shown = programs.run("statuses.mjs", json.dumps(options), *urls)
    return [FAILS if status == "TypeError" else status for status in shown]


SWITCHING: dict[str, Ask] = {
    "curl": curl,
    "requests": requests_get,
    "httpx": httpx_get,
    "Node fetch": node,
}
"""Those that show a redirect to whoever does not want to follow it."""


class Chromium:
    """A visitor's window, in which Chromium tells where it would ask for a name and a password."""

    def __init__(self, browser: Browser) -> None:
        """Open it, and answer every dialog with "Cancel" before it is there."""
        self.context = browser.new_context()
        self.window = self.context.new_page()
        self.prompted: set[str] = set()
        self.session = browser.new_browser_cdp_session()
        self.session.on("Fetch.requestPaused", lambda event: self._send("continueRequest", event))
        self.session.on("Fetch.authRequired", self._cancel)
        self.session.send("Fetch.enable", {"handleAuthRequests": True, "patterns": [{"urlPattern": "*"}]})

    def visit(self, urls: Sequence[str], **_: Any) -> Shown:
        """Go to each, as if it had been typed in."""
        return self._told(urls, [self._go(url) for url in urls])

    def fetch(self, urls: Sequence[str], *, page: str, **fields: str) -> Shown:
        """Let a script of a page fetch each."""
        self.window.goto(page)
        shown = self.window.evaluate(FETCH, [urls, {"headers": fields}])
        return self._told(urls, [FAILS if status == "TypeError" else status for status in shown])

    def _go(self, url: str) -> str:
        try:
            answer = self.window.goto(url, wait_until="commit")
        except Error as error:
            self.window.close()  # its page of errors would still be on the way
            self.window = self.context.new_page()
            return STAYS if "net::ERR_ABORTED" in error.message else FAILS
        assert answer is not None
        return str(answer.status)

    def _told(self, urls: Sequence[str], shown: Shown) -> Shown:
        return [PROMPTS if url in self.prompted else status for url, status in zip(urls, shown, strict=True)]

    def _cancel(self, event: dict[str, Any]) -> None:
        self.prompted.add(event["request"]["url"])
        self._send("continueWithAuth", event, authChallengeResponse={"response": "CancelAuth"})

    def _send(self, method: str, event: dict[str, Any], **parameters: Any) -> None:
        with suppress(Error):  # what a page still wanted is gone when the window goes elsewhere
            self.session.send(f"Fetch.{method}", {"requestId": event["requestId"], **parameters})
