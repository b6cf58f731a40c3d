"""One function for each scheme that is offered: what it says of a failure, as a Challenge.

The parameters of a Bearer challenge always come in the order ``realm, resource_metadata, scope, error,
error_description, error_uri``, because clients that search without a parser find them so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from status_ref.http.challenges import Challenge
from status_ref.http.failures import Failure

REALM = re.compile(r"[\x20-\x7e]+")
SCOPE_TOKEN = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+")
URI = SCOPE_TOKEN


def bearer(
    realm: str,
    failure: Failure | None = None,
    *,
    resource_metadata: str | None = None,
    scope: Sequence[str] = (),
    error_uri: str | None = None,
    max_age: int | None = None,
    acr_values: Sequence[str] = (),
) -> Challenge:
    """Challenge for a bearer token (RFC 6750, Section 3; RFC 9728, Section 5.1; RFC 9470, Section 3).

    Args:
        realm: the protection space, visible ASCII.
        failure: why the token that was sent did not do; without one, or with one that has no RFC error
            code, the challenge stays bare (RFC 6750, Section 3.1).
        resource_metadata: absolute URL of the protected resource metadata.
        scope: the scopes that the request needs.
        error_uri: absolute URL of the page that explains the failure.
        max_age: how old a sign-in may be, in seconds.
        acr_values: the accepted authentication context classes, most wanted first.

    Raises:
        ValueError: a value has characters that its parameter has no room for.

    """
    params = {"realm": _matching("realm", REALM, realm)}
    if resource_metadata is not None:
        params["resource_metadata"] = _absolute("resource_metadata", resource_metadata)
    if scope:
        params["scope"] = _spaced("scope", scope)
    if failure is not None and failure.error is not None:
        params |= {"error": failure.error, "error_description": failure.detail}
        if error_uri is not None:
            params["error_uri"] = _absolute("error_uri", error_uri)
    if acr_values:
        params["acr_values"] = _spaced("acr_values", acr_values)
    if max_age is not None:
        params["max_age"] = str(_natural("max_age", max_age))
    return Challenge("Bearer", params)


def basic(realm: str) -> Challenge:
    """Challenge for a name and a password in UTF-8 (RFC 7617, Sections 2 and 2.1)."""
    return Challenge("Basic", {"realm": _matching("realm", REALM, realm), "charset": "UTF-8"})


def cookie(realm: str, form_action: str | None, cookie_name: str) -> Challenge:
    """Hint that a session cookie would do, and where the form is that gives one.

    The scheme is not registered: it comes from an expired draft (draft-broyer-http-cookie-auth-00), and
    clients that do not know it pass over it (RFC 9110, Section 11.6.1).
    """
    params = {"realm": _matching("realm", REALM, realm)}
    if form_action is not None:
        params["form-action"] = _matching("form-action", URI, form_action)
    return Challenge("Cookie", params | {"cookie-name": cookie_name})


def _matching(name: str, allowed: re.Pattern[str], value: str) -> str:
    if allowed.fullmatch(value) is None:
        raise ValueError(f"{name} must be visible ASCII, not {value!r}")
    return value


def _absolute(name: str, value: str) -> str:
    if not (urlsplit(value).scheme and urlsplit(value).netloc):
        raise ValueError(f"{name} must be an absolute URL, not {value!r}")
    return _matching(name, URI, value)


def _spaced(name: str, values: Sequence[str]) -> str:
    return " ".join(_matching(name, SCOPE_TOKEN, value) for value in values)


def _natural(name: str, value: int) -> int:
    if value < 0:
        raise ValueError(f"{name} must not be negative, not {value!r}")
    return value
