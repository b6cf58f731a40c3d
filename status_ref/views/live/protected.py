"""Addresses that want credentials which stand in the address: to try out what a client sends.

They protect nothing. A browser shows its dialog for Basic and Digest here, because that is what is tried.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from status_ref.http import schemes
from status_ref.http.challenges import Challenge
from status_ref.http.credentials import BasicCredentials, Credentials, scheme_of
from status_ref.http.digest import ALGORITHMS, DigestCredentials
from status_ref.http.syntax import Malformed
from status_ref.views.live import digest as nonces
from status_ref.views.live.answers import Answer
from status_ref.views.live.responses import LiveResponse, problem, respond
from status_ref.views.live.views import public

REALM = "live"
MISSING = "There are no credentials for this address in the request. Send those that stand in the address."
WRONG = "The credentials are not those that stand in the address."


@public
def basic(request: HttpRequest, user: str, password: str) -> HttpResponse:
    """Want this name and this password (RFC 7617)."""
    challenge = schemes.basic(REALM)
    if scheme_of(sent(request)) != "basic":
        return refuse(request, MISSING, [challenge])
    try:
        credentials = BasicCredentials.parse(sent(request))
    except Malformed as error:
        return refuse(request, f"The credentials are malformed: {error}.", [challenge])
    right = _same(credentials.username, user) & _same(credentials.password, password)
    return welcome(request, user=user) if right else refuse(request, WRONG, [challenge])


@public
def bearer(request: HttpRequest, token: str) -> HttpResponse:
    """Want this token (RFC 6750)."""
    if scheme_of(sent(request)) != "bearer":
        return refuse(request, MISSING, [schemes.bearer(REALM)])
    try:
        credentials = Credentials.parse(sent(request))
    except Malformed:
        credentials = None
    if credentials is None or credentials.token68 is None:
        malformed = Challenge("Bearer", {"realm": REALM, "error": "invalid_request"})
        return refuse(request, "One token is expected after Bearer and a space.", [malformed], 400)
    if _same(credentials.token68, token):
        return welcome(request)
    told = {"realm": REALM, "error": "invalid_token", "error_description": "The token is another one"}
    return refuse(request, WRONG, [Challenge("Bearer", told)])


@public
def digest(request: HttpRequest, user: str, password: str) -> HttpResponse:
    """Want a proof of this name and this password (RFC 7616), for ``qop=auth``, by SHA-256 or MD5."""
    if scheme_of(sent(request)) != "digest":
        return refuse(request, MISSING, nonces.challenges(REALM))
    try:
        credentials = DigestCredentials.parse(sent(request))
    except Malformed as error:
        return refuse(request, f"The credentials are malformed: {error}.", nonces.challenges(REALM), 400)
    if not _names(credentials.params["uri"], request):
        return refuse(
            request, "uri names another address (RFC 7616, Section 3.4.6).", nonces.challenges(REALM), 400
        )
    if not _proves(credentials, request.method or "", user, password):
        return refuse(request, WRONG, nonces.challenges(REALM))
    if not nonces.is_fresh(credentials.params["nonce"]):
        return refuse(
            request, "The nonce is too old; answer to the new one.", nonces.challenges(REALM, stale=True)
        )
    return welcome(request, user=user)


def _names(uri: str, request: HttpRequest) -> bool:
    # Clients behind a proxy may send the absolute form, and each escapes in its own way.
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return (unquote(parts.path), parts.query) == (request.path, request.META.get("QUERY_STRING", ""))


def _proves(credentials: DigestCredentials, method: str, user: str, password: str) -> bool:
    if credentials.algorithm not in ALGORITHMS or credentials.params["realm"] != REALM:
        return False
    expected = credentials.expected(method, user, REALM, password)
    username = credentials.params["username"].encode("latin-1").decode(errors="replace")
    return _same(username, user) & _same(credentials.params["response"], expected)


def _same(given: str, right: str) -> bool:
    return constant_time_compare(given.encode(errors="replace"), right.encode(errors="replace"))


def sent(request: HttpRequest) -> str:
    """Give the value of ``Authorization``."""
    return request.headers.get("Authorization", "")


def refuse(
    request: HttpRequest, detail: str, challenges: Sequence[Challenge], code: int = 401
) -> LiveResponse:
    """Answer with challenges."""
    response = problem(request, code, detail)
    response.challenge(*challenges)
    return response


def welcome(request: HttpRequest, **members: str) -> LiveResponse:
    """Say that the credentials were right."""
    content = json.dumps({"authenticated": True, **members}, indent=2) + "\n"
    fields = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return respond(request, Answer(200, "OK", fields, content.encode()))
