"""The gate: pages that need a session answer 401 with a log-in form, instead of a redirect.

The status says what happened, the address stays the one that was asked for, and whoever logs in lands there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from asgiref.sync import iscoroutinefunction, sync_to_async
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes
from django.utils.module_loading import import_string

from status_ref import links, sessions
from status_ref.conf import conf
from status_ref.http import schemes
from status_ref.http.failures import (
    CREDENTIALS_MISSING,
    CREDENTIALS_REFUSED,
    SESSION_ENDED,
    SESSION_EXPIRED,
    STEP_UP_REQUIRED,
    Failure,
)
from status_ref.responses import ChallengeTemplateResponse
from status_ref.signals import Outcome, record

TEMPLATE = "status_ref/gate.html"
NEXT = "next"
# What was sent, where a failure tells: a form that was filled in, or a cookie.
SENT = {CREDENTIALS_REFUSED: "form", SESSION_EXPIRED: "cookie", SESSION_ENDED: "cookie"}

View = TypeVar("View", bound=Callable[..., Any])
Stop = Callable[[HttpRequest], HttpResponseBase | None]


def sign_in_required(
    view: View | None = None,
    *,
    form_class: Callable[[HttpRequest], BaseForm] | None = None,
    template_name: str = TEMPLATE,
) -> Any:
    """Answer 401 with a page to whoever is not signed in; with or without arguments, sync and async.

    A form without its CSRF token is refused earlier, with 403, by Django's middleware.

    Args:
        view: the view to protect.
        form_class: makes the log-in form to show, instead of the class that the setting ``LOGIN_FORM`` names.
        template_name: the page, instead of ``status_ref/gate.html``.

    """
    if view is None:
        return lambda view: sign_in_required(view, form_class=form_class, template_name=template_name)

    def stop(request: HttpRequest) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            record(Outcome(request, "cookie", user=request.user))
            return None
        failure = sessions.failure(request) or CREDENTIALS_MISSING
        form = form_class(request) if form_class else None
        return refuse(request, failure, form=form, template_name=template_name)

    guarded = (_guarded_async if iscoroutinefunction(view) else _guarded)(view, stop)
    # Django's LoginRequiredMiddleware would redirect before the gate is reached.
    return cast("View", login_not_required(guarded))


def recent_sign_in_required(view: View) -> View:
    """Answer 401 with the log-in form to whoever did not sign in within ``FRESH_SIGN_IN`` seconds, too.

    It protects what a stranger at an unlocked screen must not change (OWASP ASVS 5.0, 7.5.1).
    """

    def stop(request: HttpRequest) -> HttpResponseBase | None:
        if sessions.is_fresh(request, conf.FRESH_SIGN_IN):
            return None
        form = import_string(conf.LOGIN_FORM)(request)
        form.initial = {"username": request.user.get_username()}
        return refuse(request, STEP_UP_REQUIRED, form=form)

    guarded = (_guarded_async if iscoroutinefunction(view) else _guarded)(view, stop)
    return cast("View", sign_in_required(guarded))


class SignInRequiredMixin:
    """The same for class-based views; stands before ``View`` in the bases."""

    gate_form_class: Callable[[HttpRequest], BaseForm] | None = None
    gate_template_name = TEMPLATE

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Callable[..., Any]:
        """Make the view function, guarded."""
        view: Callable[..., Any] = super().as_view(**initkwargs)  # type: ignore[misc]
        guarded = sign_in_required(view, form_class=cls.gate_form_class, template_name=cls.gate_template_name)
        return cast("Callable[..., Any]", guarded)


def refuse(
    request: HttpRequest,
    failure: Failure,
    *,
    form: BaseForm | None = None,
    next_url: str | None = None,
    template_name: str = TEMPLATE,
) -> ChallengeTemplateResponse:
    """Make the page that says why nobody is signed in, and lets them do it.

    It announces ``Cookie`` alone, so no browser covers it with a dialog of its own. Where the setting
    ``COOKIE_CHALLENGE`` is off it is a 403, which needs no challenge. A cookie that is worth nothing is
    deleted.

    Args:
        request: what was asked for.
        failure: why it is refused.
        form: the form to show, with its errors; else a new one.
        next_url: where to go after logging in, "" for no particular place; else the address of the request.
        template_name: the page.

    """
    record(Outcome(request, SENT.get(failure), failure))
    status = 401 if conf.COOKIE_CHALLENGE else 403
    form = import_string(conf.LOGIN_FORM)(request) if form is None else form
    context = {"status": status, "failure": failure, "form": form, **_ways_on(request, failure, next_url)}
    response = ChallengeTemplateResponse(request, template_name, context, status=status)
    if status == 401:
        action = iri_to_uri(context["action"])
        response.challenge(schemes.cookie(conf.REALM, action, settings.SESSION_COOKIE_NAME))
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Cookie"])
    if failure in {SESSION_EXPIRED, SESSION_ENDED}:
        sessions.delete_cookie(response)
    return response


def _ways_on(request: HttpRequest, failure: Failure, next_url: str | None) -> dict[str, Any]:
    """Tell the page where its form goes, what comes after that, and what else can be done."""
    here = escape_leading_slashes(request.get_full_path()) if next_url is None else next_url
    return {
        "action": resolve_url(settings.LOGIN_URL),
        "next": here,
        "lost": next_url is None and request.method not in {"GET", "HEAD"},
        "register_url": _register_url(here),
        "page": links.page(failure.status, failure.code, request),
    }


def _register_url(here: str) -> str | None:
    if not conf.REGISTER_URL:
        return None
    url = resolve_url(conf.REGISTER_URL)
    return f"{url}?{urlencode({NEXT: here})}" if here else url


def _guarded(view: Callable[..., Any], stop: Stop) -> Callable[..., Any]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return stop(request) or view(request, *args, **kwargs)

    return guarded


def _guarded_async(view: Callable[..., Awaitable[Any]], stop: Stop) -> Callable[..., Any]:
    @wraps(view)
    async def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return await sync_to_async(stop)(request) or await view(request, *args, **kwargs)

    return guarded
