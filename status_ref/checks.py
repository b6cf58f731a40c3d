"""System checks of the settings; loaded when Django starts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, get_resolver
from django.utils.module_loading import import_string

from status_ref.addresses import networks
from status_ref.catalog.faults import faults
from status_ref.conf import DEFAULTS, conf, given
from status_ref.http.schemes import SCOPE_TOKEN, basic
from status_ref.links import is_absolute

E002 = Error(
    "REALM has characters that no challenge can carry.",
    hint="Set STATUS_REF['REALM'] to visible ASCII, such as 'api' (RFC 9110, Section 5.5).",
    id="status_ref.E002",
)
E003 = Error(
    "BAD_CREDENTIALS has a value that means nothing.",
    hint="Set STATUS_REF['BAD_CREDENTIALS'] to 'refuse' or 'anonymous'.",
    id="status_ref.E003",
)
E005 = Error(
    "READING has an entry that cannot be shown.",
    hint="STATUS_REF['READING'] is a list. Each entry is a mapping with 'title', and 'by', 'url' and 'note' "
    "where there is something to say.",
    id="status_ref.E005",
)
E030 = Error(
    "CONTENT_DIRS names something that is no folder.",
    hint="Set STATUS_REF['CONTENT_DIRS'] to a list of folders that are there, such as [BASE_DIR / 'errors'].",
    id="status_ref.E030",
)
E020 = Error(
    "A limit of failed sign-ins, or of what goes on at once, is no positive number.",
    hint="STATUS_REF['ATTEMPTS'] is a dict with whole numbers for 'window', 'account-address', 'address' and "
    "'account' alone; 'MAX_HASHING' and 'FRESH_SIGN_IN' are one each.",
    id="status_ref.E020",
)
E021 = Error(
    "ATTEMPTS_CACHE names a cache that is not there or keeps nothing, so failed sign-ins are not limited.",
    hint="Set STATUS_REF['ATTEMPTS_CACHE'] to an alias in CACHES, such as one of Redis.",
    id="status_ref.E021",
)
E022 = Error(
    "TRUSTED_PROXIES is neither a number nor a list of networks.",
    hint="Set STATUS_REF['TRUSTED_PROXIES'] to 1, or to networks without host bits, such as ['10.0.0.0/8'].",
    id="status_ref.E022",
)
E023 = Error(
    "SIGN_IN_LIFETIME or REFRESH_GRACE is no number of seconds that works.",
    hint="Set STATUS_REF['SIGN_IN_LIFETIME'] to a whole number above 0, such as 2_592_000 for thirty days, "
    "and 'REFRESH_GRACE' to one from 0 up.",
    id="status_ref.E023",
)
E024 = Error(
    "SCOPES, SIGN_INS_SCOPE or INTROSPECTION_SCOPE has something that is no scope.",
    hint="Give STATUS_REF['SCOPES'] a tuple, ('profile:read',) with its comma, and not a string. Each scope "
    "is one word of visible ASCII without quotes and backslashes (RFC 6749, Section 3.3).",
    id="status_ref.E024",
)
E025 = Error(
    "LIVE has a key that is not known, or a value that cannot be used.",
    hint="STATUS_REF['LIVE'] is a dict of on (True or False), delay, delayed, rate, sequence and sequences "
    "(numbers), fields and hosts (lists of texts), and cache (a name in CACHES).",
    id="status_ref.E025",
)
E032 = Error(
    "TRY_URL is neither a path, the name of one, nor a URL of this origin, so the pages may not ask it.",
    hint="Set STATUS_REF['TRY_URL'] to a path of this site, such as '/api/profile/', or to a mapping of "
    "'api' and perhaps 'tokens', each a path. Absolute URLs begin with ORIGIN.",
    id="status_ref.E032",
)
W020 = CheckWarning(
    "The cache of attempts counts for one process alone, or loses counts when two count at once.",
    hint="Set STATUS_REF['ATTEMPTS_CACHE'] to a cache of Redis or Memcached; ignore this where one process "
    "serves the whole site.",
    id="status_ref.W020",
)
W002 = CheckWarning(
    "The pages are not mounted, so problems cannot link to the one that explains them.",
    hint="Add path('', include('status_ref.urls')) to your URLs, or say in STATUS_REF['PAGES_URL'] "
    "where they stand.",
    id="status_ref.W002",
)
W001 = CheckWarning(
    "ORIGIN is not set, so problems cannot link to the page that explains them.",
    hint="Set STATUS_REF['ORIGIN'] to where this site is reached, such as 'https://example.com'.",
    id="status_ref.W001",
)
W021 = CheckWarning(
    "The middleware reference stands before one that its answers need.",
    hint="Put 'status_ref.middleware.reference' behind SecurityMiddleware, or kept pages are not redirected "
    "to https and lack its fields; and behind LocaleMiddleware, or their language is that of other requests.",
    id="status_ref.W021",
)
REFERENCE = "status_ref.middleware.reference"
BEFORE = {"django.middleware.security.SecurityMiddleware", "django.middleware.locale.LocaleMiddleware"}


@register
def known_settings(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Every key of ``STATUS_REF`` is one that is read: a misspelt one would be passed over in silence."""
    unknown = sorted(set(given()) - set(DEFAULTS))
    hint = f"Known are {', '.join(DEFAULTS)}."
    return [Error(f"STATUS_REF has no key {key!r}.", hint=hint, id="status_ref.E001") for key in unknown]


