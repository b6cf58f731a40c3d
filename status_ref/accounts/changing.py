"""Change the password or the address for mail, as somebody who signed in a few minutes ago."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator

from status_ref.accounts import confirmation, mail
from status_ref.accounts.forms import AccountForm, ChangeEmailForm, ChangePasswordForm
from status_ref.accounts.outbox import outbox
from status_ref.accounts.pages import FormPage, SeeOther
from status_ref.signals import password_changed
from status_ref.views.gate import recent_sign_in_required


@method_decorator(recent_sign_in_required, name="dispatch")
class ChangePasswordView(FormPage):
    """Change the password. Every other sign-in of the account ends; this one goes on."""

    form_class = ChangePasswordForm
    template_name = "status_ref/accounts/password.html"

    def make_form(self, *args: Any) -> ChangePasswordForm:
        """Make the form, which wants the request first."""
        return ChangePasswordForm(self.request, *args)

    def take(self, form: ChangePasswordForm) -> HttpResponse | None:
        """Set the password, and tell the owner."""
        if not form.save():
            form.add_error(None, "Your password was changed somewhere else just now.")
            return None
        update_session_auth_hash(self.request, form.user)
        password_changed.send(type(self), request=self.request, user=form.user)
        outbox.post(partial(mail.send_note, "password-changed", form.user, mail.address_of(form.user)))
        return SeeOther(reverse("status_ref_accounts:password-done"))


@method_decorator(recent_sign_in_required, name="dispatch")
class ChangeEmailView(FormPage):
    """Ask for another address: a link goes there, and the address changes when it is followed."""

    form_class = ChangeEmailForm
    template_name = "status_ref/accounts/email.html"

    def take(self, form: ChangeEmailForm) -> HttpResponse:
        """Send a link to the new address, and lead to the page that says so."""
        confirmation.ask(self.request, self.user, form.cleaned_data["email"])
        return SeeOther(reverse("status_ref_accounts:email-sent"))

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Show the address that there is."""
        return super().context(form) | {"address": mail.address_of(self.user)}

    @property
    def user(self) -> AbstractBaseUser:
        """Give the user, whom the gate has let pass."""
        return cast("AbstractBaseUser", self.request.user)
