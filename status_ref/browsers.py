"""Which accounts a browser has signed in to before, as a signed cookie tells.

It signs nobody in. It only lets the owner of an account try where strangers have spent the soft limit of
attempts; so it survives a log-out, and holds digests instead of names.
"""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

NAME = "status_ref_browser"
SALT = "status_ref.browsers"
LIFETIME = 180 * 24 * 60 * 60
"""Seconds for which a browser is known after its last sign-in."""
MOST = 5
"""Accounts that one browser is known to; the one not used for longest makes room."""


def known(request: HttpRequest, account: str) -> str | None:
    """Give the name under which a browser is known to an account; None where it never signed in to it."""
    return _read(request).get(account)


def remember(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    """Make the browser known to an account that it has just signed in to."""
    accounts = dict(_read(request))
    mine = accounts.pop(account, None) or token_urlsafe(16)
    kept = dict([*accounts.items(), (account, mine)][-MOST:])
    response.set_cookie(
        _name(),
        signing.dumps(kept, salt=SALT),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    # The prefix keeps other hosts of the domain from setting it (RFC 6265bis, Section 4.1.3.2).
    return f"__Host-{NAME}" if settings.SESSION_COOKIE_SECURE else NAME


def _read(request: HttpRequest) -> Mapping[str, str]:
    try:
        value: Any = signing.loads(request.COOKIES.get(_name(), ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return {}
    return value if isinstance(value, dict) else {}
