"""What the query of a live answer asks for: ``?delay=2&retry-after=5&scheme=bearer``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from random import SystemRandom
from typing import NoReturn

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import parse_http_date_safe, url_has_allowed_host_and_scheme

from status_ref.conf import conf
from status_ref.http import schemes
from status_ref.http.challenges import Challenge
from status_ref.http.syntax import TOKEN
from status_ref.views.live import digest

NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
NO_URL = re.compile(r"[ \"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""What stands in no URI reference (RFC 3986, Appendix A), and so in no ``Location``."""
KEY = re.compile(r"[A-Za-z0-9._~-]{1,64}")
PART = re.compile(r"([0-9]{1,3})-([0-9]{1,3})")
WAIT = re.compile(r"[0-9]{1,9}")
LARGE = re.compile(r"[0-9]{10}")
RANGE = re.compile(r"([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18})")
MAX_VALUE, MAX_FIELDS, MAX_BODY = 1000, 20, 4000
DOCUMENT = b"0123456789" * 100
"""What the ranges of ``/live/206`` are cut from."""
TYPES = ("text/plain", "application/json", "application/problem+json")
FRAMING = {"connection", "content-length", "content-type", "keep-alive", "set-cookie", "set-cookie2", "te"}
FRAMING |= {"content-encoding", "content-range", "location", "refresh", "retry-after", "www-authenticate"}
FRAMING |= {"trailer", "transfer-encoding", "upgrade", "status-ref-simulated", "x-sendfile", "date"}
RESERVED = ("proxy-*", "x-accel-*", "access-control-*")

_random = SystemRandom()


