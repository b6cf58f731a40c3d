"""What a session cookie is worth: when its user signed in, or why it signs nobody in."""

from __future__ import annotations

import re
import time
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

from status_ref.http.failures import SESSION_ENDED, SESSION_EXPIRED, Failure

AUTH_TIME = "auth_time"
KEY = re.compile(r"[!-~]{8,128}")


@receiver(user_logged_in, dispatch_uid="status_ref.auth_time")
def remember_auth_time(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:  # noqa: ARG001
    """Note in the session when its user proved who they are, in seconds since the epoch."""
    session = getattr(request, "session", None)
    # Packages send the signal for tokens as well, which are none of a visitor's session.
    if session is not None and SESSION_KEY in session:
        session[AUTH_TIME] = int(time.time())


def is_fresh(request: HttpRequest, max_age: int) -> bool:
    """Tell whether the user of a session signed in within so many seconds."""
    signed_in_at = request.session.get(AUTH_TIME)
    return isinstance(signed_in_at, int) and time.time() - signed_in_at <= max_age


def failure(request: HttpRequest) -> Failure | None:
    """Say why the session cookie of a request that nobody is signed in to does not do.

    None means that there is nothing to complain of: no cookie, or the live session of a visitor. Only a
    store that keeps expired sessions can tell them from ended ones; it is asked only here, after a refusal.
    """
    session = getattr(request, "session", None)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key or session is None:
        return None
    if SESSION_KEY in session:
        return SESSION_ENDED
    if session.session_key:
        return None
    # Where a database or a file keeps sessions, they exist until they are cleaned away.
    return SESSION_EXPIRED if _is_possible(key) and session.exists(key) else SESSION_ENDED


def is_dead(request: HttpRequest) -> bool:
    """Tell whether a request has a session cookie that signs nobody in and is no visitor's either.

    Unlike ``request.user``, which an authenticator may have set, this looks at the session alone.
    """
    if getattr(request, "session", None) is None or get_user(request).is_authenticated:
        return False
    return failure(request) is not None


def _is_possible(key: str) -> bool:
    # A database takes no NUL, and memcached no space, no control character and not more than 250.
    return KEY.fullmatch(key) is not None


def delete_cookie(response: HttpResponseBase) -> None:
    """Tell the browser to forget a session that is worth nothing."""
    response.delete_cookie(
        settings.SESSION_COOKIE_NAME,
        path=settings.SESSION_COOKIE_PATH,
        domain=settings.SESSION_COOKIE_DOMAIN,
        samesite=cast("Any", settings.SESSION_COOKIE_SAMESITE),
    )
