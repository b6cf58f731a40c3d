"""Projects that are not like the demo."""

import pytest
from django.db import connection

from status_ref.signins import rotation
from status_ref.signins.models import SignIn
from tests import tokens
from tests.people import process


def test_users_may_have_another_key_another_name_and_no_permissions():
    told = process.said("walk", "settings").split()
    assert told == ["200", "1", "200", "403", "200", "token-revoked", "account-unavailable"]


@pytest.mark.django_db(transaction=True)
def test_requests_in_a_transaction_lose_no_decision(client, user, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)  # noqa: FBT003
    first = rotation.token_of(tokens.sign_in(user))
    rotation.rotate(rotation.token_of(rotation.rotate(first)))
    body = {"grant_type": "refresh_token", "refresh_token": first}
    assert client.post("/api/token/refresh/", body, "application/json").status_code == 400
    assert SignIn.objects.get().ended_at is not None