class BadOption(ValueError):
    """An option that cannot be used: ``name`` tells which, the text what is wrong and what is allowed."""

    def __init__(self, name: str, reason: str) -> None:
        """Take the name, and the rest of a sentence that begins with it."""
        super().__init__(f"{name}: {reason}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for beyond the code.

    ``delay`` counts seconds. ``fields`` take the place of those that the code brings along. ``part`` gives
    the first and the last byte for a 206. ``key`` names a sequence.
    """

    delay: float = 0.0
    fields: tuple[tuple[str, str], ...] = ()
    challenges: tuple[Challenge, ...] = ()
    body: str | None = None
    type: str = TYPES[0]
    part: tuple[int, int] | None = None
    empty: bool = False
    key: str | None = None

    def with_field(self, name: str, value: str) -> Options:
        """Add a field."""
        return replace(self, fields=(*self.fields, (name, value)))


PLAIN = Options()


def read(request: HttpRequest) -> Options:
    """Read the query of a request. What is no option, and does not look like one, is the caller's own.

    Raises:
        BadOption: a value cannot be used, or a name is almost that of an option.

    """
    if not request.META.get("QUERY_STRING"):
        return PLAIN
    query = request.GET
    for name in query.keys() - OPTIONS.keys() - MORE:
        if near := get_close_matches(name.lower(), [*OPTIONS, *MORE], 1, 0.9):
            raise BadOption(name[:40], f"is no option. Did you mean {near[0]}?")
    options = PLAIN
    for name, take in OPTIONS.items():
        if name in query:
            options = take(options, query.getlist(name), request)
    if "type" in query and options.body is None:
        raise BadOption("type", "needs a body: add body=…")
    return _sequence(options, query.get("mode"), query.get("key"))


def _delay(options: Options, values: list[str], _request: HttpRequest) -> Options:
    most = conf.LIVE["delay"]
    ends = values[-1].split("-")
    if len(ends) > 2 or not all(map(NUMBER.fullmatch, ends)):
        raise BadOption("delay", "is a number of seconds, 1.5, or two with a hyphen between them, 1-3.")
    low, high = float(ends[0]), float(ends[-1])
    if high > most or low > high:
        raise BadOption("delay", f"goes from 0 to {most:g} seconds here, the lower number first.")
    return replace(options, delay=_random.uniform(low, high))


def _headers(options: Options, values: list[str], _request: HttpRequest) -> Options:
    if len(values) > MAX_FIELDS:
        raise BadOption("header", f"can be given {MAX_FIELDS} times.")
    for text in values:
        name, colon, value = text.partition(":")
        if not colon or TOKEN.fullmatch(name) is None:
            raise BadOption("header", "is written header=Name:Value.")
        if not _may_be_set(name):
            raise BadOption(
                "header", f"{name[:40]} cannot be set. Allowed are {', '.join(conf.LIVE['fields'])}."
            )
        if LARGE.search(value) and name.lower() == "cache-control":
            raise BadOption("header", "Cache-Control has numbers below 1,000,000,000 here.")
        options = options.with_field(name, _value("header", value.strip(" \t")))
    return options


def _may_be_set(name: str) -> bool:
    name = name.lower()
    if name in FRAMING or any(fnmatchcase(name, pattern) for pattern in RESERVED):
        return False  # whatever the setting says
    return any(fnmatchcase(name, pattern.lower()) for pattern in conf.LIVE["fields"])


def _value(option: str, value: str) -> str:
    if len(value) > MAX_VALUE or VALUE.fullmatch(value) is None:
        raise BadOption(option, f"has a value of visible ASCII, {MAX_VALUE} characters at most.")
    return value


def _body(options: Options, values: list[str], _request: HttpRequest) -> Options:
    if len(values[-1]) > MAX_BODY:
        raise BadOption("body", f"has {MAX_BODY} characters at most.")
    return replace(options, body=values[-1])


def _type(options: Options, values: list[str], _request: HttpRequest) -> Options:
    if values[-1] not in TYPES:
        raise BadOption("type", f"is one of {', '.join(TYPES)}. HTML is never made from what somebody sent.")
    return replace(options, type=values[-1])


def _retry_after(options: Options, values: list[str], _request: HttpRequest) -> Options:
    if WAIT.fullmatch(values[-1]) is None and parse_http_date_safe(values[-1]) is None:
        raise BadOption("retry-after", "is a whole number of seconds, or a date as HTTP writes it.")
    return options.with_field("Retry-After", values[-1])


def _schemes(options: Options, values: list[str], request: HttpRequest) -> Options:
    realm = request.GET.get("realm", "live")
    if schemes.REALM.fullmatch(realm) is None or len(realm) > 100:
        raise BadOption("realm", "has 1 to 100 characters of visible ASCII.")
    if unknown := [value for value in values if value not in SCHEMES]:
        raise BadOption("scheme", f"{unknown[0][:20]!r} is unknown. Known are {', '.join(SCHEMES)}.")
    made = [challenge for value in dict.fromkeys(values) for challenge in SCHEMES[value](realm)]
    return replace(options, challenges=tuple(made))


def _allow(options: Options, values: list[str], _request: HttpRequest) -> Options:
    methods = [method.strip() for value in values for method in value.split(",") if method.strip()]
    if len(methods) > MAX_FIELDS or not all(map(TOKEN.fullmatch, methods)):
        raise BadOption("allow", "is a list of methods: GET,POST.")
    return options.with_field("Allow", ", ".join(methods))


def _location(options: Options, values: list[str], request: HttpRequest) -> Options:
    url = _value("location", values[-1])
    hosts = {*_host(request), *conf.LIVE["hosts"]}
    if NO_URL.search(url) or not url_has_allowed_host_and_scheme(url, hosts):
        raise BadOption("location", f"leads to {', '.join(sorted(hosts))}: a path, or a URL of these.")
    return options.with_field("Location", url)


def _host(request: HttpRequest) -> list[str]:
    try:
        return [request.get_host()]
    except DisallowedHost:
        raise BadOption("location", "needs a Host that this server answers for.") from None


def _part(options: Options, values: list[str], _request: HttpRequest) -> Options:
    part = part_of(values[-1])
    if part is None:
        raise BadOption("range", f"is written first-last, from 0-0 to 0-{len(DOCUMENT) - 1}.")
    return replace(options, part=part)


def part_of(text: str) -> tuple[int, int] | None:
    """Read the first and the last byte of a part of the document; None where there is no such part."""
    found = PART.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2])


def range_of(field: str) -> tuple[int, int] | None:
    """Read a ``Range`` of bytes (RFC 9110, Section 14.1.2); None where no such part is there."""
    unit, _, wanted = field.partition("=")
    found = RANGE.fullmatch(wanted.strip())
    if unit.lower() != "bytes" or found is None:
        return None
    end = len(DOCUMENT) - 1
    if found[3]:
        return (max(0, end + 1 - int(found[3])), end) if int(found[3]) else None
    first, last = int(found[1]), min(int(found[2] or end), end)
    return (first, last) if first <= last else None


def _empty(options: Options, values: list[str], _request: HttpRequest) -> Options:
    if values[-1] not in {"0", "1"}:
        raise BadOption("empty", "is 1 for an answer without content, or 0.")
    if values[-1] == "1" and options.body is not None:
        raise BadOption("empty", "and body exclude each other.")
    return replace(options, empty=values[-1] == "1")


def _sequence(options: Options, mode: str | None, key: str | None) -> Options:
    if mode is None and key is None:
        return options
    if mode not in {None, "sequence"}:
        raise BadOption("mode", "is sequence, or left out.")
    if mode is None or key is None or KEY.fullmatch(key) is None:
        _incomplete()
    return replace(options, key=key)


def _incomplete() -> NoReturn:
    raise BadOption("key", "names a sequence, with mode=sequence: 1 to 64 letters, digits, dots, hyphens.")


SCHEMES: dict[str, Callable[[str], Sequence[Challenge]]] = {
    "bearer": lambda realm: [schemes.bearer(realm)],
    # RFC 9449, Section 7.1
    "dpop": lambda realm: [Challenge("DPoP", {"realm": realm, "algs": "ES256 EdDSA"})],
    "digest": digest.challenges,
    "cookie": lambda realm: [schemes.cookie(realm, "/log-in", "session")],
    "basic": lambda realm: [schemes.basic(realm)],
}
OPTIONS: dict[str, Callable[[Options, list[str], HttpRequest], Options]] = {
    "delay": _delay,
    "header": _headers,
    "body": _body,
    "type": _type,
    "retry-after": _retry_after,
    "scheme": _schemes,
    "allow": _allow,
    "location": _location,
    "range": _part,
    "empty": _empty,
}
MORE = {"realm", "mode", "key"}
