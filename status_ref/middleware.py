"""What a project puts into ``MIDDLEWARE``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from status_ref.caching import keep_private

Sync = Callable[[HttpRequest], HttpResponseBase]
Async = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


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
