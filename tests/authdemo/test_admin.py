"""The admin, whose log-in is everybody's."""

import pytest

pytestmark = pytest.mark.django_db


def test_leads_to_the_log_in_page_and_back(client, django_user_model):
    django_user_model.objects.create_superuser("kit", password="correct horse")
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"
    sent = {"username": "kit", "password": "correct horse", "next": "/admin/"}
    response = client.post("/accounts/login/", sent, follow=True)
    assert (response.redirect_chain, response.status_code) == ([("/admin/", 303)], 200)


def test_does_not_send_anybody_in_circles(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("ann"))
    assert client.get("/admin/", follow=True).status_code == 403
