"""Accept: what a client would rather have, and that nothing it sends brings us down."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from status_ref.http.accept import MediaRange, parse_accept, preferred

PROBLEM, JSON, HTML = "application/problem+json", "application/json", "text/html"
CLIENTS = {
    "Chromium": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
    "an old Internet Explorer": "text/html, application/xhtml+xml, */*",
    "Java": "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
}
PROGRAMS = {
    "curl": "*/*",
    "HTTPie": "application/json, */*;q=0.5",
    "axios": "application/json, text/plain, */*",
    "nothing": None,
    "an empty field": "",
    "jQuery": "application/json, text/javascript, */*; q=0.01",
    "an image": "image/avif,image/webp,*/*;q=0.8",
}
ODD = [
    "*",
    ";;",
    "text",
    "text/",
    "/html",
    "text/html;q=2",
    "text/html;q=x",
    "text/html;q=0",
    "*/html",
    "text /html",
]


@pytest.mark.parametrize("accept", CLIENTS.values(), ids=CLIENTS)
def test_a_page_for(accept):
    assert preferred(accept, [PROBLEM, JSON, HTML]) == HTML


@pytest.mark.parametrize("accept", PROGRAMS.values(), ids=PROGRAMS)
def test_no_page_for(accept):
    assert preferred(accept, [PROBLEM, JSON, HTML]) != HTML


class TestPreferred:
    """RFC 9110, Section 12.5.1."""

    def test_the_greater_weight_counts(self):
        assert preferred("text/html;q=0.1, application/json;q=0.2", [HTML, JSON]) == JSON

    def test_a_weight_counts_for_its_range_alone(self):
        assert preferred("text/*;q=0.3, text/html;q=0.7", ["text/plain", HTML]) == HTML

    def test_what_is_refused_by_name_is_not_in_the_rest(self):
        assert preferred("*/*, text/html;q=0", [HTML, JSON]) == JSON

    def test_of_equal_weights_the_closer_name_counts(self):
        assert preferred("*/*, application/json", [HTML, JSON]) == JSON

    def test_of_equals_the_first_offer_counts(self):
        assert preferred("application/json, text/html", [HTML, JSON]) == HTML

    def test_there_may_be_none(self):
        assert preferred("image/png", [HTML, JSON]) is None

    def test_nothing_offered_is_nothing_chosen(self):
        assert preferred(None, []) is None

    @pytest.mark.parametrize("accept", ODD)
    def test_what_does_not_fit_the_grammar_is_passed_over(self, accept):
        assert preferred(accept, [HTML]) is None
        assert preferred(f"{accept}, application/json", [HTML, JSON]) == JSON


class TestParse:
    def test_case_carries_no_meaning(self):
        assert parse_accept("TEXT/HTML;Q=0.5") == (MediaRange("text", "html", 0.5),)

    def test_a_comma_in_quotes_ends_nothing(self):
        assert parse_accept('a/b;c="d,e/f";q=0.5') == (MediaRange("a", "b", 0.5),)

    def test_a_weight_in_quotes_is_none(self):
        assert parse_accept('a/b;c=";q=0"') == (MediaRange("a", "b"),)

    @pytest.mark.parametrize("value", ["a/b ; q=0.5", "a/b;\tq=0.500", " a/b;q=0.5 ,", ",,a/b;;q=0.5;"])
    def test_blanks_and_empty_members_carry_no_meaning(self, value):
        assert parse_accept(value) == (MediaRange("a", "b", 0.5),)

    def test_parameters_that_look_continued_are_parameters(self):
        assert parse_accept("a/b;c*=d;c*0=e") == (MediaRange("a", "b"),)

    @example(",,a/b;;q=0.5;")  # brought down a pattern that captured within a possessive repeat
    @given(st.text(st.characters(codec="latin-1"), max_size=40) | st.text('a/b*;q=01.,"\\ \t', max_size=40))
    def test_any_text_can_be_read(self, value):
        assert all(0 <= found.weight <= 1 for found in parse_accept(value))
