"""System checks of the accounts app."""

import pytest
from django.test import override_settings
from django.urls import set_script_prefix

from status_ref.accounts import checks


def test_the_demo_is_in_order():
    assert checks.templates() + checks.login_form() + checks.login_url() + checks.mailed_links() == []


def test_without_the_main_app_there_are_no_templates():
    with override_settings(INSTALLED_APPS=["status_ref.accounts"]):
        assert checks.templates() == [checks.E001]


def test_another_form_checks_passwords_in_another_way():
    with override_settings(STATUS_REF={}):
        assert checks.login_form() == [checks.W001]


def test_a_form_that_is_not_there_is_for_the_main_app_to_say():
    with override_settings(STATUS_REF={"LOGIN_FORM": "shop.forms.LoginForm"}):
        assert checks.login_form() == []


@pytest.mark.parametrize("url", ["/nowhere/", "no_such:name"])
def test_a_login_url_that_leads_nowhere(url):
    with override_settings(LOGIN_URL=url):
        assert checks.login_url() == [checks.W002]


def test_a_login_url_of_a_site_that_is_mounted_below_a_path():
    set_script_prefix("/docs/")
    try:
        assert checks.login_url() == []
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("url", ["/accounts/login/", "https://sso.example/"])
def test_a_login_url_that_may_lead_somewhere(url):
    with override_settings(LOGIN_URL=url):
        assert checks.login_url() == []


@pytest.mark.parametrize(("debug", "found"), [(False, [checks.W020]), (True, [])])
def test_without_an_origin_no_link_is_mailed(debug, found):
    with override_settings(STATUS_REF={}, DEBUG=debug):
        assert checks.mailed_links() == found


def test_a_link_that_lies_about_for_days():
    with override_settings(PASSWORD_RESET_TIMEOUT=3 * checks.DAY):
        assert checks.mailed_links() == [checks.W021]
