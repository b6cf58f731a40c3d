"""Tokens in every state, for a page that shows how an API answers to each: the 401 ladder.

They belong to an account that nobody can sign in to and that owns nothing. It has two sign-ins at the most,
one that goes on and one that was ended, and every visitor gets tokens of these: asking fills no table.
Whoever revokes the good token ends it for all, until somebody asks anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from status_ref import addresses
from status_ref.attempts import OUTAGE, TryLater
from status_ref.conf import conf
from status_ref.counters import count
from status_ref.http.failures import SERVICE_UNAVAILABLE
from status_ref.rest.exceptions import Delayed
from status_ref.signins import ending
from status_ref.signins.api import NO_STORE, TokenEndpoint
from status_ref.signins.keys import ring
from status_ref.signins.models import Kind, Reason, SignIn
from status_ref.signins.tokens import AccessToken

ACCOUNT = "(try it)"
"""A name that no form of registration takes, for it has a space and brackets."""
LIFE = timedelta(minutes=30)
LEFT = timedelta(minutes=10)
PAST = timedelta(minutes=-1)
QUOTA, MINUTE = 30, 60


class TrialTokenView(TokenEndpoint):
    """Give an expired, a revoked, a too narrow and a good token to whoever asks: for demos.

    No cookie and no credentials are looked at, so there is nothing that another site could make a browser do
    in the name of its visitor. Set ``scope`` to what the address in ``TRY_URL`` needs and to nothing more,
    least of all to the setting ``SIGN_INS_SCOPE``. Override ``account`` where your user model wants more than
    a name and a password.
    """

    authentication_classes: Sequence[Any] = ()
    schema = None  # no part of an API that anybody should build on
    scope: Sequence[str] = ()

    def post(self, request: Request) -> Response:
        """Give the tokens by their state."""
        try:
            ring()
            wait = _spent(request._request)
        except Exception as error:  # no usable key, or no cache: their clients share no base class
            raise Delayed(TryLater(SERVICE_UNAVAILABLE, OUTAGE)) from error
        if wait:
            raise Throttled(wait)
        return Response(self.tokens(), headers=NO_STORE)

    def tokens(self) -> dict[str, str]:
        """Make them, of sign-ins that are there, or else of new ones."""
        with transaction.atomic():
            going_on, ended = _sign_ins(self.account(), self.scope)
        expired = AccessToken.of(going_on)
        expired.set_exp(lifetime=PAST)
        made = {
            "expired": expired,
            "revoked": AccessToken.of(ended),
            "narrow": AccessToken.of(going_on, ()),
            "good": AccessToken.of(going_on),
        }
        return {state: str(token) for state, token in made.items()}

    def account(self) -> AbstractBaseUser:
        """Give the account, locked until the sign-ins are found, so that two who ask at once share them."""
        model = get_user_model()
        name = {model.USERNAME_FIELD: ACCOUNT}
        locked = model._default_manager.select_for_update()
        return locked.get_or_create(**name, defaults={"password": make_password(None)})[0]


def _sign_ins(user: AbstractBaseUser, scope: Sequence[str]) -> tuple[SignIn, SignIn]:
    theirs = SignIn.objects.filter(user_id=user.pk)
    lasting = theirs.filter(idle_until__gt=timezone.now() + LEFT, scope=" ".join(scope))
    going_on = lasting.filter(ended_at=None).first() or _start(user, scope)
    ended = lasting.exclude(ended_at=None).first() or _end(_start(user, scope))
    theirs.exclude(pk__in=[going_on.pk, ended.pk]).delete()
    return going_on, ended


def _start(user: AbstractBaseUser, scope: Sequence[str]) -> SignIn:
    return SignIn.objects.start(user, Kind.TOKEN, idle=LIFE, client="The 401 ladder", scope=scope)


def _end(sign_in: SignIn) -> SignIn:
    ending.end_one(sign_in, Reason.SIGNED_OUT)
    return sign_in


def _spent(request: HttpRequest) -> int | None:
    place = salted_hmac("status_ref.trial", addresses.client(request), algorithm="sha256").hexdigest()
    counted = count(caches[conf.ATTEMPTS_CACHE], f"status_ref.trial.{place}", MINUTE)
    return counted.left if counted.number > QUOTA else None
