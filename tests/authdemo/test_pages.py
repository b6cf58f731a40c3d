"""The pages of the demo."""

import pytest

from authdemo.asgi import application as asgi
from authdemo.wsgi import application as wsgi


def test_home_gives_lines_to_paste(client):
    page = client.get("/").content.decode()
    assert "curl -i http://testserver/api/profile/" in page
    for address in ("/profile/", "/status/", "/status/401/", "/live/401", "/accounts/register/"):
        assert f'href="{address}"' in page


def test_home_is_the_same_for_everyone_and_asks_no_database(client):
    client.cookies["sessionid"] = "some-session-0123456789"
    response = client.get("/")
    assert not response.cookies
    assert "Vary" not in response


def test_robots_stay_out_of_what_is_somebodys_own(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /profile/" in text
    assert "Disallow: /status" not in text


@pytest.mark.django_db  # closing a file asks the connection whether it is still good
def test_the_icon(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 301
    icon = client.get(response["Location"])
    icon.close()
    assert icon["Content-Type"] == "image/svg+xml"


@pytest.mark.django_db
def test_the_profile_shows_ones_own_account(client, django_user_model):
    user = django_user_model.objects.create_user("<ann>", "ann@example.com")
    client.force_login(user)
    response = client.get("/profile/")
    page = response.content.decode()
    assert "&lt;ann&gt;" in page
    assert "ann@example.com" in page
    assert "no-store" in response["Cache-Control"]


def test_swagger_ui_has_its_icons(client):
    response = client.get("/api/docs/")
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert client.get("/api/docs/?script=").status_code == 200


def test_there_is_an_application_for_each_kind_of_server():
    assert callable(wsgi)
    assert callable(asgi)
