"""The answers of the reference, made once in a process and kept as bytes for everyone.

What is kept was made without a user, a cookie or a field of the request, but for the media type that was
chosen. So nothing in it is secret, and it can be compressed without a thought of BREACH. Nothing is kept
in ``DEBUG``, where content and templates change and the origin is the request's, and nothing that a query
string decides, which a client can vary without end. Settings may change only in tests.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import importlib.util
import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import get_script_prefix
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_http_date, quote_etag
from django.utils.translation import get_language

from status_ref.http.accept import preferred
from status_ref.http.codings import IDENTITY, preferred_coding
from status_ref.views import conditions, made_of

LIMIT = 2000
"""Addresses that are kept. There are fewer; whatever adds to them finds no more room than this."""
SHORTEST = 200
"""Bytes below which no coding makes less of them."""
OF_UNCHANGED = ("Cache-Control", "Content-Language", "Content-Location", "ETag", "Vary")
"""What a 304 has of the fields of its 200 (RFC 9110, Section 15.4.5); ``Date`` is the server's.

Its language is among them because ``LocaleMiddleware`` would add another, and a cache would believe that.
"""
LANGUAGE = "en"
"""Of the words, as ``lang`` says it in the templates, whatever language a visitor would rather have."""
OF_OTHERS = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers")
"""What a script of another origin needs of a 304 or 412, too, when it sends conditions itself (Fetch)."""

_kept: dict[Hashable, Address] = {}


def encoders(brotli: Any | None) -> dict[str, Callable[[bytes], bytes]]:
    """Give what makes each content coding, the best first; ``brotli`` is the module or None."""
    # Quality 11 saves another eighth, and takes more than twice as long as rendering the page.
    found = {"br": partial(brotli.compress, quality=6)} if brotli else {}
    return {**found, "gzip": partial(gzip.compress, compresslevel=9, mtime=0)}


ENCODERS = encoders(importlib.util.find_spec("brotli") and importlib.import_module("brotli"))


@dataclass(frozen=True, slots=True)
class Coded:
    """A representation in one content coding: its bytes, and the fields of a 200 and of a 304."""

    content: bytes
    etag: str
    fields: Mapping[str, str]
    unchanged: Mapping[str, str]


class Representation:
    """One form of a page. Each content coding is made when somebody first wants it."""

    def __init__(self, response: HttpResponse, offers: tuple[str, ...] = ()) -> None:
        """Take the content and the fields of a response, and add those that belong to what is kept.

        ``Last-Modified`` becomes the newest of what the view says and of the files that pages are made of
        (RFC 9110, Section 8.8.2), and is never later than now.
        """
        said = parse_http_date(response["Last-Modified"]) if response.has_header("Last-Modified") else 0
        self.modified = min(max(said, made_of.newest()), int(time.time()))
        response["Last-Modified"] = http_date(self.modified)
        response.setdefault("Content-Language", LANGUAGE)
        patch_vary_headers(response, [*(["Accept"] if offers else []), "Accept-Encoding"])
        self._content = response.content
        self._fields = dict(response.items())
        self._codings = tuple(ENCODERS) if len(self._content) >= SHORTEST else ()
        self._coded: dict[str, Coded] = {}

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Answer GET or HEAD: a 200, or a 304 or 412 where the request is conditional."""
        coding = preferred_coding(request.META.get("HTTP_ACCEPT_ENCODING"), self._codings)
        coded = self._coded.get(coding) or self._code(coding)
        code = conditions.outcome(request, coded.etag, self.modified)
        if code == 304:
            return HttpResponseNotModified(headers=coded.unchanged)
        if code == 412:
            others = {name: coded.fields[name] for name in OF_OTHERS if name in coded.fields}
            return HttpResponse(status=412, headers=others)
        return HttpResponse(b"" if request.method == "HEAD" else coded.content, headers=coded.fields)

    def _code(self, coding: str) -> Coded:
        content = self._content if coding == IDENTITY else ENCODERS[coding](self._content)
        # Of the bytes that are sent, so each coding has a strong tag of its own (RFC 9110, Section 8.8.3.3).
        etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
        coded = {} if coding == IDENTITY else {"Content-Encoding": coding}
        fields = {**self._fields, **coded, "Content-Length": str(len(content)), "ETag": etag}
        unchanged = {name: fields[name] for name in (*OF_UNCHANGED, *OF_OTHERS) if name in fields}
        return self._coded.setdefault(coding, Coded(content, etag, fields, unchanged))


@dataclass(frozen=True, slots=True)
class Address:
    """What one address answers with, by media type.

    ``offers`` are the types that ``Accept`` may choose from, and ``asked`` tells that a query makes another
    answer of it. Else a query is passed over, so that nobody has a page made anew by adding one.
    """

    offers: tuple[str, ...]
    asked: bool = False
    forms: dict[str, Representation] = field(default_factory=dict)


def chosen(request: HttpRequest, offers: tuple[str, ...]) -> str:
    """Give the media type that a client would rather have; the first one where it wants none of them.

    A 406 would be allowed, and so is this (RFC 9110, Section 12.4.1): who looks a status up is in trouble
    already.
    """
    return (preferred(request.META.get("HTTP_ACCEPT"), offers) or offers[0]) if offers else ""


def find(request: HttpRequest) -> HttpResponse | None:
    """Answer a request from what is kept; None where there is nothing."""
    place = _place(request)
    address = _kept.get(place) if place else None
    if address and address.asked and request.META.get("QUERY_STRING"):
        return None
    form = address.forms.get(chosen(request, address.offers)) if address else None
    return form.answer(request) if form else None


def keep(request: HttpRequest, address: Address, media_type: str, form: Representation) -> None:
    """Keep a representation for the requests to come, where that may be and there is room.

    Args:
        request: the one that it answers.
        address: what its place is like, where nothing is kept yet.
        media_type: the chosen one.
        form: the representation.

    """
    place = None if address.asked and request.META.get("QUERY_STRING") else _place(request)
    if place and (place in _kept or len(_kept) < LIMIT):
        _kept.setdefault(place, address).forms[media_type] = form


def clear(**_changed: object) -> None:
    """Forget everything."""
    _kept.clear()
    made_of.newest.cache_clear()


def _place(request: HttpRequest) -> Hashable:
    if settings.DEBUG:
        return None
    return getattr(request, "urlconf", None), get_script_prefix(), request.path_info, get_language()


setting_changed.connect(clear)
