"""Sign-ins and tokens as they are after somebody signed in some seconds ago."""

from __future__ import annotations

from datetime import timedelta

import jwt
from django.utils import timezone

from status_ref.signins import keys, rotation
from status_ref.signins.models import Kind, SignIn
from status_ref.signins.tokens import AccessToken


def sign_in(user, scope=(), age=0, **fields):
    made = SignIn.objects.start(user, Kind.TOKEN, idle=rotation.idle(), scope=scope)
    fields = {"auth_time": timezone.now() - timedelta(seconds=age)} | fields
    SignIn.objects.filter(pk=made.pk).update(**fields)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def access(user, scope=(), age=0):
    return AccessToken.of(sign_in(user, scope, age))


def key_of(secret):
    """Give the key with which a project signs that has this secret key."""
    return keys._shared(keys.Secret(secret.encode()))


def signed(claims, key=None, **header):
    """Give a token with these claims, rightly signed."""
    key = key or keys.ring().signer
    header = {"typ": "at+jwt", "kid": key.kid} | header
    return jwt.encode(claims, key.signing, key.algorithm, headers=header)
