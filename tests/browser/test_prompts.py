"""No native dialog, whatever asks: Chromium itself says where it would raise one (BRW01, BRW02).

Chromium tells a debugger of every challenge that it is ready to answer, before a dialog opens. Each way of
asking is tried twice: at a server that sends Basic, where this must be heard, and at the demo, where it must
not.
"""

from __future__ import annotations

import time

import pytest

from tests.plugins import chromium
from tests.plugins.services import required
from tests.plugins.stub import Answer

PATIENCE = 5.0
"""Seconds until an answer has come."""
DONE = "element.onload = element.onerror = () => done()"
WAYS = {
    "fetch": "url => fetch(url).catch(String)",
    "fetch-include": "url => fetch(url, {credentials: 'include'}).catch(String)",
    "fetch-omit": "url => fetch(url, {credentials: 'omit'}).catch(String)",
    "xhr": "url => new Promise(done => { const xhr = new XMLHttpRequest(); xhr.open('GET', url);"
    " xhr.onloadend = () => done(); xhr.send() })",
    "xhr-labelled": "url => new Promise(done => { const xhr = new XMLHttpRequest(); xhr.open('GET', url);"
    " xhr.setRequestHeader('X-Requested-With', 'XMLHttpRequest');"
    " xhr.onloadend = () => done(); xhr.send() })",
    "image": f"url => new Promise(done => {{ const element = new Image(); {DONE}; element.src = url }})",
    "iframe": "url => new Promise(done => { const element = document.createElement('iframe');"
    f" {DONE}; element.src = url; document.body.append(element) }})",
    "script": "url => new Promise(done => { const element = document.createElement('script');"
    f" {DONE}; element.src = url; document.body.append(element) }})",
    "style": "url => new Promise(done => { const element = document.createElement('link');"
    f" element.rel = 'stylesheet'; {DONE}; element.href = url; document.body.append(element) }})",
}
GOING = {
    "navigation": "url => { location = url }",
    "form": "url => { const form = document.createElement('form'); form.method = 'post'; form.action = url;"
    " document.body.append(form); form.submit() }",
}
OPEN = "url => { open(url) }"
"""A window of its own."""
# Fetch, "HTTP-network-or-cache fetch": no dialog where no credentials go along.
SILENT = {("fetch-omit", "same"), *((way, "cross") for way in ("fetch", "fetch-omit", "xhr", "xhr-labelled"))}


class Listener:
    """A visitor's page, and what Chromium would have asked its user for."""

    def __init__(self, browser, context):
        self.heard, self.answers = [], []
        self.page = context.new_page()
        context.on("response", lambda answer: self.answers.append(answer.status))
        # What a page may not read is no response to it: this comes from the wire.
        wire = context.new_cdp_session(self.page)
        wire.on("Network.responseReceivedExtraInfo", lambda event: self.answers.append(event["statusCode"]))
        wire.send("Network.enable")
        # The session of the browser hears all its windows; one of a page would not hear those that it opens.
        self.session = browser.new_browser_cdp_session()
        self.session.on("Fetch.requestPaused", lambda event: self._send("continueRequest", event))
        self.session.on("Fetch.authRequired", self._cancel)
        self.session.send("Fetch.enable", {"handleAuthRequests": True, "patterns": [{"urlPattern": "*"}]})

    def ask(self, start: str, way: str, url: str) -> None:
        """Ask for an address from a page, and wait for the answer."""
        self.page.goto(start)
        self.heard.clear()
        self.answers.clear()
        if way == "window":
            with self.page.expect_popup() as popup:
                self.page.evaluate(OPEN, url)
            popup.value.wait_for_load_state()
            popup.value.close()
        elif way in GOING:
            with self.page.expect_navigation():
                self.page.evaluate(GOING[way], url)
        else:
            self.page.evaluate(WAYS[way], url)
        deadline = time.monotonic() + PATIENCE
        while 401 not in self.answers:
            assert time.monotonic() < deadline, "no 401 came"
            self.page.wait_for_timeout(10)

    def _cancel(self, event):
        self.heard.append(event["authChallenge"]["scheme"])
        self._send("continueWithAuth", event, authChallengeResponse={"response": "CancelAuth"})

    def _send(self, method, event, **parameters):
        self.session.send(f"Fetch.{method}", {"requestId": event["requestId"], **parameters})


