"""What is written to the owners of accounts. Everything in here runs in the outbox."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from status_ref.accounts import tickets
from status_ref.accounts.tickets import Purpose
from status_ref.conf import conf

PAUSE = 60
"""Seconds between two links for one account, however many are asked for."""


def send_reset_links(address: str, origin: str | None) -> None:
    """Write to whoever has this address, if anybody: a link with which they choose a new password."""
    for user in owners(address):
        if caches[conf.ATTEMPTS_CACHE].add(f"status_ref.accounts.reset.{user.pk}", 1, PAUSE):
            link = _link("reset-link", origin, tickets.make(Purpose.RESET, user))
            send("reset", address_of(user), user=user, link=link)


def send_email_link(user: AbstractBaseUser, address: str, origin: str | None) -> None:
    """Write to the new address of an account: a link that makes it the address."""
    link = _link("email-link", origin, tickets.make(Purpose.EMAIL, user, address))
    send("email", address, user=user, link=link)


def send_note(what: str, user: AbstractBaseUser, address: str) -> None:
    """Tell the owner of an account that its password or its address was changed (ASVS 6.3.7)."""
    if address:
        send(what, address, user=user)


def send(template: str, to: str, **context: Any) -> None:
    """Send a mail whose subject is the first line of its template."""
    context["minutes"] = tickets.minutes()
    text = render_to_string(f"status_ref/accounts/mail/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject, body.lstrip(), to=[to]).send()


def owners(address: str) -> Iterator[AbstractBaseUser]:
    """Give the active users with a password and just this address; a look-alike is none (CVE-2019-19844)."""
    model = get_user_model()
    field = model.get_email_field_name()
    for user in model._default_manager.filter(**{f"{field}__iexact": address, "is_active": True}):
        if user.has_usable_password() and _folded(address_of(user)) == _folded(address):
            yield user


def address_of(user: AbstractBaseUser) -> str:
    """Give the address for mail of a user; empty where there is none."""
    return str(getattr(user, user.get_email_field_name(), "") or "")


def _link(name: str, origin: str | None, token: str) -> str:
    if origin is None:
        # A client's own Host field would send the owner of an account to whatever it names.
        raise ImproperlyConfigured("STATUS_REF['ORIGIN'] is not set, so no link can be mailed.")
    return origin + reverse(f"status_ref_accounts:{name}", kwargs={"token": token})


def _folded(address: str) -> str:
    return unicodedata.normalize("NFKC", address).casefold()
