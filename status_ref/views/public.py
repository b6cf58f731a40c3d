"""What all pages of the reference share: they are public, and the same for everyone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

MAX_AGE = 3600
View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Make a view one of the reference: GET and HEAD, for everyone, and any cache may keep it.

    The address decides alone what such a view answers.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        return cast("HttpResponse", get_conditional_response(request, etag=etag, response=response))

    # Django checks forms before it looks at the method; where no form is taken, a 405 says more than a 403.
    return cast("View", login_not_required(csrf_exempt(require_safe(answered))))
