"""Problem documents, written and read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from status_ref.http.failures import FAILURES, TOKEN_EXPIRED
from status_ref.http.problems import Problem, phrase
from status_ref.http.syntax import Malformed


@pytest.mark.parametrize(
    ("status", "text"),
    [(401, "Unauthorized"), (413, "Content Too Large"), (422, "Unprocessable Content"), (599, "Unassigned")],
)
def test_phrases_are_the_registered_ones(status, text):
    assert phrase(status) == text


class TestOf:
    def test_links_to_the_section(self):
        problem = Problem.of(TOKEN_EXPIRED, page="https://h/#token-expired", docs="https://h/")
        assert (problem.type, problem.title) == ("https://h/#token-expired", "Token has expired")
        assert problem.extensions == {"code": "token-expired", "next": "refresh-token", "docs": "https://h/"}

    def test_without_a_page_the_title_is_the_phrase(self):
        problem = Problem.of(TOKEN_EXPIRED)
        assert (problem.type, problem.title) == ("about:blank", "Unauthorized")

    def test_the_status_is_the_one_on_the_wire(self):
        assert Problem.of(TOKEN_EXPIRED, status=403).status == 403

    def test_each_occurrence_has_a_name_of_its_own(self):
        assert Problem.of(TOKEN_EXPIRED).instance != Problem.of(TOKEN_EXPIRED).instance


class TestParse:
    @pytest.mark.parametrize("failure", FAILURES.values(), ids=lambda failure: failure.code)
    def test_reads_what_it_wrote(self, failure):
        problem = Problem.of(failure, page="https://h/#x")
        assert Problem.parse(str(problem)) == problem

    def test_ignores_members_of_the_wrong_type(self):
        problem = Problem.parse('{"status": "401", "title": 5, "type": null, "detail": "d", "code": "x"}')
        assert (problem.status, problem.title, problem.type, problem.detail) == (0, "", "about:blank", "d")
        assert problem.extensions == {"code": "x"}

    @pytest.mark.parametrize("content", ["", "[]", "1", "{", b"\xff", "[" * 5000])
    def test_says_what_was_expected(self, content):
        with pytest.raises(Malformed, match="a JSON object expected"):
            Problem.parse(content)

    @given(st.binary())
    def test_raises_nothing_else(self, content):
        try:
            Problem.parse(content)
        except Malformed as error:
            assert error.position == 0


def test_people_read_one_member_to_a_line():
    assert Problem(404, title="A \u00e9").indented().splitlines()[2] == '  "title": "A \u00e9",'


def test_blank_members_are_left_out():
    assert json.loads(str(Problem(404))) == {"type": "about:blank", "title": "Not Found", "status": 404}