@register
def realm(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The realm fits into a challenge."""
    try:
        basic(conf.REALM)
    except ValueError:
        return [E002]
    return []


@register
def bad_credentials(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What is done with bad credentials is one of two things."""
    return [] if conf.BAD_CREDENTIALS in {"refuse", "anonymous"} else [E003]


@register
def addresses(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What links are made from is whole, and can stand in a challenge."""
    hint = "Write it with its scheme and in ASCII: 'https://example.com', 'https://docs.example.com/status/'."
    urls = {"ORIGIN": conf.ORIGIN, "PAGES_URL": conf.PAGES_URL, "EDIT_URL": conf.EDIT_URL}
    wrong = {name: url for name, url in urls.items() if url and not is_absolute(url)}
    return [
        Error(f"{name} is no absolute URL: {url!r}.", hint=hint, id="status_ref.E004")
        for name, url in wrong.items()
    ]


@register(Tags.urls)
def mounted(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """There is a page to link to; live answers alone are meant to have none."""
    stands = getattr(settings, "ROOT_URLCONF", None) and "status_ref" in get_resolver().app_dict
    return [] if stands or conf.PAGES_URL else [W002]


@register
def login_form(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The form of a refused page is there. Django's own is, and needs ``django.contrib.auth``."""
    hint = "Set STATUS_REF['LOGIN_FORM'] to the dotted name of a form class, such as 'shop.forms.LoginForm'."
    if "LOGIN_FORM" not in given():
        return []
    try:
        import_string(conf.LOGIN_FORM)
    except ImportError as error:
        return [Error(f"LOGIN_FORM cannot be imported: {error}.", hint=hint, id="status_ref.E006")]
    return []


@register
def reading(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The reading list can be shown."""
    entries: Any = conf.READING
    sound = isinstance(entries, list | tuple) and all(map(_is_reading, entries))
    return [] if sound else [E005]


@register
def content_folders(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The folders of the site are there, and every file in them can be used."""
    folders: Any = _given("CONTENT_DIRS")
    if not isinstance(folders, list | tuple) or not all(isinstance(one, str | PurePath) for one in folders):
        return [E030]
    hint = "A broken file is passed over, and nobody reads it. docs/yours.md says what goes where."
    broken = [Error(str(fault), hint=hint, id="status_ref.E031") for fault in faults(conf.CONTENT_DIRS)]
    return [*([] if all(folder.is_dir() for folder in conf.CONTENT_DIRS) else [E030]), *broken]


@register
def try_url(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A script of a page may ask it: it is of the same origin, as ``connect-src 'self'`` wants."""
    asked: Any = _given("TRY_URL")
    urls = asked if isinstance(asked, Mapping) else {"api": asked}
    if asked is None:
        return []
    sound = "api" in urls and set(urls) <= {"api", "tokens"} and all(map(_is_ours, urls.values()))
    return [] if sound else [E032]


@register
def limits(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Nobody is shut out, and nobody let in for ever, by a misspelt limit."""
    if not isinstance(_given("ATTEMPTS"), Mapping):
        return [E020]
    known = set(conf.ATTEMPTS) == set(DEFAULTS["ATTEMPTS"])
    numbers = [*conf.ATTEMPTS.values(), _given("MAX_HASHING"), _given("FRESH_SIGN_IN")]
    return [] if known and all(_is_whole(number, 1) for number in numbers) else [E020]


@register
def live_answers(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What bounds the live answers is a number, and what counts them is there."""
    if not isinstance(_given("LIVE"), Mapping):
        return [E025]
    live = conf.LIVE
    numbers = [live[name] for name in ("delayed", "rate", "sequence", "sequences")]
    lists = [live[name] for name in ("fields", "hosts")]
    sound = (
        set(live) == set(DEFAULTS["LIVE"])
        and all(_is_whole(number, 0) for number in numbers)
        and isinstance(live["on"], bool)
        and isinstance(live["delay"], int | float)
        and live["delay"] >= 0
        and all(isinstance(entry, list | tuple) for entry in lists)
        and live["cache"] in settings.CACHES
    )
    return [] if sound else [E025]


@register
def middleware(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """What a kept page needs is done before it is answered."""
    names = list(settings.MIDDLEWARE)
    behind = names[names.index(REFERENCE) :] if REFERENCE in names else []
    return [W021] if BEFORE & set(behind) else []


@register
def lifetimes(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A sign-in begins before it ends, and a grace does not end before it begins."""
    sound = _is_whole(_given("SIGN_IN_LIFETIME"), 1) and _is_whole(_given("REFRESH_GRACE"), 0)
    return [] if sound else [E023]


@register
def scopes(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Scopes are words; the letters of one that was given as a string would be many."""
    named: Any = _given("SCOPES")
    if not isinstance(named, Sequence) or isinstance(named, str):
        return [E024]
    words = (*named, _given("SIGN_INS_SCOPE"), _given("INTROSPECTION_SCOPE"))
    return [] if all(isinstance(word, str) and SCOPE_TOKEN.fullmatch(word) for word in words) else [E024]


@register
def attempts_cache(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Failed sign-ins are counted somewhere."""
    backend = settings.CACHES.get(conf.ATTEMPTS_CACHE, {}).get("BACKEND", "")
    return [E021] if not backend or backend.endswith("DummyCache") else []


@register(deploy=True)
def shared_cache(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """They are counted for all processes together, and none is lost."""
    cache: Any = caches[conf.ATTEMPTS_CACHE] if not attempts_cache() else None
    counts_alone = isinstance(cache, LocMemCache) or getattr(type(cache), "incr", None) is BaseCache.incr
    return [W020] if counts_alone else []


@register
def trusted_proxies(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Which proxies are ours is said in a way that can be read."""
    trusted: Any = _given("TRUSTED_PROXIES")
    if isinstance(trusted, int):
        return [] if trusted >= 0 else [E022]
    if isinstance(trusted, str) or not isinstance(trusted, Iterable):
        return [E022]
    try:
        networks(tuple(trusted))
    except ValueError:
        return [E022]
    return []


@register
def origin(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Links can be made without believing the client's ``Host``."""
    return [] if conf.ORIGIN or conf.PAGES_URL or settings.DEBUG else [W001]


def _given(name: str) -> object:
    # As it was written: what the properties of the settings make of it would hide what is wrong.
    return given().get(name, DEFAULTS[name])


def _is_reading(entry: object) -> bool:
    return isinstance(entry, Mapping) and "title" in entry and set(entry) <= {"title", "by", "url", "note"}


def _is_ours(url: object) -> bool:
    if not isinstance(url, str) or re.fullmatch(r"[!-~]+", url) is None or "\\" in url:
        return False
    try:
        url = resolve_url(url)
    except NoReverseMatch:
        return False
    path = url.removeprefix(conf.ORIGIN) if conf.ORIGIN else url
    return path.startswith("/") and not path.startswith("//")


def _is_whole(number: object, least: int) -> bool:
    return type(number) is int and number >= least
