"""Register, log in and log out, for browsers. Success is a 303; wrong credentials are a 401 page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from status_ref import passwords, sessions
from status_ref.accounts.forms import LoginForm, RegisterForm
from status_ref.http.failures import CREDENTIALS_REFUSED
from status_ref.signals import Outcome, record
from status_ref.views.gate import NEXT, refuse

LONGEST_NEXT = 2048


class SeeOther(HttpResponseRedirect):
    """The result of a form stands elsewhere, to be fetched with GET (RFC 9110, Section 15.4.4)."""

    status_code = 303


def next_url(request: HttpRequest) -> str:
    """Give where the form of this request wants to go afterwards: an address of this host, or nothing."""
    target = request.POST.get(NEXT, request.GET.get(NEXT, "")).strip(" ")
    # Browsers drop tabs and line breaks from an address, and what is left may be another host's.
    if not target.isprintable():
        return ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return ""
    url = iri_to_uri(target)
    return url if len(url) <= LONGEST_NEXT else ""


@method_decorator(login_not_required, name="dispatch")
@method_decorator([never_cache, sensitive_post_parameters("password"), csrf_protect], name="dispatch")
class FormPage(View):
    """A page with one form, which signs somebody in and leads on to ``next``.

    Override ``form_class`` and ``template_name``, and ``done`` for what a valid form does.
    """

    form_class: type[Form]
    template_name: str
    other: str

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form; whoever is signed in already goes on at once."""
        if request.user.is_authenticated:
            return self.onward()
        return self.page(self.make_form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the form."""
        form = self.make_form(request.POST)
        user = self.done(form) if form.is_valid() else None
        if user is None:
            return self.failed(form)
        login(request, user)  # type: ignore[arg-type]  # the stubs know only Django's own user model
        record(Outcome(request, "form", user=user))
        return self.onward()

    def onward(self) -> HttpResponse:
        """Go where the visitor wanted to."""
        return SeeOther(next_url(self.request) or resolve_url(settings.LOGIN_REDIRECT_URL))

    def make_form(self, *args: Any) -> Form:
        """Make the form, filled in or not."""
        return self.form_class(*args)

    def done(self, form: Any) -> AbstractBaseUser | None:
        """Give the user whom a valid form stands for, as ``passwords.verify`` found them; or None."""
        raise NotImplementedError

    def failed(self, form: Any) -> HttpResponse:
        """Show the form again with its errors."""
        return self.page(form, status=400)

    def page(self, form: Form, status: int = 200) -> HttpResponse:
        """Render the page; ``next`` stays in the form and in the link to the other one."""
        target = next_url(self.request)
        query = f"?{urlencode({NEXT: target})}" if target else ""
        context = {"status": status, "form": form, "next": target, "other_url": reverse(self.other) + query}
        return TemplateResponse(self.request, self.template_name, context, status=status)


class RegisterView(FormPage):
    """Make an account and be signed in."""

    form_class = RegisterForm
    template_name = "status_ref/accounts/register.html"
    other = "status_ref_accounts:login"

    def done(self, form: RegisterForm) -> AbstractBaseUser | None:
        """Make the account."""
        user = form.save()
        if user is None:
            return None
        # Signing in goes the one way that there is, so a backend that refuses is heard.
        verified = passwords.verify(self.request, user.get_username(), form.cleaned_data["password"])
        if verified is None:
            form.add_error(None, "Your account was made, but it cannot log in yet.")
        return verified


class LoginView(FormPage):
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
        return TemplateResponse(request, self.template_name, {"status": 200, "next": next_url(request)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """End it."""
        logout(request)
        response = SeeOther(next_url(request) or resolve_url(settings.LOGOUT_REDIRECT_URL or "/"))
        response["Clear-Site-Data"] = self.clear_site_data
        sessions.delete_cookie(response)
        return response
