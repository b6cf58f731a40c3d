"""Alive and ready."""

import pytest


def test_alive_needs_nothing(client):
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_ready(client):
    response = client.get("/readyz")
    assert response.json() == {"status": "ready"}
    assert "no-store" in response["Cache-Control"]


def test_not_ready_without_the_database(client):
    response = client.get("/readyz")
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert response.json()["detail"] == "The database does not answer."


@pytest.mark.django_db
def test_not_ready_without_the_cache(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    assert client.get("/readyz").json()["detail"] == "The cache does not answer."
