"""Register, log in and log out, for browsers. Success is a 303; wrong credentials are a 401 page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import get_script_prefix, reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from status_ref import attempts, browsers, passwords, sessions
from status_ref.accounts.forms import AccountForm, LoginForm, RegisterForm
from status_ref.accounts.pages import FormPage, SeeOther, next_url, show
from status_ref.http.failures import CREDENTIALS_REFUSED
from status_ref.signals import Outcome, record
from status_ref.views.gate import NEXT, refuse


class SignInPage(FormPage):
    """A page that signs somebody in and leads on to ``next``.

    Override ``done`` for whom a valid form stands for, and ``other`` for the page that is offered instead.
    """

    other: str

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form; whoever is signed in goes on, unless a page that wants more sent them here.

        To lead them back to it would go in circles, as with every view that wants a right they do not have.
        """
        goes_on = request.user.is_authenticated and not next_url(request)
        return self.onward() if goes_on else super().get(request)

    def take(self, form: Any) -> HttpResponse | None:
        """Sign in whom the form stands for."""
        user = self.done(form)
        if user is None:
            return None
        if self.request.user.is_authenticated:
            # Django gives a new key only to whoever was nobody before.
            self.request.session.cycle_key()
        login(self.request, user)  # type: ignore[arg-type]  # the stubs know only Django's own user model
        record(Outcome(self.request, "form", user=user))
        response = self.onward()
        browsers.remember(self.request, response, attempts.account_of(form.cleaned_data["username"]))
        return response

    def onward(self) -> HttpResponse:
        """Go where the visitor wanted to."""
        return SeeOther(next_url(self.request) or resolve_url(settings.LOGIN_REDIRECT_URL))

    def done(self, form: Any) -> AbstractBaseUser | None:
        """Give the user whom a valid form stands for, as ``passwords.verify`` found them; or None."""
        raise NotImplementedError

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Let ``next`` stay in the link to the other page, too."""
        context = super().context(form)
        user = self.request.user
        context["signed_in_as"] = user.get_username() if user.is_authenticated else None
        query = f"?{urlencode({NEXT: context['next']})}" if context["next"] else ""
        return context | {"other_url": reverse(self.other) + query}


class RegisterView(SignInPage):
    """Make an account and be signed in."""

    form_class = RegisterForm
    template_name = "status_ref/accounts/register.html"
    other = "status_ref_accounts:login"

    def is_valid(self, form: AccountForm) -> bool:
        """Count whoever asks for a name that is taken: registering has to tell, but not for ever."""
        with attempts.begin(self.request) as attempt:
            valid = form.is_valid()
            if not form.has_error("username", "taken"):
                attempt.spare()
        return valid

    def done(self, form: RegisterForm) -> AbstractBaseUser | None:
        """Make the account."""
        with passwords.hashing():
            user = form.save()
        if user is None:
            return None
        # Signing in goes the one way that there is, so a backend that refuses is heard.
        verified = passwords.verify(self.request, user.get_username(), form.cleaned_data["password"])
        if verified is None:
            form.add_error(None, "Your account was made, but it cannot log in yet.")
        return verified


class LoginView(SignInPage):
    """Sign in with a name and a password."""

    form_class = LoginForm
    template_name = "status_ref/accounts/login.html"
    other = "status_ref_accounts:register"

    def make_form(self, *args: Any) -> LoginForm:
        """Make the form, which wants the request first."""
        return LoginForm(self.request, *args)

    def done(self, form: LoginForm) -> AbstractBaseUser | None:
        """Give the user whose password was right."""
        return form.user

    def failed(self, form: LoginForm) -> HttpResponse:
        """Answer 401 to wrong credentials, and 400 to a form that was not filled in."""
        if not form.refused:
            return super().failed(form)
        return refuse(self.request, CREDENTIALS_REFUSED, form=form, next_url=next_url(self.request))


@method_decorator(login_not_required, name="dispatch")
@method_decorator([never_cache, csrf_protect], name="dispatch")
class LogoutView(View):
    """Ask, and then end the session: on the server, and in the browser.

    ``clear_site_data`` names what else the browser is to forget (Clear-Site-Data, W3C). Not ``"cookies"``,
    which would reach the other sites of the domain, and not ``"storage"``, where preferences are kept.
    """

    template_name = "status_ref/accounts/logout.html"
    clear_site_data = '"cache"'

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask: a link must not log anybody out (RFC 9110, Section 9.2.1)."""
        return show(request, self.template_name, next=next_url(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session, and ask the browser to forget what belongs to it."""
        logout(request)
        home = resolve_url(settings.LOGOUT_REDIRECT_URL or get_script_prefix())
        response = SeeOther(next_url(request) or home)
        response["Clear-Site-Data"] = self.clear_site_data
        sessions.delete_cookie(response)
        return response
