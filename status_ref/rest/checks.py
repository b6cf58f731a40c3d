"""System checks of the REST side; loaded where Django REST Framework and simplejwt are installed.

Each is explained on the 401 page, under its id: ``#status-ref-w010`` for ``status_ref.W010``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from rest_framework.authentication import BaseAuthentication
from rest_framework.settings import api_settings
from rest_framework_simplejwt import settings as simplejwt
from rest_framework_simplejwt.tokens import Token

from status_ref import links
from status_ref.conf import conf
from status_ref.rest.authentication import BasicAuthentication, BearerAuthentication
from status_ref.rest.challenges import ChallengingAuthentication
from status_ref.rest.handler import exception_handler

KEY_LENGTHS = {"HS256": 32, "HS384": 48, "HS512": 64}
LONGEST_LIFETIME = timedelta(hours=1)
LONGEST_LEEWAY = timedelta(minutes=5)
EXPOSED = {"www-authenticate", "retry-after"}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
PRIVATE, SESSION = "status_ref.middleware.private", "django.contrib.sessions.middleware.SessionMiddleware"

W008 = CheckWarning(
    "The key that signs tokens is shorter than the hash of its algorithm.",
    hint="Set SIMPLE_JWT['SIGNING_KEY'] to at least 32 random bytes for HS256, 48 for HS384, 64 for HS512.",
    id="status_ref.W008",
)
W009 = CheckWarning(
    "The keys in SIMPLE_JWT do not fit its ALGORITHM.",
    hint="HS256 signs and verifies with SIGNING_KEY alone; every other needs VERIFYING_KEY or JWK_URL.",
    id="status_ref.W009",
)
E012 = Error(
    "RESOURCES has an entry that cannot be announced.",
    hint="Each key is a path such as '/api/', each value a mapping whose 'authorization_servers' are https "
    "URLs; 'resource' is made from ORIGIN, which has to be set.",
    id="status_ref.E012",
)
W010 = CheckWarning(
    "The first of DEFAULT_AUTHENTICATION_CLASSES cannot challenge, so DRF answers 403 instead of 401.",
    hint="Install our exception handler, which asks every class, or put a class that challenges first.",
    id="status_ref.W010",
)
W011 = CheckWarning(
    "The exception handler is not installed: challenges share one line, and bodies are DRF's own.",
    hint="Set REST_FRAMEWORK['EXCEPTION_HANDLER'] to 'status_ref.rest.handler.exception_handler'. "
    "If a handler of yours calls it, silence this check.",
    id="status_ref.W011",
)
W012 = CheckWarning(
    "Names and passwords are taken over plain http.",
    hint="Set STATUS_REF['REQUIRE_TLS'] or SECURE_SSL_REDIRECT to True.",
    id="status_ref.W012",
)
W013 = CheckWarning(
    "Tokens are verified with a public key, and no audience: one that was meant for another service may do.",
    hint="Set SIMPLE_JWT['AUDIENCE'] to the name of this service, and have the issuer put it into 'aud'.",
    id="status_ref.W013",
)
W014 = CheckWarning(
    "Scripts of other origins may call this API and cannot read why it refuses them.",
    hint="Add 'WWW-Authenticate' and 'Retry-After' to CORS_EXPOSE_HEADERS.",
    id="status_ref.W014",
)
W015 = CheckWarning(
    "CHECK_USER_IS_ACTIVE is off, and BearerAuthentication refuses inactive accounts all the same.",
    hint="Remove it from SIMPLE_JWT. To let such an account in, activate it.",
    id="status_ref.W015",
)
W016 = CheckWarning(
    "Access tokens live longer than an hour.",
    hint="Set SIMPLE_JWT['ACCESS_TOKEN_LIFETIME'] to minutes, and let clients refresh.",
    id="status_ref.W016",
)
W017 = CheckWarning(
    "Tokens are accepted more than five minutes after they have expired.",
    hint="Set SIMPLE_JWT['LEEWAY'] to a few seconds, and synchronise the clocks.",
    id="status_ref.W017",
)
W018 = CheckWarning(
    "Tokens are read from another field than the challenge tells clients to use.",
    hint="Remove AUTH_HEADER_NAME from SIMPLE_JWT: bearer tokens come in Authorization.",
    id="status_ref.W018",
)
W019 = CheckWarning(
    "The middleware that keeps private answers out of caches stands where it does not see the cookie.",
    hint=f"In MIDDLEWARE, put '{PRIVATE}' before '{SESSION}'.",
    id="status_ref.W019",
)


@register
def challenges(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Every 401 has its challenges, and each its line."""
    classes = _classes()
    if api_settings.EXCEPTION_HANDLER is exception_handler or not classes:
        return []
    mute = classes[0].authenticate_header is BaseAuthentication.authenticate_header
    return _explained(W010 if mute else None, W011 if _uses(ChallengingAuthentication) else None)


