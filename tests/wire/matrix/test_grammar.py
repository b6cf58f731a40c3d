"""RFC 9110, Sections 5.5, 5.6 and 11.2 to 11.6: how challenges and credentials are written and read."""

from __future__ import annotations

import re

import pytest

from status_ref.http.challenges import parse_challenges
from tests.wire.matrix.places import ORDERS, basic, challenges, lines, of_scheme, offered
from tests.wire.matrix.visitor import Visitor

TOKEN = r"[!#$%&'*+.^_`|~\w-]+"
TEXT = r'"(?:[\t !#-\[\]-~]|\\["\\])*"'
PARAM = rf"({TOKEN})=(?:{TOKEN}|{TEXT})"
CHALLENGE = re.compile(rf"{TOKEN}(?: (?:[\w.~+/-]+=*|{PARAM}(?:, {PARAM})*))?", re.ASCII)
VISIBLE = re.compile(r"[\t\x20-\x7e]*")
RUNS = [",", ", ,", " ,,\t, ", ",  ,,"]


@pytest.fixture
def asked(home):
    """What a project asks for when nothing was sent."""
    return lines(home.see("GET"))


class TestH05:
    def test_the_scheme_of_credentials_is_read_in_any_case(self, place):
        for scheme in ("Bearer", "bearer", "BEARER", "bEaReR"):
            assert place.see("GET", place.bearer().replace("Bearer", scheme)).status == 200

    @pytest.mark.parametrize("scheme", ["Basic", "basic", "BASIC", "bAsIc"])
    def test_that_of_basic_too(self, site, scheme):
        assert site.see("GET", "/api/profile/", basic("ann").replace("Basic", scheme)).status == 200

    def test_a_challenge_in_any_case_is_the_same(self, asked):
        for line in asked:
            scheme, _, rest = line.partition(" ")
            assert parse_challenges(f"{scheme.swapcase()} {rest}") == parse_challenges(line)


class TestH06:
    def test_names_of_parameters_in_any_case_are_the_same(self, asked):
        for line in asked:
            other = re.sub(PARAM, lambda match: match.group().replace(match[1], match[1].upper(), 1), line)
            assert other != line
            assert parse_challenges(other) == parse_challenges(line)


class TestH07:
    def test_no_parameter_stands_twice_in_a_challenge(self, place):
        for line in (line for answer in place.refusals() for line in lines(answer)):
            names = [match[1].lower() for match in re.finditer(PARAM, line)]
            assert len(names) == len(set(names)), line


class TestH08:
    def test_whitespace_round_the_equals_sign_makes_no_difference(self, asked):
        for line in asked:
            assert parse_challenges(re.sub(rf"({TOKEN})=", r"\1 =" + "\t", line)) == parse_challenges(line)


class TestH09:
    def test_a_quoted_word_and_the_bare_word_mean_the_same(self, asked):
        for line in asked:
            bare = re.sub(r'="([\w-]+)"', r"=\1", line)
            assert bare != line
            assert parse_challenges(bare) == parse_challenges(line)


class TestH10:
    def test_the_realm_is_always_quoted(self, place):
        for line in (line for answer in place.refusals() for line in lines(answer)):
            assert re.findall("realm=(.)", line) == ['"'], line

    def test_a_realm_without_quotes_is_read(self, asked):
        for line in asked:
            (challenge,) = parse_challenges(line.replace('realm="api"', "realm=api"))
            assert challenge.params["realm"] == "api"


class TestH11:
    def test_a_challenge_is_a_scheme_with_parameters(self, place):
        for line in (line for answer in place.refusals() for line in lines(answer)):
            assert CHALLENGE.fullmatch(line), line

    def test_credentials_are_one_token_or_parameters_and_not_both(self, home):
        assert home.see("GET", 'Authorization: Bearer abc== realm="x"').status == 400


class TestH12:
    @pytest.mark.parametrize("byte", b'"%,;:@()[]{}<>\\= \t\xe9', ids=chr)
    def test_a_token_has_no_other_characters(self, home, byte):
        answer = home.see("GET", b"Authorization: Bearer ab" + bytes([byte]) + b"cd")
        assert (answer.status, of_scheme(answer, "bearer").params["error"]) == (400, "invalid_request")


class TestH13:
    def test_a_backslash_stands_for_what_follows_it(self, site):
        answer = site.see("GET", "/orders/careless/")
        assert of_scheme(answer, "apikey").params["realm"] == r'the "keys" \ the rest'


