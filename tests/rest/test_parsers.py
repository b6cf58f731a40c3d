"""Bodies that are too long are refused before anybody is known."""

from io import BytesIO

import pytest
from django.core.exceptions import RequestDataTooBig

from status_ref.rest.parsers import JSONParser


def test_more_than_the_limit_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 3
    with pytest.raises(RequestDataTooBig):
        JSONParser().parse(BytesIO(b"1234"))


@pytest.mark.parametrize("limit", [4, None])
def test_as_much_as_is_allowed_is_read(settings, limit):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = limit
    assert JSONParser().parse(BytesIO(b"1234")) == 1234
