"""RFC 7617: names and passwords."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest

from tests.plugins.demo import PASSWORD
from tests.wire.matrix.people import new_password, newcomer, shell
from tests.wire.matrix.places import basic, challenges, of_scheme, offered, problem
from tests.wire.matrix.visitor import Visitor

VECTORS = Path(__file__).parents[2] / "vectors/header-vectors.json"
REJECTED = [row for row in json.loads(VECTORS.read_text())["basic_credentials"] if "reject" in row]
OPEN = ["/", "/status/401/", "/accounts/login/", "/healthz", "/static/status_ref/favicon.svg", "/profile/"]


@pytest.fixture
def announced(mixed):
    """Every Basic challenge of the refusals at a place."""
    return [c for answer in mixed.refusals() for c in challenges(answer) if c.scheme == "Basic"]


def encoded(content: bytes) -> str:
    """The field with any bytes where name and password should be."""
    return f"Authorization: Basic {b64encode(content).decode()}"


def refused(site, field):
    """Status and failure of what the profile answers to a field."""
    answer = site.see("GET", "/api/profile/", field)
    return answer.status, problem(answer)["code"]


class TestBAS01:
    def test_every_challenge_has_a_realm(self, announced):
        assert announced
        assert all(challenge.params["realm"] for challenge in announced)


class TestBAS02:
    def test_the_charset_is_utf_8(self, announced):
        ours = [challenge for challenge in announced if challenge.params["realm"] == "api"]
        assert {challenge.params["charset"] for challenge in ours} == {"UTF-8"}


class TestBAS03:
    def test_a_challenge_has_no_other_parameters(self, announced):
        assert {name for challenge in announced for name in challenge.params} == {"realm", "charset"}


class TestBAS04:
    @pytest.mark.parametrize("row", REJECTED, ids=lambda row: row["reject"])
    def test_the_base64_is_taken_strictly(self, site, row):
        assert refused(site, f"Authorization: {row['authorization']}") == (401, "basic-malformed")

    @pytest.mark.parametrize("value", ["-_-_", "YTpi====", "YTpi=", "Y=pi", "YTpi YTpi", "*"])
    def test_so_is_its_alphabet(self, site, value):
        assert refused(site, f"Authorization: Basic {value}") == (401, "basic-malformed")


class TestBAS05:
    @pytest.mark.parametrize(
        "pair", ["a{}nn:" + PASSWORD, "ann:" + PASSWORD + "{}"], ids=["name", "password"]
    )
    def test_no_control_character_is_in_a_name_or_a_password(self, site, pair):
        for character in [*map(chr, range(32)), "\x7f"]:
            assert refused(site, encoded(pair.format(character).encode())) == (401, "basic-malformed")


class TestBAS06:
    def test_colons_after_the_first_belong_to_the_password(self, site):
        assert site.see("GET", "/api/profile/", "Authorization: Basic YWw6cDp3").status == 200

    def test_nobody_registers_a_name_with_one(self, site):
        visitor = Visitor(site)
        answer = visitor.submit("/accounts/register/", username="a:b", **new_password(visitor))
        assert (answer.status, b'href="#id_username"' in answer.body) == (400, True)


class TestBAS07:
    def test_without_a_colon_it_is_a_401_that_asks_again(self, site):
        answer = site.see("GET", "/api/profile/", encoded(b"alpw"))
        assert (answer.status, "basic" in offered(answer)) == (401, True)


class TestBAS08:
    @pytest.mark.parametrize("name", ["\u00e9mile", "e\u0301mile"], ids=["composed", "decomposed"])
    def test_a_name_is_normalised_as_it_was_at_registration(self, site, name):
        assert site.see("GET", "/api/profile/", basic(name)).status == 200


class TestBAS09:
    def test_the_rfcs_own_name_and_password_come_in(self, site):
        assert site.see("GET", "/api/profile/", "Authorization: Basic dGVzdDoxMjPCow==").status == 200


class TestBAS10:
    def test_the_encoding_is_never_left_open_and_latin_1_is_refused(self, site):
        answer = site.see("GET", "/api/profile/", encoded("test:123\u00a3".encode("latin-1")))
        assert (answer.status, problem(answer)["code"]) == (401, "basic-malformed")
        assert of_scheme(answer, "basic").params["charset"] == "UTF-8"


class TestBAS11:
    @pytest.mark.parametrize("target", OPEN)
    def test_basic_is_asked_for_below_one_prefix_only(self, site, target):
        assert "basic" not in offered(site.see("GET", target))

    @pytest.mark.parametrize("target", ["/api/profile/", "/api/staff/"])
    def test_and_there_it_is(self, site, target):
        assert "basic" in offered(site.see("GET", target))


class TestBAS12:
    def test_nothing_asks_for_a_password_in_clear(self, in_clear):
        answer = in_clear.see("GET", "/api/profile/")
        assert (answer.status, offered(answer)) == (401, {"bearer", "cookie"})

    def test_a_password_in_clear_is_refused_and_named(self, in_clear, production):
        answer = in_clear.see("GET", "/api/profile/", basic(newcomer(production)))
        assert (answer.status, problem(answer)["code"], offered(answer)) == (403, "tls-required", set())

    def test_over_tls_it_is_asked_for_and_taken(self, production):
        assert "basic" in offered(production.see("GET", "/api/profile/"))
        assert production.see("GET", "/api/profile/", basic(newcomer(production))).status == 200


class TestBAS13:
    def test_only_a_salted_slow_hash_is_stored(self, production):
        program = f"""
from django.contrib.auth import get_user_model as model
print(model().objects.get(username={newcomer(production)!r}).password)
"""
        assert shell(production, program).startswith("argon2$argon2id$")


class TestBAS14:
    def test_logging_out_ends_a_session_and_promises_nothing_else(self, site):
        visitor = Visitor(site)
        visitor.log_in()
        assert b"Basic" not in visitor.get("/accounts/logout/").body
        answer = visitor.submit("/accounts/logout/")
        assert (answer.status, offered(answer)) == (303, set())
        assert site.ask("GET", "/api/profile/", basic("ann")).status == 200
