"""What a project puts into ``MIDDLEWARE``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from status_ref.caching import keep_private
from status_ref.views import kept

Sync = Callable[[HttpRequest], HttpResponseBase]
Async = Callable[[HttpRequest], Awaitable[HttpResponseBase]]
SAFE = {"GET", "HEAD"}


@sync_and_async_middleware
def private(get_response: Sync | Async) -> Sync | Async:
    """Keep the answers for one user out of the caches that serve them all.

    Stands before ``SessionMiddleware``, whose ``Vary`` tells that the cookie was looked at.
    """
    if iscoroutinefunction(get_response):
        return _async(cast("Async", get_response))
    return _sync(cast("Sync", get_response))


def _sync(get_response: Sync) -> Sync:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        keep_private(request, response)
        return response

    return middleware


def _async(get_response: Async) -> Async:
    async def middleware(request: HttpRequest) -> HttpResponseBase:
        response = await get_response(request)
        keep_private(request, response)
        return response

    return middleware


@sync_and_async_middleware
def reference(get_response: Sync | Async) -> Sync | Async:
    """Answer a page of the reference that is kept, before the other middleware has any work with it.

    The first request of each page goes on to its view. Stands after what puts fields on every answer, such
    as ``SecurityMiddleware``, after what chooses the language or the URLconf, and after what keeps
    strangers out of a whole site. The host is checked here, so ``CommonMiddleware`` may stand behind it.
    """
    if iscoroutinefunction(get_response):
        return _async_reference(cast("Async", get_response))
    return _sync_reference(cast("Sync", get_response))


def _sync_reference(get_response: Sync) -> Sync:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        return _kept(request) or get_response(request)

    return middleware


def _async_reference(get_response: Async) -> Async:
    async def middleware(request: HttpRequest) -> HttpResponseBase:
        return _kept(request) or await get_response(request)

    return middleware


def _kept(request: HttpRequest) -> HttpResponseBase | None:
    if request.method not in SAFE:
        return None
    request.get_host()  # raises DisallowedHost, which Django makes a 400
    return kept.find(request)
