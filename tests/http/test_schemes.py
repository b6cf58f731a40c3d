"""What each scheme announces."""

import pytest

from status_ref.http import schemes
from status_ref.http.challenges import Challenge
from status_ref.http.failures import CREDENTIALS_MISSING, FAILURES, STEP_UP_REQUIRED, TOKEN_EXPIRED

PAGE = "https://example.com/status/401/#token-expired"


class TestBearer:
    def test_is_never_naked(self):
        assert str(schemes.bearer("api")) == 'Bearer realm="api"'

    def test_stays_bare_for_a_failure_without_an_error(self):
        assert schemes.bearer("api", CREDENTIALS_MISSING, error_uri=PAGE) == schemes.bearer("api")

    def test_keeps_the_order_that_clients_search_for(self):
        challenge = schemes.bearer(
            "api",
            STEP_UP_REQUIRED,
            resource_metadata="https://example.com/.well-known/oauth-protected-resource",
            scope=["a", "b"],
            error_uri=PAGE,
            max_age=300,
            acr_values=["gold", "silver"],
        )
        assert list(challenge.params) == [
            "realm",
            "resource_metadata",
            "scope",
            "error",
            "error_description",
            "error_uri",
            "acr_values",
            "max_age",
        ]
        assert (challenge.params["scope"], challenge.params["acr_values"]) == ("a b", "gold silver")

    @pytest.mark.parametrize("failure", FAILURES.values(), ids=str)
    def test_every_failure_can_be_announced(self, failure):
        challenge = schemes.bearer("api", failure, error_uri=PAGE)
        assert Challenge.parse(str(challenge)) == challenge

    @pytest.mark.parametrize(
        "wrong",
        [
            {"scope": ["a b"]},
            {"scope": ['"']},
            {"scope": [""]},
            {"error_uri": "/status/401/"},
            {"error_uri": "https://example.com/\u00e9"},
            {"resource_metadata": "nowhere"},
            {"max_age": -1},
            {"acr_values": ["\\"]},
        ],
    )
    def test_refuses_what_has_no_room(self, wrong):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            schemes.bearer("api", TOKEN_EXPIRED, **wrong)

    @pytest.mark.parametrize("realm", ["", "caf\u00e9", "a\r\nSet-Cookie: x"])
    def test_refuses_a_realm_that_is_not_visible_ascii(self, realm):
        with pytest.raises(ValueError, match="realm"):
            schemes.bearer(realm)


def test_basic_asks_for_utf_8():
    assert str(schemes.basic('a"b')) == 'Basic realm="a\\"b", charset="UTF-8"'


def test_cookie_names_form_and_cookie():
    assert str(schemes.cookie("api", "/login/", "sessionid")) == (
        'Cookie realm="api", form-action="/login/", cookie-name=sessionid'
    )


def test_cookie_may_know_no_form():
    assert str(schemes.cookie("api", None, "sessionid")) == 'Cookie realm="api", cookie-name=sessionid'