@register(Tags.security, deploy=True)
def transport(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A password is not sent in clear (RFC 7617, Section 4)."""
    safe = conf.REQUIRE_TLS or settings.SECURE_SSL_REDIRECT
    return _explained(None if safe or not _uses(BasicAuthentication) else W012)


@register(Tags.security)
def keys(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The keys suit the algorithm (RFC 7518, Section 3.2; RFC 8725, Sections 3.1 and 3.5)."""
    if not _uses(BearerAuthentication) or not _uses_keys_of_simplejwt():
        return []
    jwt = simplejwt.api_settings
    public = bool(jwt.VERIFYING_KEY or jwt.JWK_URL)
    symmetric = jwt.ALGORITHM in KEY_LENGTHS
    short = symmetric and len(_bytes(jwt.SIGNING_KEY)) < KEY_LENGTHS[jwt.ALGORITHM]
    return _explained(
        W008 if short else None,
        W009 if symmetric == public else None,
        W013 if public and not symmetric and jwt.AUDIENCE is None else None,
    )


@register
def tokens(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What simplejwt allows and should not be; where we do not follow it, that is said."""
    if not _uses(BearerAuthentication):
        return []
    jwt = simplejwt.api_settings
    return _explained(
        None if jwt.CHECK_USER_IS_ACTIVE else W015,
        W016 if jwt.ACCESS_TOKEN_LIFETIME > LONGEST_LIFETIME else None,  # RFC 6750, Section 5.3
        W017 if _leeway(jwt.LEEWAY) > LONGEST_LEEWAY else None,  # RFC 7519, Section 4.1.4
        None if jwt.AUTH_HEADER_NAME == "HTTP_AUTHORIZATION" else W018,  # RFC 6750, Section 2.1
    )


@register
def exposure(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Scripts of other origins can read the challenge (Fetch, "CORS-safelisted response-header name")."""
    origins = ("CORS_ALLOWED_ORIGINS", "CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ALLOW_ALL_ORIGINS")
    if not apps.is_installed("corsheaders") or not any(getattr(settings, name, None) for name in origins):
        return []
    exposed = {name.lower() for name in getattr(settings, "CORS_EXPOSE_HEADERS", ())}
    return _explained(None if exposed >= EXPOSED else W014)


@register
def resources(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Metadata is served for names that clients can check (RFC 9728, Sections 2 and 3.3)."""
    if not isinstance(conf.RESOURCES, Mapping):
        return _explained(E012)
    named = not conf.RESOURCES or conf.ORIGIN or settings.DEBUG
    sound = all(_is_sound(prefix, members) for prefix, members in conf.RESOURCES.items())
    return _explained(None if named and sound else E012)


@register
def middleware(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What marks answers as private runs after the session has said that it was looked at."""
    order = [name for name in settings.MIDDLEWARE if name in {PRIVATE, SESSION}]
    return _explained(W019 if order == [SESSION, PRIVATE] else None)


def _explained(*found: CheckMessage | None) -> list[CheckMessage]:
    return [_with_link(message) for message in found if message is not None]


def _with_link(message: CheckMessage) -> CheckMessage:
    page = links.page(401, str(message.id).lower().replace("_", "-").replace(".", "-"))
    hint = f"{message.hint} {page}" if page else message.hint
    return CheckMessage(message.level, message.msg, hint=hint, id=message.id)


def _classes() -> list[type[BaseAuthentication]]:
    return cast("Any", api_settings.DEFAULT_AUTHENTICATION_CLASSES)  # type: ignore[no-any-return]


def _uses(kind: type[BaseAuthentication]) -> bool:
    return any(issubclass(found, kind) for found in _classes())


def _uses_keys_of_simplejwt() -> bool:
    # A class with a backend of its own has keys of its own, and its own mind about the audience.
    classes: Any = simplejwt.api_settings.AUTH_TOKEN_CLASSES
    return any(each.get_token_backend is Token.get_token_backend for each in classes)


def _bytes(key: str | bytes | None) -> bytes:
    return key if isinstance(key, bytes) else (key or "").encode()


def _leeway(value: float | timedelta) -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=value or 0)


def _is_sound(prefix: str, members: object) -> bool:
    if not isinstance(members, Mapping):
        return False
    servers = members.get("authorization_servers", ())
    return prefix.startswith("/") and "resource" not in members and all(map(_is_secure, servers))


def _is_secure(server: str) -> bool:
    url = urlsplit(server)
    return bool(url.hostname) and (url.scheme == "https" or url.hostname in LOOPBACK)
