"""RFC 9110 and 9111: when a 401 or a 403 goes out, and what comes with it."""

from __future__ import annotations

import json
import time
from email.utils import parsedate_to_datetime

import pytest

from tests.wire.matrix.places import (
    BROWSER,
    basic,
    bearer,
    challenges,
    lines,
    listed,
    of_scheme,
    offered,
    problem,
)
from tests.wire.matrix.visitor import Visitor
from tests.wire.socket_client import converse, request

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"]
PAGES = [
    "/",
    "/status/401/",
    "/accounts/login/",
    "/accounts/register/",
    "/healthz",
    "/static/status_ref/favicon.svg",
]
VARYING = {"date", "expires", "set-cookie"}


@pytest.fixture
def accepted(site):
    """What whoever came in gets: with a token, with a password, with a session, and when signing in."""
    visitor = Visitor(site)
    visitor.log_in()
    return [
        site.see("GET", "/api/profile/", bearer(site.token.raw)),
        site.see("GET", "/api/profile/", basic("ann")),
        visitor.get("/api/profile/"),
        site.ask("POST", "/api/token/", "Content-Length: 0", basic("ann")),
    ]


class TestH01:
    def test_every_401_has_a_challenge_that_applies(self, place):
        for answer in place.refusals():
            assert offered(answer)
            assert offered(answer) <= place.offers | {"cookie"}

    def test_everything_that_is_offered_is_asked_for(self, place):
        assert offered(place.see("GET")) == place.offers

    @pytest.mark.parametrize("method", METHODS)
    @pytest.mark.parametrize("target", ["/api/profile/", "/api/staff/"])
    def test_for_every_method(self, site, target, method):
        answer = site.see(method, target)
        assert (answer.status, offered(answer)) == (401, {"bearer", "basic", "cookie"})

    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    def test_on_a_page(self, site, method):
        answer = site.see(method, "/profile/")
        assert (answer.status, offered(answer)) == (401, {"cookie"})


class TestH02:
    def test_missing_and_invalid_credentials_are_a_401(self, place):
        assert {answer.status for answer in place.refusals()} == {401}

    @pytest.mark.parametrize("name", ["ann", "gone", "nobody"])
    def test_so_is_a_wrong_password(self, site, name):
        assert site.see("GET", "/api/profile/", basic(name, "wrong")).status == 401

    @pytest.mark.parametrize("fields", [(), BROWSER], ids=["program", "browser"])
    def test_a_page_neither_forbids_nor_redirects(self, site, fields):
        assert site.see("GET", "/profile/", *fields).status == 401


class TestH03:
    def test_good_credentials_that_are_not_enough_are_a_403(self, site):
        visitor = Visitor(site)
        visitor.log_in()
        for field in (bearer(site.token.raw), basic("ann"), visitor.cookie):
            answer = site.see("GET", "/api/staff/", field)
            assert (answer.status, offered(answer)) == (403, set())

    def test_staff_is_let_in(self, site):
        assert site.see("GET", "/api/staff/", basic("kit")).status == 200


class TestH04:
    def test_a_403_says_which_token_would_do(self, site):
        narrow = site.sign_in("ann", scope="profile:read")["access_token"]
        answer = site.ask("PATCH", "/api/profile/", bearer(narrow))
        assert answer.status == 403
        assert of_scheme(answer, "bearer").params["scope"] == "profile:write"


class TestH22:
    def test_one_space_has_one_realm(self, place):
        for answer in place.refusals():
            ours = [c for c in challenges(answer) if c.scheme in {"Bearer", "Basic", "Cookie"}]
            assert {c.params["realm"] for c in ours} - {"vault"} == {"api"}

    def test_another_space_has_another(self, site):
        assert {c.params["realm"] for c in challenges(site.see("GET", "/live/401"))} == {"live"}


class TestH23:
    def test_no_refusal_is_a_proxys(self, place):
        for answer in place.refusals():
            assert (answer.status, answer.lines("Proxy-Authenticate")) == (401, [])

    def test_only_the_example_of_a_407_is(self, site):
        assert site.see("GET", "/live/407")["Status-Ref-Simulated"] == "407"


class TestH25:
    def test_the_content_of_every_refusal_says_what_happened(self, place):
        for answer in place.refusals():
            html = answer["Content-Type"].startswith("text/html")
            assert not answer.body or html or json.loads(answer.body)["detail"]

    def test_a_person_gets_a_page_with_the_way_in(self, site):
        page = site.see("GET", "/api/profile/", *BROWSER).body.decode()
        assert "Credentials are missing" in page
        assert "/accounts/login/?next=%2Fapi%2Fprofile%2F" in page

    def test_a_program_gets_what_to_do_next(self, handled_home):
        assert problem(handled_home.see("GET"))["next"] == "send-credentials"


