"""System checks of the accounts app."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, Resolver404, resolve
from django.utils.module_loading import import_string

from status_ref.accounts.forms import LoginForm
from status_ref.conf import conf

E001 = Error(
    "The pages of the accounts app have no templates.",
    hint="Add 'status_ref' to INSTALLED_APPS: the templates are there.",
    id="status_ref_accounts.E001",
)
W001 = CheckWarning(
    "LOGIN_FORM does not check passwords as the log-in page does.",
    hint="Set STATUS_REF['LOGIN_FORM'] to 'status_ref.accounts.forms.LoginForm' or a subclass of it.",
    id="status_ref_accounts.W001",
)
W002 = CheckWarning(
    "LOGIN_URL leads nowhere, so the form of a refused page is sent to a 404.",
    hint="Mount status_ref.accounts.urls and set LOGIN_URL = 'status_ref_accounts:login'.",
    id="status_ref_accounts.W002",
)


@register
def templates(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The templates extend those of the main app."""
    return [] if apps.is_installed("status_ref") else [E001]


@register
def login_form(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The gate shows the same form as the log-in page."""
    return [] if issubclass(import_string(conf.LOGIN_FORM), LoginForm) else [W001]


@register
def login_url(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The gate's form goes to an address of this site that exists, or to another site."""
    try:
        url = resolve_url(settings.LOGIN_URL)
        if url.startswith("/"):
            resolve(url)
    except (NoReverseMatch, Resolver404):
        return [W002]
    return []
