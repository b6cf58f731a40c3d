"""What all pages of the reference share: they are public, and the same for everyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from status_ref.views import kept
from status_ref.views.kept import Address, Representation

MAX_AGE = 3600
View = TypeVar("View", bound=Callable[..., HttpResponse])


def public(view: View) -> View:
    """Make a view one of the reference: GET and HEAD, for everyone, and any cache may keep it.

    What it answers is made once and kept, so it may depend on its path and on nothing else of the
    request. Its 200 gets validators, content codings and answers to conditional requests; other answers
    stay as they are. A view may set ``Last-Modified``, and ``Link`` and the like.
    """
    return offering()(view)


def asking(view: View) -> View:
    """Make a view public whose answer depends on its query, too; with one, it is made for each request."""
    return offering(asked=True)(view)


def offering(*media_types: str, asked: bool = False) -> Callable[[View], View]:
    """Make a view public that has several forms at its one address, between which ``Accept`` chooses.

    The view gets the chosen one as its argument ``media_type``.

    Args:
        media_types: what there is, the first where a client wants none of them or each alike.
        asked: whether the answer depends on the query.

    """

    def publish(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            address = Address(media_types, asked)
            return kept.find(request) or _made(view, request, address, *args, **kwargs)

        # Django checks forms before the method; where no form is taken, a 405 says more than a 403.
        return cast("View", login_not_required(csrf_exempt(require_safe(answered))))

    return publish


def _made(
    view: Callable[..., HttpResponse],
    request: HttpRequest,
    address: Address,
    *args: object,
    **kwargs: object,
) -> HttpResponse:
    media_type = kept.chosen(request, address.offers)
    response = view(request, *args, **kwargs, **({"media_type": media_type} if address.offers else {}))
    if response.status_code != 200:
        return response
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    form = Representation(response, address.offers)
    kept.keep(request, address, media_type, form)
    return form.answer(request)
