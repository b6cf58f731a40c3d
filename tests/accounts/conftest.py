"""Somebody with an account, and browsers that follow the rules of forms."""

import re

import pytest
from django.test import Client

PASSWORD = "correct horse battery"


@pytest.fixture
def user(db, django_user_model):
    return django_user_model.objects.create_user("ann", "ann@example.com", PASSWORD)


@pytest.fixture
def browser(db):
    """A client that has to send the CSRF token, as a real one does."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def submit(browser):
    """Load a page and send its form, filled in; where the form goes is taken from the page."""

    def submit(address, **filled):
        page = browser.get(address).content.decode()
        form = re.search(r'<form class="form".*?</form>', page, re.DOTALL)[0]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', form))
        action = re.search(r'action="(.*?)"', form)
        return browser.post(action[1] if action else address, hidden | filled)

    return submit