class TestH14:
    def test_only_quotes_and_backslashes_are_escaped(self, site):
        line, _ = lines(site.see("GET", "/orders/careless/"))
        assert line == r'ApiKey realm="the \"keys\" \\ the rest"'


class TestH15:
    @pytest.mark.parametrize("byte", [b"\x00", b"\r", b"\n"], ids=repr)
    def test_a_value_with_a_line_break_or_nul_opens_nothing(self, home, byte):
        token = home.server.token.raw.encode()
        answer = home.see("GET", b"Authorization: Bearer " + token[:20] + byte + token[20:])
        assert answer.status in {400, 401}

    @pytest.mark.parametrize("target", ["/profile/", "/api/profile/", "/api/nowhere/", "/live/401"])
    def test_no_address_adds_a_field(self, site, target):
        answer = site.see("GET", f"{target}?next=%0d%0aX-Mine:1%0d%0a&format=%0d%0aX-Mine:1")
        assert answer.lines("X-Mine") == []

    def test_no_form_adds_a_field(self, site):
        visitor = Visitor(site)
        visitor.get("/accounts/login/")
        answer = visitor.submit(
            "/accounts/login/?next=/%0d%0aX-Mine:1", username="x", password="\r\nX-Mine: 1"
        )
        assert (answer.status, answer.lines("X-Mine")) == (401, [])


class TestH16:
    def test_every_value_is_visible_ascii(self, place):
        for name, value in (field for answer in place.refusals() for field in answer.fields):
            assert VISIBLE.fullmatch(value), f"{name}: {value}"

    @pytest.mark.parametrize(
        "target", ["/profile/", "/api/profile/", "/api/", "/accounts/login/", "/status/"]
    )
    def test_whatever_the_address(self, site, target):
        answer = site.see("GET", f"{target}%C3%A9/?next=/%C3%A9&a=%E2%82%AC", "Accept-Language: fr, ja")
        assert [value for _, value in answer.fields if not VISIBLE.fullmatch(value)] == []


class TestH17:
    @pytest.mark.parametrize("order", ORDERS)
    def test_one_value_holds_them_all(self, production, order):
        schemes = [c.scheme for c in challenges(production.see("GET", f"/orders/{order}/"))]
        foreign = ["ApiKey", "Basic"] if "foreign" in order else []
        assert sorted(schemes) == sorted(["Bearer", "Basic", "Cookie", *foreign])

    def test_a_comma_inside_quotes_ends_nothing(self, place):
        asked = lines(place.see("GET", "Authorization: Bearer a.b.c"))
        value = ', Newauth realm="apps", type=1, title="Login to \\"apps\\", or not", '.join(["", *asked])
        assert len(parse_challenges(value)) == len(parse_challenges(*asked)) + len(asked)


class TestH18:
    def test_each_challenge_has_a_line_of_its_own_in_one_order(self, handled):
        rank = {"bearer": 0, "apikey": 1, "cookie": 2, "basic": 3}
        for answer in handled.refusals():
            schemes = [line.partition(" ")[0].lower() for line in lines(answer)]
            assert len(schemes) == len(challenges(answer))
            assert schemes == sorted(schemes, key=rank.__getitem__)

    @pytest.mark.parametrize("order", ORDERS)
    def test_one_line_for_all_by_setting(self, production, order):
        answer = production.see("GET", f"/orders/{order}/")
        assert len(lines(answer)) == 1


class TestH19:
    def test_empty_members_are_passed_over(self, asked):
        value = f", ,{' , ,, '.join(asked)},,"
        assert parse_challenges(value) == parse_challenges(*asked)

    def test_those_of_other_packages_too(self, site):
        assert offered(site.see("GET", "/orders/careless/")) == {"apikey", "hoba"}


class TestH20:
    @pytest.mark.parametrize("run", RUNS, ids=repr)
    def test_a_stray_comma_belongs_to_either_side(self, asked, run):
        assert parse_challenges(run.join(asked)) == parse_challenges(*asked)
        assert parse_challenges(*(line + run for line in asked)) == parse_challenges(*asked)


class TestH21:
    @pytest.mark.parametrize("order", [order for order in ORDERS if "foreign" in order])
    def test_two_realms_of_one_scheme_are_two_challenges(self, site, order):
        answer = site.see("GET", f"/orders/{order}/")
        realms = [c.params["realm"] for c in challenges(answer) if c.scheme == "Basic"]
        assert sorted(realms) == ["api", "vault"]
