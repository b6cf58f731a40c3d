"""The page on which an owner sees where they are signed in, and ends what is not theirs."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from status_ref.http.problems import phrase
from status_ref.signins import ending
from status_ref.signins.models import SESSION_SID, SID, Reason, SignIn
from status_ref.views.gate import recent_sign_in_required, sign_in_required

OTHERS = "others"


@method_decorator([never_cache, csrf_protect, sign_in_required], name="dispatch")
class SessionsView(View):
    """All sign-ins of the visitor that go on, by browser and by token."""

    template_name = "status_ref/signins/sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, the one that was used last first."""
        found = SignIn.objects.going_on(_owner(request))
        context = {"status": 200, "family": 2, "phrase": phrase(200), "sign_ins": found, "sid": _sid(request)}
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the one that is named, or all others; then show what is left (RFC 9110, Section 15.4.4)."""
        which = request.POST.get("end", "")
        if which and which == _sid(request):
            logout(request)
            return self.left(request)
        return self.end_others(request, which)

    @method_decorator(recent_sign_in_required)
    def end_others(self, request: HttpRequest, which: str) -> HttpResponse:
        """End what is not this one, which a stranger at an unlocked screen must not (ASVS 5.0, 7.5.2)."""
        sign_in = _theirs(request, _sid(request) if which == OTHERS else which)
        if which == OTHERS:
            ending.end_others(_owner(request), sign_in)
        elif sign_in is None:
            raise Http404
        else:
            ending.end_one(sign_in, Reason.ENDED_BY_OWNER)
        return self.left(request)

    def left(self, request: HttpRequest) -> HttpResponse:
        """Lead back to the list."""
        return HttpResponseRedirect(request.path, status=303)


def _theirs(request: HttpRequest, sid: str) -> SignIn | None:
    if SID.fullmatch(sid) is None:
        return None
    return SignIn.objects.select_related("user").filter(user_id=_owner(request).pk, sid=sid).first()


def _sid(request: HttpRequest) -> str:
    sid: Any = request.session.get(SESSION_SID, "")
    return str(sid)


def _owner(request: HttpRequest) -> AbstractBaseUser:
    return cast("AbstractBaseUser", request.user)
