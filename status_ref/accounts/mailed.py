"""Where the links lead that are mailed: to a new password, and to another address for mail."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from status_ref import attempts, links
from status_ref.accounts import mail, tickets
from status_ref.accounts.forms import AccountForm, ResetForm, SetPasswordForm
from status_ref.accounts.outbox import outbox
from status_ref.accounts.pages import FormPage, SeeOther, show
from status_ref.accounts.tickets import Purpose, Ticket
from status_ref.attempts import TryLater
from status_ref.signals import password_changed

OPENED = "opened"
"""Stands in the address where the token was, once the session knows what that said."""


class ResetView(FormPage):
    """Ask for a link to a new password. The answer is the same whether or not anybody gets one."""

    form_class = ResetForm
    template_name = "status_ref/accounts/reset.html"

    def take(self, form: ResetForm) -> HttpResponse:
        """Leave everything else to the outbox: even looking for the account takes a time that would tell."""
        address = form.cleaned_data["email"]
        with attempts.begin(self.request, address, guess=False):
            outbox.post(partial(mail.send_reset_links, address, links.origin(self.request)))
        return SeeOther(reverse("status_ref_accounts:reset-sent"))


@method_decorator([login_not_required, never_cache], name="dispatch")
class MailedLink(FormPage):
    """A page that a mailed link opens.

    The token leaves the address at once, so that it stands in no Referer, no history and no log of what the
    page loads. The session keeps what the token said, and nothing that works in an address: whoever reads the
    sessions could not use it. Opening the link changes nothing: programs that scan mail do it, too.
    Override ``purpose``, and ``name`` with the name of the address.
    """

    purpose: Purpose
    name: str
    ticket: Ticket
    user: Any

    def dispatch(self, request: HttpRequest, *args: Any, token: str) -> HttpResponseBase:
        """Look for what the link is good for, before anything else."""
        try:
            found = self._found(token)
        except TryLater as later:
            return self.broken(later)
        if not found:
            return self.broken()
        if token != OPENED:
            request.session[self.purpose.value] = self.ticket
            return self._opened()
        return super().dispatch(request, *args)

    def close(self) -> None:
        """Forget what the token said."""
        del self.request.session[self.purpose.value]

    def broken(self, later: TryLater | None = None) -> HttpResponse:
        """Say that the link does not work, in the same words whether it is wrong, used or too old."""
        words = {"minutes": tickets.minutes(), "words": str(later or "")}
        response = show(self.request, "status_ref/accounts/broken.html", 404, later, **words)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Show whose it is."""
        return super().context(form) | {"username": self.user.get_username()}

    def _found(self, token: str) -> bool:
        if token == OPENED and self.purpose.value not in self.request.session:
            return False
        with attempts.begin(self.request) as attempt:
            ticket = self._ticket(token)
            user = ticket and tickets.owner(self.purpose, ticket)
            if ticket and user:
                self.ticket, self.user = ticket, user
                attempt.spare()
        return bool(user)

    def _ticket(self, token: str) -> Ticket | None:
        if token == OPENED:
            return Ticket(*self.request.session[self.purpose.value])
        return tickets.read(self.purpose, token)

    def _opened(self) -> HttpResponse:
        response = SeeOther(reverse(f"status_ref_accounts:{self.name}", kwargs={"token": OPENED}))
        response["Referrer-Policy"] = "no-referrer"
        return response


class ResetLinkView(MailedLink):
    """Choose a new password. Every sign-in of the account ends."""

    form_class = SetPasswordForm
    template_name = "status_ref/accounts/new-password.html"
    purpose = Purpose.RESET
    name = "reset-link"

    def make_form(self, *args: Any) -> SetPasswordForm:
        """Make the form, which wants the user first."""
        return SetPasswordForm(self.user, *args)

    def take(self, form: SetPasswordForm) -> HttpResponse:
        """Set the password, and tell the owner by mail."""
        if not form.save():
            return self.broken()
        self.close()
        password_changed.send(type(self), request=self.request, user=form.user)
        outbox.post(partial(mail.send_note, "password-changed", form.user, mail.address_of(form.user)))
        return SeeOther(reverse("status_ref_accounts:reset-done"))


class EmailLinkView(MailedLink):
    """Make the address to which the link was sent that of the account."""

    form_class = AccountForm
    template_name = "status_ref/accounts/new-email.html"
    purpose = Purpose.EMAIL
    name = "email-link"

    def take(self, form: AccountForm) -> HttpResponse:  # noqa: ARG002
        """Change the address, and tell whoever reads the old one."""
        before = mail.address_of(self.user)
        if not _change_email(self.user, self.ticket.address):
            return self.broken()
        self.close()
        outbox.post(partial(mail.send_note, "email-changed", self.user, before))
        return SeeOther(reverse("status_ref_accounts:email-done"))

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Show the new address."""
        return super().context(form) | {"address": self.ticket.address}


def _change_email(user: Any, address: str) -> bool:
    """Write it where the link is still good; False where another one was quicker, or the address is taken."""
    field = user.get_email_field_name()
    was = {"pk": user.pk, field: getattr(user, field), "password": user.password}
    setattr(user, field, address)
    try:
        with transaction.atomic():
            if not get_user_model()._default_manager.select_for_update().filter(**was).exists():
                return False
            user.save(update_fields=[field])
    except IntegrityError:
        return False
    return True
