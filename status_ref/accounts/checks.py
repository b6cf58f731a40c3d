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

from status_ref import links
from status_ref.accounts.forms import LoginForm
from status_ref.conf import conf

DAY = 24 * 60 * 60

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
W020 = CheckWarning(
    "ORIGIN is not set, so no link can be mailed: passwords cannot be reset, addresses not be changed.",
    hint="Set STATUS_REF['ORIGIN'] to where this site is reached, such as 'https://example.com'.",
    id="status_ref_accounts.W020",
)
W021 = CheckWarning(
    "PASSWORD_RESET_TIMEOUT lets a mailed link be good for more than a day.",
    hint="Set PASSWORD_RESET_TIMEOUT = 600: ASVS 5.0 (6.5.5) allows ten minutes, NIST SP 800-63B-4 a day.",
    id="status_ref_accounts.W021",
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
    try:
        return [] if issubclass(import_string(conf.LOGIN_FORM), LoginForm) else [W001]
    except ImportError:
        return []  # status_ref.E006 says so


@register
def mailed_links(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """A link can be mailed without believing the client's ``Host``, and does not lie about for long."""
    origin = [] if conf.ORIGIN or settings.DEBUG else [W020]
    return [*origin, *([W021] if settings.PASSWORD_RESET_TIMEOUT > DAY else [])]


@register
def login_url(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The gate's form goes to an address of this site that exists, or to another site."""
    try:
        url = resolve_url(settings.LOGIN_URL)
        if url.startswith("/"):
            resolve(links.inside(url))
    except (NoReverseMatch, Resolver404):
        return [W002]
    return []
