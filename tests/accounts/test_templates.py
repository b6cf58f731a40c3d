"""A site changes single blocks of the pages."""

import pytest

BLOCKS = ["title", "body_class", "content", "heading", "notice", "fields", "actions", "explanation"]
PAGES = {"login": "/accounts/login/", "register": "/accounts/register/", "logout": "/accounts/logout/"}


@pytest.mark.django_db
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("page", PAGES)
def test_each_block_can_be_replaced(client, settings, tmp_path, page, block):
    folder = tmp_path / "status_ref" / "accounts"
    folder.mkdir(parents=True)
    original = f"status_ref/accounts/{page}.html"
    text = f"{{% extends '{original}' %}}{{% block {block} %}}our own words{{% endblock %}}"
    (tmp_path / original).write_text(text)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    assert "our own words" in client.get(PAGES[page]).content.decode()


@pytest.mark.django_db
@pytest.mark.urls("tests.accounts.alone_urls")
@pytest.mark.parametrize(("address", "status"), [*((url, 200) for url in PAGES.values()), ("/page", 401)])
def test_the_pages_need_no_reference_beside_them(client, settings, address, status):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": []}]
    response = client.get(address)
    assert response.status_code == status
    assert "/status/" not in response.content.decode()
