"""Negotiation that no ``Accept`` field brings down."""

import pytest
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from status_ref.rest.negotiation import ContentNegotiation


def members(accept):
    request = Request(APIRequestFactory().get("/", headers={"accept": accept}))
    return ContentNegotiation().get_accept_list(request)


@pytest.mark.parametrize("odd", ["a/b;c*=d;c*0=e", "a/b;c*1" + "0" * 5000 + "=d", "a/b;c*=undefined''%ff"])
def test_passes_over_what_django_cannot_read(odd):
    assert members(f"{odd}, text/html;q=0.5") == ["text/html;q=0.5"]


def test_leaves_all_else_as_it_is():
    assert members('application/json; indent=4, a/b;c="d"') == ["application/json; indent=4", 'a/b;c="d"']
