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
from status_ref.attempts import TryLater
from status_ref.signals import password_changed

OPENED = "opened"
"""Stands in the address where the token was, once the session holds it."""


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

    The token moves from the address into the session at once, so that it stands in no Referer, no history
    and no log of what the page loads. Opening the link changes nothing: programs that scan mail do it, too.
    Override ``find``, and ``name`` with the name of the address.
    """

    name: str
    good_for: Any

    def dispatch(self, request: HttpRequest, *args: Any, token: str, **parts: str) -> HttpResponseBase:
        """Look for what the link is good for, before anything else."""
        kept = f"status_ref.{self.name}"
        sent = request.session.get(kept, "") if token == OPENED else token
        try:
            self.good_for = self._found(sent, parts)
        except TryLater as later:
            return self.broken(later)
        if self.good_for is None:
            return self.broken()
        if token != OPENED:
            request.session[kept] = token
            return self._opened(parts)
        return super().dispatch(request, *args)

    def find(self, token: str, **parts: str) -> Any:
        """Give what the link is good for, else None."""
        raise NotImplementedError

    def close(self) -> None:
        """Forget the token."""
        del self.request.session[f"status_ref.{self.name}"]

    def broken(self, later: TryLater | None = None) -> HttpResponse:
        """Say that the link does not work, in the same words whether it is wrong, used or too old."""
        words = {"minutes": tickets.minutes(), "words": str(later or "")}
        response = show(self.request, "status_ref/accounts/broken.html", 404, later, **words)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def _found(self, token: str, parts: dict[str, str]) -> Any:
        if not token:
            return None
        with attempts.begin(self.request) as attempt:
            found = self.find(token, **parts)
            if found is not None:
                attempt.spare()
        return found

    def _opened(self, parts: dict[str, str]) -> HttpResponse:
        response = SeeOther(reverse(f"status_ref_accounts:{self.name}", kwargs=parts | {"token": OPENED}))
        response["Referrer-Policy"] = "no-referrer"
        return response


class ResetLinkView(MailedLink):
    """Choose a new password. Every sign-in of the account ends."""

    form_class = SetPasswordForm
    template_name = "status_ref/accounts/new-password.html"
    name = "reset-link"

    def find(self, token: str, **parts: str) -> Any:
        """Give the user who forgot the old one."""
        return tickets.find_reset(parts["uid"], token)

    def make_form(self, *args: Any) -> SetPasswordForm:
        """Make the form, which wants the user first."""
        return SetPasswordForm(self.good_for, *args)

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Show whose it is."""
        return super().context(form) | {"username": self.good_for.get_username()}

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
    name = "email-link"

    def find(self, token: str, **parts: str) -> Any:  # noqa: ARG002
        """Give the user and the new address."""
        return tickets.find_change_of_email(token)

    def take(self, form: AccountForm) -> HttpResponse:  # noqa: ARG002
        """Change the address, and tell whoever reads the old one."""
        user, address = self.good_for
        before = mail.address_of(user)
        if not _change_email(user, address):
            return self.broken()
        self.close()
        outbox.post(partial(mail.send_note, "email-changed", user, before))
        return SeeOther(reverse("status_ref_accounts:email-done"))

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Show the new address."""
        user, address = self.good_for
        return super().context(form) | {"username": user.get_username(), "address": address}


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
