"""The cookie by which a browser is known to accounts."""

import pytest
from django.http import HttpResponse

from status_ref import browsers


@pytest.fixture
def signed_in(rf):
    """Give a request of a browser that has signed in to these accounts, one after the other."""

    def signed_in(*accounts):
        request = rf.get("/")
        for account in accounts:
            response = HttpResponse()
            browsers.remember(request, response, account)
            request.COOKIES |= {name: morsel.value for name, morsel in response.cookies.items()}
        return request

    return signed_in


def test_a_browser_is_known_to_its_accounts_alone(signed_in):
    request = signed_in("ann", "bob")
    assert browsers.known(request, "ann")
    assert browsers.known(request, "bob")
    assert browsers.known(request, "eve") is None


def test_signing_in_again_keeps_its_name(signed_in):
    request = signed_in("ann", "bob")
    response = HttpResponse()
    before = browsers.known(request, "ann")
    browsers.remember(request, response, "ann")
    request.COOKIES[browsers.NAME] = response.cookies[browsers.NAME].value
    assert browsers.known(request, "ann") == before


def test_the_least_used_account_makes_room(signed_in):
    request = signed_in("1", "2", "3", "4", "5", "1", "6")
    assert [account for account in "123456" if browsers.known(request, account)] == list("13456")


@pytest.mark.parametrize("value", ["", "nonsense", "{}", "a:b:c", "\x00", "\ud800"])
def test_no_other_value_counts(rf, value):
    request = rf.get("/")
    request.COOKIES[browsers.NAME] = value
    assert browsers.known(request, "ann") is None


def test_a_value_of_another_shape_counts_for_nothing(rf):
    request = rf.get("/")
    request.COOKIES[browsers.NAME] = browsers.signing.dumps(["ann"], salt=browsers.SALT)
    assert browsers.known(request, "ann") is None


def test_the_cookie_is_kept_from_scripts_and_other_sites(rf):
    response = HttpResponse()
    browsers.remember(rf.get("/"), response, "ann")
    cookie = response.cookies["status_ref_browser"]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (
        True,
        "Lax",
        "",
        "/",
    )


def test_over_tls_no_other_host_can_set_it(rf, settings):
    settings.SESSION_COOKIE_SECURE = True
    response = HttpResponse()
    browsers.remember(rf.get("/"), response, "ann")
    cookie = response.cookies["__Host-status_ref_browser"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
