"""Live answers: the status that was asked for, with what belongs to it."""

import json
from wsgiref.util import is_hop_by_hop

import pytest
from asgiref.sync import async_to_sync

from status_ref.catalog import load
from status_ref.views.live.answers import Places, answer
from status_ref.views.live.options import Options

FINAL = range(200, 600)


@pytest.mark.parametrize("code", FINAL)
def test_every_final_code_arrives(client, code):
    response = client.get(f"/live/{code}")
    assert (response.status_code, response["Status-Ref-Simulated"]) == (code, str(code))


@pytest.mark.parametrize(
    "status",
    [s for s in load().every() if s.code >= 200 and s.kind != "vendor"],
    ids=lambda status: status.slug,
)
def test_the_phrase_is_the_registered_one(client, status):
    assert client.get(f"/live/{status.code}").reason_phrase == status.phrase


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_any_method_will_do(client, method):
    assert getattr(client, method)("/live/404").status_code == 404


@pytest.mark.parametrize("code", [204, 205, 304])
def test_no_content_where_there_must_be_none(client, code):
    response = client.get(f"/live/{code}")
    assert (response.content, response.has_header("Content-Type"), response.get("Content-Length", "0")) == (
        b"",
        False,
        "0",
    )


@pytest.mark.parametrize("code", [204, 304])
def test_no_length_where_there_must_be_none(client, code):
    assert not client.get(f"/live/{code}").has_header("Content-Length")


def test_401_has_a_line_for_each_challenge(client):
    lines = [value for name, value in client.get("/live/401").items() if name == "WWW-Authenticate"]
    assert lines == ['Bearer realm="live"', 'Basic realm="live", charset="UTF-8"']


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (301, "Location"),
        (405, "Allow"),
        (416, "Content-Range"),
        (429, "Retry-After"),
        (451, "Link"),
        (503, "Retry-After"),
    ],
)
def test_what_belongs_to_a_code_is_there(client, code, name):
    assert client.get(f"/live/{code}").has_header(name)


def test_no_field_breaks_a_wsgi_server(client):
    fields = [name for code in FINAL for name in client.get(f"/live/{code}").headers]
    assert not any(map(is_hop_by_hop, fields))


def test_an_asgi_server_can_send_what_a_407_needs(async_client):
    response = async_to_sync(async_client.get)("/live/407")
    assert response["Proxy-Authenticate"] == 'Basic realm="proxy", charset="UTF-8"'


def test_a_part_is_as_long_as_it_says(client):
    response = client.get("/live/206")
    assert (response["Content-Range"], len(response.content)) == ("bytes 0-9/1000", 10)


def test_an_error_is_a_problem_with_its_page(client):
    response = client.get("/live/503")
    problem = json.loads(response.content)
    assert response["Content-Type"] == "application/problem+json"
    assert (problem["status"], problem["docs"]) == (503, "http://testserver/status/503/")


def test_an_error_without_pages_has_no_link(client, settings):
    settings.STATUS_REF = {}
    assert "docs" not in json.loads(client.get("/live/499").content)


def test_is_never_stored(client):
    assert client.get("/live/200")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", range(100, 200))
def test_an_interim_code_says_why_not(client, code):
    response = client.get(f"/live/{code}")
    assert (response.status_code, "interim" in json.loads(response.content)["detail"]) == (501, True)


ODD = ["0", "1", "99", "600", "999", "1000", "-1", "abc", "404.5", "4" * 20, "٤٠١", "%00", "4 1"]
ODD += ["200,,500", ",", "5-9", "500-400", "200:", "200:0", "200:x", "200:-1", ",".join(["200"] * 10_000)]


@pytest.mark.parametrize("code", ODD, ids=lambda code: code[:20])
def test_an_odd_code_is_a_404_problem(client, code):
    response = client.get(f"/live/{code}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("code", ["500", "503", "100"])
def test_no_administrator_is_told_of_what_was_asked_for(client, caplog, code):
    client.get(f"/live/{code}")
    assert caplog.records == []


@pytest.mark.parametrize("field", ["sec-fetch-dest", "x-requested-with"])
def test_401_raises_no_dialog_in_a_browser(client, field):
    response = client.get("/live/401", headers={field: "document"})
    assert [value for name, value in response.items() if name == "WWW-Authenticate"] == [
        'Bearer realm="live"'
    ]
    assert response["Vary"] == "Sec-Fetch-Dest, X-Requested-With, Accept"


class TestKept:
    """A plain answer is made once."""

    places = Places("https://example.com/status/503/", "/live/")

    def test_is_the_same_for_whoever_wants_the_same(self):
        assert answer(503, None, self.places) is answer(503, "application/problem+json", self.places)

    def test_is_another_elsewhere(self):
        elsewhere = Places(None, "/live/")
        assert answer(503, None, self.places).content != answer(503, None, elsewhere).content

    @pytest.mark.parametrize(
        ("accept", "options"), [("text/html", Options()), (None, Options(fields=(("X-Test", "1"),)))]
    )
    def test_not_where_it_may_differ(self, accept, options):
        first, second = (answer(503, accept, self.places, options) for _ in range(2))
        assert first == second
        assert first is not second
