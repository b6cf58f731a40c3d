"""From a code and an anchor to the absolute URL of the page that explains it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language, override

from status_ref.conf import conf

_WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
NAME = re.compile(rf"{_WORD}(?:/{_WORD})*")
"""What a problem type of a site is called; the catalog has the same rule and knows nothing of links."""


def origin(request: HttpRequest | None = None) -> str | None:
    """Give the origin of this site, ``https://example.com``, or None where it is not known.

    A request's own ``Host`` is believed only in DEBUG: elsewhere it is the client's to choose.
    """
    if conf.ORIGIN:
        return conf.ORIGIN if is_absolute(conf.ORIGIN) else None
    if not settings.DEBUG or request is None:
        return None
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return None


def is_absolute(url: str) -> bool:
    """Tell whether a URL can stand in a challenge: absolute, and visible ASCII (RFC 6750, Section 3)."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and url.isascii() and url.isprintable()


def page(code: int, anchor: str | None = None, request: HttpRequest | None = None) -> str | None:
    """Give the URL of a status page, or of one section of it; None where there are no pages to link to."""
    base = _pages(f"{code}/", "status_ref:page", str(code), request)
    return f"{base}#{anchor}" if base and anchor else base


def problem(name: str, request: HttpRequest | None = None) -> str | None:
    """Give the URL of a problem type of this site, ``billing/out-of-credit``, for the member ``type``.

    It is absolute, as RFC 9457, Section 3.1.1 wants it; None where there are no pages to link to, and for
    what no type can be called. Whether there is such a type is not looked at.
    """
    if NAME.fullmatch(name) is None:
        return None
    return _pages(f"problems/{name}/", "status_ref:problem", name, request)


def _pages(below: str, view: str, argument: str, request: HttpRequest | None) -> str | None:
    if conf.PAGES_URL:
        return f"{conf.PAGES_URL}{below}" if is_absolute(conf.PAGES_URL) else None
    site = origin(request)
    try:
        # What is a type has one name (RFC 9457, Section 3.1.1), whatever language somebody else reads.
        with override(settings.LANGUAGE_CODE):
            return site and f"{site}{path(view, argument)}"
    except NoReverseMatch:
        return None


def path(name: str, *args: str) -> str:
    """Give the path of a view; it is worked out once for all that it depends on.

    Raises:
        NoReverseMatch: no such view is mounted.

    """
    return _path(name, args, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), get_language())


def inside(path: str) -> str:
    """Give a path as the URLconf knows it: without the place that the site is mounted at."""
    return f"/{path.removeprefix(get_script_prefix())}"


@lru_cache(maxsize=1024)
def _path(name: str, args: tuple[str, ...], *_place: object) -> str:
    return reverse(name, args=args)
