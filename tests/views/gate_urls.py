"""Pages behind the gate, of every kind."""

from django import forms
from django.http import HttpResponse
from django.urls import include, path
from django.views import View

from authdemo.urls import urlpatterns as demo
from status_ref.views.gate import SignInRequiredMixin, sign_in_required


class PinForm(forms.Form):
    """A site's own log-in form."""

    pin = forms.CharField()

    def __init__(self, request, *args):
        super().__init__(*args)


@sign_in_required
def plain(request, number=0):
    return HttpResponse(f"for you: {number}")


@sign_in_required(form_class=PinForm, template_name="own_gate.html")
def own(request):
    return HttpResponse("for you")


@sign_in_required
async def later(request):
    return HttpResponse("for you, later")


class Page(SignInRequiredMixin, View):
    def get(self, request):
        return HttpResponse("for you, by a class")


class OwnPage(Page):
    gate_form_class = PinForm


class LaterPage(SignInRequiredMixin, View):
    async def get(self, request):
        return HttpResponse("for you, by a class, later")


urlpatterns = [
    path("plain/<int:number>", plain),
    path("own", own),
    path("later", later),
    path("class", Page.as_view()),
    path("own-class", OwnPage.as_view()),
    path("later-class", LaterPage.as_view()),
    path("", include(demo)),
]