class TestH26:
    def test_every_refusal_but_that_of_head_has_content(self, place):
        head = place.see("HEAD")
        assert not head.body
        assert all(answer.body for answer in place.refusals() if answer is not head)

    @pytest.mark.parametrize(
        "question",
        [
            ("GET", "/api/nowhere/"),
            ("DELETE", "/api/token/"),
            ("GET", "/nowhere/"),
            ("GET", "/api/raises/throttled/"),
        ],
        ids=" ".join,
    )
    def test_so_has_every_other_4xx(self, site, question):
        assert site.see(*question).body

    def test_a_429_says_how_long_it_lasts(self, site):
        answer = site.see("GET", "/api/raises/throttled/")
        assert (answer.status, answer["Retry-After"]) == (429, "3")


class TestH27:
    TARGET = "/api/concealed/bearer-basic-session/"

    @pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
    def test_who_is_unknown_and_who_may_not_get_one_answer(self, site, method):
        fields = ((), (bearer(site.token.raw),), (basic("ann"),), ("Authorization: Bearer a.b.c",))
        answers = [site.see(method, self.TARGET, *sent) for sent in fields]
        assert {answer.status for answer in answers} == {404}
        assert all(fixed_fields(answer) == fixed_fields(answers[0]) for answer in answers)
        assert len({len(answer.body) for answer in answers}) == 1

    def test_it_asks_for_nothing(self, site):
        answer = site.see("GET", self.TARGET)
        assert (lines(answer), answer.lines("Allow"), answer["Cache-Control"]) == ([], [], "no-store")

    def test_who_may_sees_it(self, site):
        assert site.see("GET", self.TARGET, basic("kit")).status == 200


class TestH29:
    def test_no_scheme_of_ours_has_authentication_info(self, accepted):
        assert [answer.lines("Authentication-Info") for answer in accepted] == [[]] * len(accepted)


class TestH30:
    def test_a_connection_remembers_nobody(self, site):
        messages = [
            request("GET", "/api/profile/", *fields) for fields in ((basic("ann"),), (), (basic("ann"),))
        ]
        kept = [message.replace(b"Connection: close", b"Connection: keep-alive") for message in messages]
        answers = converse(site.project.host, site.project.port, *kept)
        assert [answer.status for answer in answers] == [200, 401, 200]

    def test_another_connection_takes_the_same_credentials(self, site):
        first, second = (site.ask("GET", "/api/profile/", basic("ann")) for _ in range(2))
        assert first.body == second.body


class TestH31:
    @pytest.mark.parametrize("target", ["/profile/", "/api/profile/"])
    def test_what_a_cookie_opened_is_nobody_elses(self, site, target):
        visitor = Visitor(site)
        visitor.log_in()
        answer = visitor.get(target)
        assert answer.status == 200
        assert {"private", "no-store"} & listed(answer, "Cache-Control")
        assert "cookie" in listed(answer, "Vary")


class TestH32:
    def test_no_shared_cache_may_keep_what_credentials_opened(self, accepted):
        for answer in accepted:
            assert answer.status == 200
            directives = {directive.partition("=")[0] for directive in listed(answer, "Cache-Control")}
            assert not {"public", "s-maxage", "must-revalidate"} & directives


class TestH33:
    def test_no_401_is_stored(self, handled):
        for answer in handled.refusals():
            assert "no-store" in listed(answer, "Cache-Control")

    @pytest.mark.parametrize(
        ("target", "field"),
        [("/api/staff/", basic("ann")), ("/api/nowhere/", basic("ann")), ("/profile/", "X: y")],
    )
    def test_nor_is_a_403_or_a_404_of_the_api_or_the_401_of_a_page(self, site, target, field):
        assert "no-store" in listed(site.see("GET", target, field), "Cache-Control")

    def test_nor_is_a_form_that_is_refused(self, site):
        answer = site.ask("POST", "/accounts/login/", "Content-Length: 0")
        assert (answer.status, "no-store" in listed(answer, "Cache-Control")) == (403, True)


class TestH35:
    def test_every_refusal_has_the_time(self, place):
        for answer in place.refusals():
            assert abs(parsedate_to_datetime(answer["Date"]).timestamp() - time.time()) < 600

    @pytest.mark.parametrize("target", [*PAGES, "/status", "/api/nowhere/", "/live/301", "/live/418"])
    def test_so_has_every_2xx_3xx_and_4xx(self, site, target):
        assert site.see("GET", target)["Date"]


class TestH36:
    def test_head_is_answered_as_get_without_content(self, place):
        get, head = place.see("GET"), place.see("HEAD")
        assert (head.status, head.body) == (get.status, b"")
        assert fixed_fields(head) == fixed_fields(get)

    @pytest.mark.parametrize("target", [*PAGES, "/profile/", "/live/401", "/api/nowhere/"])
    def test_everywhere(self, site, target):
        get, head = site.see("GET", target), site.see("HEAD", target)
        assert (head.status, head.body, fixed_fields(head)) == (get.status, b"", fixed_fields(get))


class TestH38:
    @pytest.mark.parametrize("code", [299, 399, 418, 499, 520, 599])
    def test_a_code_that_nobody_knows_is_whole_all_the_same(self, site, code):
        answer = site.see("GET", f"/live/{code}")
        assert (answer.status, bool(answer.body)) == (code, True)


def fixed_fields(answer):
    """What does not differ from one request to the next."""
    return [(name, value) for name, value in answer.fields if name.lower() not in VARYING]
