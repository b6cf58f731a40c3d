"""A user who can sign in."""

import pytest

PASSWORD = "correct horse battery staple"


@pytest.fixture
def user(db, django_user_model):
    return django_user_model.objects.create_user("ann", "ann@example.com", PASSWORD)


@pytest.fixture
def sign_in(client, user):
    def sign_in(**fields):
        body = {"username": "ann", "password": PASSWORD} | fields
        return client.post("/api/token/", body, content_type="application/json")

    return sign_in
