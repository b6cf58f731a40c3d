"""A user, the credentials that are theirs, and a client that shows every challenge line."""

from base64 import b64encode
from datetime import timedelta

import pytest
from rest_framework_simplejwt.tokens import AccessToken as PlainToken

from tests import tokens

PASSWORD = "correct horse battery staple"


@pytest.fixture
def user(db, django_user_model):
    return django_user_model.objects.create_user("ann", "ann@example.com", PASSWORD)


@pytest.fixture
def access(user):
    return tokens.access(user, ["profile:read"])


@pytest.fixture
def expired(access):
    access.set_exp(lifetime=-timedelta(minutes=3))
    return str(access)


@pytest.fixture
def plain(user):
    return str(PlainToken.for_user(user))


def basic(name, password=PASSWORD):
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def lines(response):
    """The challenge lines as they go over the wire."""
    return [value for name, value in response.items() if name == "WWW-Authenticate"]
