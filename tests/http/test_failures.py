"""The closed table of failures: its words fit the wire, its statuses fit the RFCs."""

import re
from dataclasses import FrozenInstanceError

import pytest

from status_ref.http import failures
from status_ref.http.failures import FAILURES, Failure, Next

CONSTANTS = {name: value for name, value in vars(failures).items() if isinstance(value, Failure)}
EACH = pytest.mark.parametrize("failure", CONSTANTS.values(), ids=lambda failure: failure.code)

# RFC 6750, Section 3: what error_description has room for.
DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]+")

# RFC 6750, Section 3.1 and RFC 9470, Section 3.
STATUS_OF_ERROR = {
    "invalid_request": 400,
    "invalid_token": 401,
    "insufficient_scope": 403,
    "insufficient_user_authentication": 401,
}
STATUSES = {
    400: {"authorization-malformed", "credentials-repeated", "authorization-too-long"},
    403: {"csrf-failed", "tls-required", "scope-insufficient", "permission-denied"},
    429: {"too-many-attempts"},
    503: {"service-unavailable"},
    401: {
        "account-unavailable",
        "basic-malformed",
        "credentials-missing",
        "credentials-refused",
        "scheme-unsupported",
        "session-ended",
        "session-expired",
        "step-up-required",
        "token-expired",
        "token-invalid",
        "token-malformed",
        "token-not-yet-valid",
        "token-revoked",
        "token-wrong-audience",
        "token-wrong-issuer",
        "token-wrong-type",
    },
}
NEVER_BEARER = (
    failures.BASIC_MALFORMED,
    failures.CREDENTIALS_MISSING,
    failures.CREDENTIALS_REFUSED,
    failures.CSRF_FAILED,
    failures.SCHEME_UNSUPPORTED,
    failures.SESSION_ENDED,
    failures.SESSION_EXPIRED,
)


class TestTable:
    def test_no_code_stands_twice(self):
        codes = [failure.code for failure in CONSTANTS.values()]
        assert len(codes) == len(set(codes))

    def test_holds_every_constant_and_nothing_else(self):
        assert {failure.code: failure for failure in CONSTANTS.values()} == FAILURES

    def test_a_constant_is_named_after_its_code(self):
        assert {name: name.lower().replace("_", "-") for name in CONSTANTS} == {
            name: failure.code for name, failure in CONSTANTS.items()
        }

    @pytest.mark.parametrize("status", STATUSES)
    def test_gives_each_status_its_codes(self, status):
        codes = {failure.code for failure in FAILURES.values() if failure.status == status}
        assert codes == STATUSES[status]

    def test_knows_no_other_status(self):
        assert {failure.status for failure in FAILURES.values()} == STATUSES.keys()


class TestFailure:
    @EACH
    def test_code_can_be_an_anchor(self, failure):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", failure.code)

    @EACH
    def test_words_fit_an_error_description(self, failure):
        assert DESCRIPTION.fullmatch(failure.title)
        assert DESCRIPTION.fullmatch(failure.detail)

    @EACH
    def test_words_hold_nothing_that_looks_like_a_parameter(self, failure):
        assert not re.search(r"[\w-]\s*=", f"{failure.title} {failure.detail}")

    @EACH
    def test_detail_is_made_of_sentences(self, failure):
        assert failure.detail.endswith(".")
        assert not failure.title.endswith(".")

    @EACH
    def test_next_is_one_of_the_steps(self, failure):
        assert failure.next in Next

    @EACH
    def test_error_stands_on_the_status_that_its_rfc_gives(self, failure):
        if failure.error is not None:
            assert failure.status == STATUS_OF_ERROR[failure.error]

    @pytest.mark.parametrize("failure", NEVER_BEARER, ids=lambda failure: failure.code)
    def test_what_no_token_caused_has_no_error(self, failure):
        assert failure.error is None

    @pytest.mark.parametrize(
        "failure", [f for f in CONSTANTS.values() if f.code.startswith("token-")], ids=str
    )
    def test_what_a_token_caused_is_an_invalid_token(self, failure):
        assert failure.error == "invalid_token"

    def test_cannot_be_changed(self):
        with pytest.raises(FrozenInstanceError):
            failures.TOKEN_EXPIRED.status = 200
