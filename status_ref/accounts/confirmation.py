"""Another address for mail is confirmed by a link that goes there: the door for views of a project."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from status_ref import attempts, links
from status_ref.accounts import mail
from status_ref.accounts.outbox import outbox


def ask(request: HttpRequest, user: AbstractBaseUser, address: str) -> None:
    """Send a link to another address for a user's mail; it becomes theirs when the link is followed.

    Each counts, so that nobody's mailbox is filled from here. Whoever calls this has made sure that the user
    signed in a short time ago. Our exception handler makes the answer of what this raises.

    Raises:
        TryLater: there were too many of them.

    """
    with attempts.begin(request, address, guess=False):
        outbox.post(partial(mail.send_email_link, user, address, links.origin(request)))
