"""The profile as a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from status_ref.views.gate import sign_in_required


@never_cache
@require_safe
@sign_in_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show the visitor's own account; whoever is not signed in gets a 401 with the log-in form."""
    return render(request, "profile.html")
