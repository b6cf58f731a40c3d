"""Every setting of the project: one dict, ``STATUS_REF``, read at the moment of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

DEFAULTS: dict[str, Any] = {
    "ORIGIN": None,
    "PAGES_URL": None,
    "EDIT_URL": None,
    "REALM": "api",
    "JOIN_CHALLENGES": False,
    "COOKIE_CHALLENGE": True,
    "BAD_CREDENTIALS": "refuse",
    "LOGIN_FORM": "django.contrib.auth.forms.AuthenticationForm",
    "REGISTER_URL": None,
    "READING": (),
    "CONTENT_DIRS": (),
    "TRY_URL": None,
    "SCOPES": (),
    "CLIENT_ID": "first-party",
    "INTEGER_USER_IDS": False,
    "REQUIRE_TLS": False,
    "RESOURCES": {},
    "ATTEMPTS": {"window": 900, "account-address": 10, "address": 100, "account": 100},
    "ATTEMPTS_CACHE": "default",
    "TRUSTED_PROXIES": 0,
    "MAX_HASHING": 4,
    "FRESH_SIGN_IN": 300,
    "KEYS": ("secret-key",),
    "SIGN_IN_LIFETIME": 2_592_000,
    "REFRESH_GRACE": 10,
    "INTROSPECTION_SCOPE": "introspect",
    "SIGN_INS_SCOPE": "sign-ins",
    "LIVE": {
        "on": True,
        "delay": 10,
        "delayed": 2,
        "rate": 0,
        "fields": (
            "Accept-Patch",
            "Age",
            "Cache-Control",
            "Content-Language",
            "Deprecation",
            "ETag",
            "Expires",
            "Last-Modified",
            "RateLimit",
            "RateLimit-Policy",
            "Sunset",
            "Vary",
            "X-RateLimit-*",
            "X-Request-Id",
            "X-Test",
            "X-Test-*",
        ),
        "hosts": (),
        "sequence": 300,
        "sequences": 100,
        "cache": "default",
    },
}


def given() -> Mapping[str, Any]:
    """Give what the project has written.

    Raises:
        ImproperlyConfigured: it is no dict.

    """
    written: Any = getattr(settings, "STATUS_REF", {})
    if not isinstance(written, Mapping):
        raise ImproperlyConfigured(
            f"STATUS_REF is {written!r}. It has to be a dict, such as {{'ORIGIN': 'https://example.com'}}."
        )
    return written


class Conf:
    """The settings as typed properties, so that ``override_settings`` just works."""

    def _read(self, name: str) -> Any:
        return given().get(name, DEFAULTS[name])

    @property
    def ORIGIN(self) -> str | None:
        """Where this site is reached, ``https://example.com``; the request's own origin in DEBUG."""
        value: object = self._read("ORIGIN")
        return str(value).rstrip("/") if value else None

    @property
    def PAGES_URL(self) -> str | None:
        """Where the reference pages stand when this project does not mount them, ``https://…/status/``."""
        value: object = self._read("PAGES_URL")
        return str(value).rstrip("/") + "/" if value else None

    @property
    def EDIT_URL(self) -> str | None:
        """Where the text of a page can be changed, ``https://…/{path}``; without it no page offers that."""
        value: object = self._read("EDIT_URL")
        return str(value) if value else None

    @property
    def REALM(self) -> str:
        """The protection space that the challenges name (RFC 9110, Section 11.5)."""
        return str(self._read("REALM"))

    @property
    def JOIN_CHALLENGES(self) -> bool:
        """Send all challenges in one ``WWW-Authenticate`` line instead of one line for each."""
        return bool(self._read("JOIN_CHALLENGES"))

    @property
    def COOKIE_CHALLENGE(self) -> bool:
        """Announce ``Cookie`` for sessions; without it DRF answers 403 where a session stands alone."""
        return bool(self._read("COOKIE_CHALLENGE"))

    @property
    def BAD_CREDENTIALS(self) -> str:
        """At a view that needs no credentials, ``refuse`` bad ones, or take them for ``anonymous``."""
        return str(self._read("BAD_CREDENTIALS"))

    @property
    def LOGIN_FORM(self) -> str:
        """Dotted name of the form class that a refused page shows."""
        return str(self._read("LOGIN_FORM"))

    @property
    def REGISTER_URL(self) -> str | None:
        """URL or URL name of the page where a visitor makes an account, if there is one."""
        value: str | None = self._read("REGISTER_URL")
        return value

    @property
    def READING(self) -> Sequence[Mapping[str, str]]:
        """The site's own reading list for every page: mappings of ``title``, ``by``, ``url`` and ``note``."""
        value: Sequence[Mapping[str, str]] = self._read("READING")
        return value

    @property
    def CONTENT_DIRS(self) -> tuple[Path, ...]:
        """The folders of this site's own pages, notes and problem types; a later one counts."""
        return tuple(map(Path, self._read("CONTENT_DIRS")))

    @property
    def TRY_URL(self) -> Mapping[str, str]:
        """What the 401 ladder asks: ``api``, and ``tokens`` that gives it tokens; paths, or names of them."""
        value: str | Mapping[str, str] | None = self._read("TRY_URL")
        return {"api": value} if isinstance(value, str) else value or {}

    @property
    def SCOPES(self) -> tuple[str, ...]:
        """The scopes that a sign-in gets when it asks for none."""
        return tuple(self._read("SCOPES"))

    @property
    def CLIENT_ID(self) -> str:
        """The ``client_id`` in access tokens of first-party sign-ins (RFC 9068, Section 2.2)."""
        return str(self._read("CLIENT_ID"))

    @property
    def INTEGER_USER_IDS(self) -> bool:
        """Accept integer ``user_id`` claims, as simplejwt before 5.5 wrote them."""
        return bool(self._read("INTEGER_USER_IDS"))

    @property
    def REQUIRE_TLS(self) -> bool:
        """Refuse Basic and Bearer credentials that came over plain http, and ask for no password there."""
        return bool(self._read("REQUIRE_TLS"))

    @property
    def RESOURCES(self) -> Mapping[str, Mapping[str, Any]]:
        """Path prefixes, ``/api/``, and the metadata of the resource below each (RFC 9728, Section 2)."""
        value: Mapping[str, Mapping[str, Any]] = self._read("RESOURCES")
        return value

    @property
    def ATTEMPTS(self) -> Mapping[str, int]:
        """How many sign-ins may fail within how many seconds; what is not given keeps its default."""
        return {**DEFAULTS["ATTEMPTS"], **self._read("ATTEMPTS")}

    @property
    def ATTEMPTS_CACHE(self) -> str:
        """The alias in ``CACHES`` of the cache that counts failed sign-ins."""
        return str(self._read("ATTEMPTS_CACHE"))

    @property
    def TRUSTED_PROXIES(self) -> int | tuple[str, ...]:
        """How many proxies stand before this server, or the networks they stand in."""
        value: int | Sequence[str] = self._read("TRUSTED_PROXIES")
        return value if isinstance(value, int) else tuple(value)

    @property
    def MAX_HASHING(self) -> int:
        """How many passwords one process hashes at once."""
        return int(self._read("MAX_HASHING"))

    @property
    def FRESH_SIGN_IN(self) -> int:
        """For how many seconds after signing in the password or the address for mail can be changed."""
        return int(self._read("FRESH_SIGN_IN"))

    @property
    def KEYS(self) -> tuple[str, ...]:
        """Where the keys of access tokens are, one or several; the first signs, all verify."""
        value: str | PurePath | Sequence[str | PurePath] = self._read("KEYS")
        return (str(value),) if isinstance(value, str | PurePath) else tuple(map(str, value))

    @property
    def SIGN_IN_LIFETIME(self) -> int:
        """Seconds after which a sign-in ends, however much it is used."""
        return int(self._read("SIGN_IN_LIFETIME"))

    @property
    def REFRESH_GRACE(self) -> int:
        """Seconds in which a refresh token that was just used gives the same successor again."""
        return int(self._read("REFRESH_GRACE"))

    @property
    def INTROSPECTION_SCOPE(self) -> str:
        """The scope that a token needs to ask about other tokens (RFC 7662, Section 2.1)."""
        return str(self._read("INTROSPECTION_SCOPE"))

    @property
    def SIGN_INS_SCOPE(self) -> str:
        """The scope that a token needs to see its owner's sign-ins and to end others than its own."""
        return str(self._read("SIGN_INS_SCOPE"))

    @property
    def LIVE(self) -> Mapping[str, Any]:
        """What live answers may do; what is not given keeps its default."""
        return {**DEFAULTS["LIVE"], **self._read("LIVE")}


conf = Conf()
