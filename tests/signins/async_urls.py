"""Views that sign in and out and turn the key, all of them asynchronous."""

from django.contrib.auth import aget_user, alogin, alogout, get_user_model
from django.http import HttpResponse
from django.urls import path

from authdemo.urls import urlpatterns as demo


async def enter(request):
    user = await get_user_model().objects.aget(username="ann")
    await alogin(request, user, "django.contrib.auth.backends.ModelBackend")
    return HttpResponse("welcome")


async def show(request):
    return HttpResponse((await aget_user(request)).get_username() or "nobody")


async def turn(request):
    await request.session.acycle_key()
    return HttpResponse("turned")


async def leave(request):
    await alogout(request)
    return HttpResponse("bye")


urlpatterns = [path("enter", enter), path("who", show), path("turn", turn), path("leave", leave), *demo]