@pytest.fixture(scope="module")
def listener(browser):
    context = browser.new_context()
    listener = Listener(browser, context)
    yield listener
    listener.session.detach()
    context.close()


@pytest.fixture(scope="module")
def beyond(playwright, faulty):
    """A browser that reaches the demo under a name, over plain http: no trustworthy origin to it."""
    rules = "--host-resolver-rules=MAP demo.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    browser = chromium.launch(playwright, required("chromium"), rules)
    yield Listener(browser, browser.new_context(base_url=f"http://demo.test:{faulty.port}"))
    browser.close()


@pytest.fixture(scope="module")
def starts(stub, faulty):
    """A page of each origin."""
    stub.answers["/basic"] = Answer(401, (("WWW-Authenticate", 'Basic realm="stub"'),))
    return {stub.origin: stub.url("/page"), faulty.origin: faulty.url("/bare/")}


def start(starts, origin, place):
    (other,) = starts.keys() - {origin}
    return starts[origin if place == "same" else other]


@pytest.mark.parametrize("place", ["same", "cross"])
@pytest.mark.parametrize("way", [*WAYS, *GOING, "window"])
class TestBRW01:
    def test_a_server_that_sends_basic_is_heard(self, listener, stub, starts, way, place):
        listener.ask(start(starts, stub.origin, place), way, stub.url("/basic"))
        assert listener.heard == ([] if (way, place) in SILENT else ["basic"])

    def test_the_demo_is_not(self, listener, faulty, starts, way, place):
        listener.ask(start(starts, faulty.origin, place), way, faulty.url("/api/profile/"))
        assert listener.heard == []


@pytest.mark.parametrize("address", ["/profile/", "/api/staff/"])
def test_no_other_address_asks(listener, faulty, address):
    listener.ask(faulty.url("/bare/"), "navigation", faulty.url(address))
    assert listener.heard == []


def test_signing_in_does_not_ask(listener, faulty):
    listener.ask(faulty.url("/bare/"), "form", faulty.url("/api/token/"))
    assert listener.heard == []


def test_a_view_that_wants_the_dialog_has_it(listener, faulty):
    listener.ask(faulty.url("/bare/"), "navigation", faulty.url("/api/prompting/"))
    assert listener.heard == ["basic"]


class TestBRW10:
    """Chromium picks the strongest scheme that it knows, whatever the order."""

    @pytest.mark.parametrize(
        ("schemes", "picked"),
        [
            (["Basic", "Digest"], ["digest"]),
            (["Digest", "Basic"], ["digest"]),
            (["Bearer", "Cookie", "Basic"], ["basic"]),
            (["Bearer", "Cookie"], []),
        ],
    )
    def test_picks(self, listener, stub, schemes, picked):
        challenges = tuple(("WWW-Authenticate", f'{scheme} realm="a", nonce="b"') for scheme in schemes)
        stub.answers["/several"] = Answer(401, challenges)
        listener.ask(stub.url("/page"), "navigation", stub.url("/several"))
        assert listener.heard == picked


class TestBeyondLoopback:
    """Over plain http a browser sends no Sec-Fetch field: nothing but X-Requested-With shows what it is."""

    def test_a_navigation_asks(self, beyond):
        beyond.ask("/bare/", "navigation", "/api/profile/")
        assert beyond.heard == ["basic"]

    def test_a_script_that_says_what_it_is_does_not(self, beyond):
        beyond.ask("/bare/", "xhr-labelled", "/api/profile/")
        assert beyond.heard == []

    def test_one_that_does_not_asks(self, beyond):
        beyond.ask("/bare/", "xhr", "/api/profile/")
        assert beyond.heard == ["basic"]

    def test_a_page_of_the_gate_never_asks(self, beyond):
        beyond.ask("/bare/", "navigation", "/profile/")
        assert beyond.heard == []
