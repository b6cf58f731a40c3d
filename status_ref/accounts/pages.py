"""What the pages have in common: a form, a 303 where it did what it is for, and a page where it did not."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from status_ref.accounts import tickets
from status_ref.accounts.forms import AccountForm
from status_ref.attempts import TryLater
from status_ref.http.problems import phrase
from status_ref.signals import Outcome, record
from status_ref.views.gate import NEXT

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


def show(
    request: HttpRequest, template: str, status: int = 200, later: TryLater | None = None, **context: Any
) -> HttpResponse:
    """Render a page with its status for a face; where there is something to wait for, ``later`` has it."""
    if later is not None:
        record(Outcome(request, "form", later.failure))
        status = later.failure.status
    face = {"status": status, "phrase": phrase(status), "family": status // 100}
    context["home_url"] = resolve_url(settings.LOGIN_REDIRECT_URL)
    fields = later.fields if later else {}
    return TemplateResponse(request, template, face | context, status=status, headers=fields)


@method_decorator(login_not_required, name="dispatch")
@method_decorator([never_cache, sensitive_post_parameters(), csrf_protect], name="dispatch")
class FormPage(View):
    """A page with one form.

    Override ``form_class`` and ``template_name``, and ``take`` for what a valid form does.
    """

    form_class: type[AccountForm]
    template_name: str

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        """Show the form."""
        return self.page(self.make_form())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the form asks for, or show it again with what is wrong."""
        form = self.make_form(request.POST)
        try:
            answer = self.take(form) if self.is_valid(form) else None
        except TryLater as later:
            form.put_off(later)
            answer = None
        return answer or self.failed(form)

    def make_form(self, *args: Any) -> AccountForm:
        """Make the form, filled in or not."""
        return self.form_class(*args)

    def is_valid(self, form: AccountForm) -> bool:
        """Tell whether the form is filled in as it should be."""
        return form.is_valid()

    def take(self, form: Any) -> HttpResponse | None:
        """Do what a valid form asks for; None where that proved impossible, and the form says why.

        Raises:
            TryLater: it is not possible now.

        """
        raise NotImplementedError

    def failed(self, form: Any) -> HttpResponse:
        """Show the form again with its errors: 400, or 429 or 503 where it was not even looked at."""
        return self.page(form, status=400)

    def page(self, form: AccountForm, status: int = 200) -> HttpResponse:
        """Render the page."""
        return show(self.request, self.template_name, status, form.later, **self.context(form))

    def context(self, form: AccountForm) -> dict[str, Any]:
        """Give what the template needs; ``next`` stays in the form."""
        return {"form": form, "next": next_url(self.request)}


@login_not_required
@never_cache
@require_safe
def done(request: HttpRequest, what: str) -> HttpResponse:
    """Say what was done, and what comes next."""
    return show(request, f"status_ref/accounts/{what}.html", minutes=tickets.minutes())
