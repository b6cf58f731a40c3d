"""Every client that chooses a scheme chooses the one that ``docs/clients.md`` says."""

from __future__ import annotations

import pytest

from tests.clients import commands, libraries
from tests.clients.document import arranged, each, table

CHOOSING = commands.CHOOSING | libraries.CHOOSING
HEADING = "Choice"
CHALLENGES = {
    "Bearer": 'Bearer realm="api"',
    "Basic": 'Basic realm="api", charset="UTF-8"',
    "Cookie": 'Cookie realm="api", form-action="/accounts/login/", cookie-name=sessionid',
    "Digest": 'Digest realm="api", qop="auth", nonce="bm9uY2U", algorithm=MD5',
}
DIES = {"exit -6": "aborts", "ValueError": "ValueError"}


def test_every_client_is_in_the_table():
    assert table(HEADING).keys() == CHOOSING.keys()


@pytest.mark.parametrize(("client", "column"), each(HEADING))
def test_chooses_as_written(stub, client, column):
    server = stub(*arranged(column, CHALLENGES))
    told = CHOOSING[client](server.url)
    chosen = "".join(server.carried()) or DIES.get(told.outcome, "none")
    assert chosen == table(HEADING)[client][column]
