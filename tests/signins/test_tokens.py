"""Tokens of ours where little is configured."""

import jwt
import pytest

from status_ref.signins.tokens import AccessToken


def test_a_project_without_an_origin_still_names_itself(settings, django_user_model):
    settings.SIMPLE_JWT = {"SIGNING_KEY": "k" * 32}
    settings.STATUS_REF = {}
    token = str(AccessToken.of(django_user_model(pk=7), scope=()))
    claims = jwt.decode(token, "k" * 32, ["HS256"], audience="django-status-ref")
    assert (claims["iss"], claims["sub"], claims["scope"]) == ("django-status-ref", "7", "")


@pytest.mark.django_db
def test_of_takes_the_time_of_an_earlier_sign_in(django_user_model):
    assert AccessToken.of(django_user_model(pk=7), scope=(), auth_time=5)["auth_time"] == 5
