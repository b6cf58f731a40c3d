"""Sessions in cookies: their challenge, and how the cookies are kept."""

from __future__ import annotations

import pytest

from tests.wire.matrix.people import dead_cookies
from tests.wire.matrix.places import JSON, bearer, challenges, listed, of_scheme, offered
from tests.wire.matrix.visitor import FORM, Visitor

REGISTERED = {
    "basic", "bearer", "concealed", "digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "oauth",
    "privatetoken", "scram-sha-1", "scram-sha-256", "vapid",
}  # fmt: skip


@pytest.fixture
def walk(site):
    """Every answer that a visitor gets who logs in and out again."""
    visitor = Visitor(site)
    answers = [visitor.get("/profile/"), visitor.get("/accounts/login/"), visitor.log_in()]
    answers += [
        visitor.get("/profile/"),
        visitor.get("/accounts/logout/"),
        visitor.submit("/accounts/logout/"),
    ]
    return [*answers, *(site.see("GET", "/profile/", cookie) for cookie in dead_cookies(site).values())]


class TestCOOK01:
    def test_a_401_for_a_session_has_the_hint_and_a_registered_scheme(self, mixed):
        for answer in mixed.refusals():
            assert {"bearer", "cookie"} <= offered(answer)

    def test_a_page_has_the_form_beside_its_challenge(self, site):
        answer = site.see("GET", "/profile/")
        assert (answer.status, offered(answer)) == (401, {"cookie"})
        assert b'method="post" action="/accounts/login/"' in answer.body


class TestCOOK02:
    def test_the_challenge_names_realm_form_and_cookie(self, mixed):
        for answer in mixed.refusals():
            assert of_scheme(answer, "cookie").params.keys() == {"realm", "form-action", "cookie-name"}

    def test_the_form_is_there_and_gives_that_cookie(self, site):
        params = of_scheme(site.see("GET", "/profile/"), "cookie").params
        visitor = Visitor(site)
        assert visitor.get(params["form-action"]).status == 200
        visitor.log_in()
        assert params["cookie-name"] in visitor.cookies


class TestCOOK03:
    def test_every_other_scheme_is_registered(self, site):
        asked = [c for answer in site.home.refusals() for c in challenges(answer)]
        assert {c.scheme.lower() for c in asked} - REGISTERED == {"cookie"}

    def test_the_page_says_that_this_one_is_not(self, site):
        assert b"<code>Cookie</code> is no registered scheme" in site.see("GET", "/status/401/").body


class TestCOOK04:
    def test_nothing_that_sets_a_cookie_is_stored(self, walk):
        setting = [answer for answer in walk if answer.lines("Set-Cookie")]
        assert len(setting) >= 5
        for answer in setting:
            assert {"no-store", "private"} & listed(answer, "Cache-Control")


class TestCOOK05:
    def test_cookies_are_for_this_host_over_tls_and_for_no_script(self, production):
        visitor = Visitor(production)
        answers = [visitor.get("/accounts/login/"), visitor.log_in(), visitor.submit("/accounts/logout/")]
        kept = [line for answer in answers for line in answer.lines("Set-Cookie")]
        assert len(kept) >= 3
        for name, *attributes in (line.split("; ") for line in kept):
            assert name.startswith("__Host-")
            assert {"Path=/", "SameSite=Lax", "Secure"} <= set(attributes)
            assert "HttpOnly" in attributes or "Max-Age=0" in attributes

    @pytest.mark.parametrize("target", ["/profile/", "/api/profile/"])
    @pytest.mark.parametrize("kind", ["expired", "ended", "foreign"])
    def test_a_dead_one_is_deleted(self, site, target, kind):
        answer = site.see("GET", target, dead_cookies(site)[kind])
        assert answer.status == 401
        assert ["Max-Age=0" in line for line in answer.lines("Set-Cookie") if "sessionid" in line] == [True]

    def test_also_where_somebody_signs_in_anew(self, site):
        body = b'{"username": "ann", "password": "correct horse battery staple"}'
        answer = site.ask("POST", "/api/token/", JSON, dead_cookies(site)["ended"], body=body)
        assert (answer.status, "Max-Age=0" in answer["Set-Cookie"]) == (200, True)


class TestCOOK06:
    def test_after_a_form_the_way_goes_on_with_get(self, walk):
        assert [answer.status for answer in walk if answer.lines("Location")] == [303, 303]

    @pytest.mark.parametrize("target", ["/profile/", "/accounts/login/", "/accounts/logout/"])
    def test_a_form_from_nowhere_is_refused(self, site, target):
        assert site.ask("POST", target, FORM, body=b"a=b").status == 403

    def test_a_program_is_asked_for_credentials(self, site):
        assert site.ask("POST", "/api/profile/", JSON, body=b"{}").status == 401

    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_the_admin_sends_to_the_log_in_without_repeating_the_request(self, site, method):
        assert site.ask(method, "/admin/", "Content-Length: 0").status in {302, 303, 403}


def test_a_dead_session_hinders_no_token(site):
    """The cookie is passed over where other credentials do."""
    fields = (dead_cookies(site)["ended"], bearer(site.token.raw))
    assert site.see("GET", "/api/profile/", *fields).status == 200
