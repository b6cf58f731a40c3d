"""Twenty thousand damaged ``Authorization`` fields straight into the WSGI application, past every server."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from random import Random

import pytest
from django.urls import include, path

from authdemo.wsgi import application
from status_ref.http.challenges import parse_challenges
from tests.rest.api import Basic, Bearer, Everything, Mixed, Session
from tests.rest.conftest import PASSWORD
from tests.wire.mutations import mutate

CASES, VIEWS = 20_000, (Bearer, Basic, Session, Everything, Mixed)
urlpatterns = [
    *(path(f"{view.__name__}/", view.as_view()) for view in VIEWS),
    path("accounts/", include("status_ref.accounts.urls")),
]
# The end of a request looks after its connection, and would close one inside the transaction of a test.
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db(transaction=True)]


def get(target: str, authorization: bytes) -> tuple[int, list[str]]:
    """Call the application as PEP 3333 says: the field's bytes as Latin-1."""
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": target,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "HTTP_AUTHORIZATION": authorization.decode("latin-1"),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    answers = []
    response = application(environ, lambda status, fields: answers.append((status, fields)))
    response.close()
    ((status, fields),) = answers
    return int(status[:3]), [value for name, value in fields if name == "WWW-Authenticate"]


@pytest.mark.parametrize("view", VIEWS)
def test_damaged_authorization(view, access, expired, plain):
    basic = b64encode(f"ann:{PASSWORD}".encode()).decode()
    right = f"Bearer {access}", f"Bearer {expired}", f"Bearer {plain}", f"Basic {basic}"
    random = Random(f"wsgi {view.__name__}")
    for _ in range(CASES // len(VIEWS)):
        value = mutate(random, random.choice(right).encode())
        status, lines = get(f"/{view.__name__}/", value)
        assert status < 500, value
        assert status != 401 or parse_challenges(*lines), value
