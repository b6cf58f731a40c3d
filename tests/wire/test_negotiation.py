"""No ``Accept`` hides an error, and no field that is odd makes one."""

from __future__ import annotations

import pytest

from tests.wire.test_errors import ANN, PAGE, TEXT, is_page, is_problem

ODD = [
    "",
    "image/png",
    "*",
    ";;",
    "text/html;q=0",
    "text/html;q=x",
    "a/b;c*=d;c*0=e",
    "a/b;c*=none''d",
    "\xff",
]


class TestAccept:
    @pytest.mark.parametrize("accept", ODD)
    @pytest.mark.parametrize(("target", "status"), [("/api/profile/", 401), ("/api/nowhere", 404)])
    def test_none_hides_an_error_of_the_api(self, ask, accept, target, status):
        is_problem(ask("GET", target, f"Accept: {accept}"), status)

    @pytest.mark.parametrize("accept", ODD)
    def test_none_hides_an_error_of_a_page(self, ask, accept):
        is_page(ask("GET", "/nowhere", f"Accept: {accept}"), 404)

    @pytest.mark.parametrize("accept", ODD[1:])
    def test_one_that_fits_nothing_is_a_406(self, ask, accept):
        is_problem(ask("GET", "/api/profile/", ANN, f"Accept: {accept}"), 406)

    @pytest.mark.parametrize("target", ["/api/profile/", "/nowhere"])
    def test_weights_count(self, ask, target):
        """RFC 9110, Section 12.5.1."""
        answer = ask("GET", target, "Accept: text/html;q=0.1, application/json")
        assert answer["Content-Type"] == "application/problem+json"

    def test_a_format_in_the_query_stands_for_a_program(self, ask):
        is_problem(ask("GET", "/api/profile/?format=json", PAGE), 401)


@pytest.mark.parametrize("parameters", ["c*=d;c*0=e", "charset*=none''x", "c*1" + "0" * 5000 + "=d", "c*=''"])
class TestContentType:
    """Django reads the field before it can answer for an error."""

    def test_brings_no_page_down(self, ask, parameters):
        assert ask("GET", "/healthz", f"Content-Type: text/plain;{parameters}").status == 200

    def test_brings_no_endpoint_down(self, ask, parameters):
        is_problem(ask("POST", "/api/token/", f"{TEXT};{parameters}", body=b"x"), 415)
