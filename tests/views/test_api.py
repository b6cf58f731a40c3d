"""The reference for programs, as a client gets it."""

import json

import pytest
from jsonschema import Draft202012Validator

from status_ref.catalog import load
from status_ref.http.failures import FAILURES
from tests.catalog.conforming import SCHEMA, conforms

STATUSES = load().every()
ADDRESSES = [
    "/status/401.json",
    "/status/all.json",
    "/status/schema.json",
    "/status/api/",
    "/status/api/401/",
    "/status/api/401/causes/",
    "/status/api/search/?q=token",
]
WRONG = [
    ("/status/api/999/", 404),
    ("/status/999.json", 404),
    ("/status/api/999/causes/", 404),
    ("/status/api/418/causes/", 404),
    ("/status/api/a/b/c/", 404),
    ("/status/api/?class=9", 400),
    ("/status/api/search/", 400),
]

BROKE = '+++\ntitle = "Broke"\nstatus = 402\nlead = "No credit."\n+++\n'


def slugs(client, query):
    return [entry["slug"] for entry in client.get(f"/status/api/?{query}").json()["statuses"]]


@pytest.mark.parametrize("address", ADDRESSES)
class TestEveryAnswer:
    def test_may_be_read_from_every_origin(self, client, address):
        response = client.get(address, headers={"origin": "https://other.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Expose-Headers"] == "ETag, Link"

    def test_can_be_kept_and_asked_for_again(self, client, address):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=3600")
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")

    def test_has_no_content_for_head(self, client, address):
        assert client.head(address).status_code == 200

    def test_lets_a_preflight_pass(self, client, address):
        asked = {
            "origin": "https://other.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        }
        response = client.options(address, headers=asked)
        assert (response.status_code, response.content) == (204, b"")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "*" in response["Access-Control-Allow-Headers"]
        assert "Content-Type" not in response

    def test_takes_no_other_method(self, client, address):
        response = client.post(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response["Content-Type"] == "application/problem+json"
        assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("address", "status"), WRONG)
class TestErrors:
    def test_are_problems_for_every_origin(self, client, address, status):
        response = client.get(address, headers={"accept": "text/html"})
        assert response.status_code == response.json()["status"] == status
        assert response["Content-Type"] == "application/problem+json"
        assert response["Access-Control-Allow-Origin"] == "*"

    def test_lead_to_their_page_and_are_not_kept(self, client, address, status):
        response = client.get(address)
        assert response.json()["docs"] == f"http://testserver/status/{status}/"
        assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("middleware", [".*", r"^/nowhere"])
def test_a_middleware_for_origins_does_not_double_the_field(client, settings, middleware):
    settings.CORS_URLS_REGEX, settings.CORS_ALLOW_ALL_ORIGINS = middleware, True
    response = client.get("/status/api/401/", headers={"origin": "https://other.example"})
    assert [value for name, value in response.items() if name.lower() == "access-control-allow-origin"] == [
        "*"
    ]


class TestList:
    def test_has_every_code_in_short(self, client):
        told = client.get("/status/api/").json()
        assert [entry["slug"] for entry in told["statuses"]] == [status.slug for status in STATUSES]
        assert told["count"] == len(STATUSES)
        conforms(told, "list")

    @pytest.mark.parametrize(
        ("query", "fits"),
        [
            ("class=4", lambda status: status.family == 4),
            ("class=1&class=2", lambda status: status.family in {1, 2}),
            ("kind=vendor", lambda status: status.kind == "vendor"),
            ("acts=proxy", lambda status: status.acts == "proxy"),
            (
                "class=5&kind=registered&acts=server",
                lambda s: (s.family, s.kind, s.acts) == (5, "registered", "server"),
            ),
            ("q=", lambda status: True),
        ],
    )
    def test_is_filtered(self, client, query, fits):
        assert slugs(client, query) == [status.slug for status in STATUSES if fits(status)] != []

    def test_is_searched_together_with_the_filters(self, client):
        assert "418" in slugs(client, "q=teapot&class=4")
        assert "418" not in slugs(client, "q=teapot&class=5")

    def test_leads_on(self, client):
        entry = client.get("/status/api/?kind=unused").json()["statuses"][1]
        assert entry["links"]["html"] == "http://testserver/status/418/"
        assert client.get(entry["links"]["detail"]).json()["code"] == 418

    @pytest.mark.parametrize(
        ("query", "parameter", "allowed"),
        [
            ("class=9", "class", ["1", "2", "3", "4", "5"]),
            ("class=4&class=", "class", ["1", "2", "3", "4", "5"]),
            ("kind=VENDOR", "kind", ["registered", "vendor", "obsolete", "unused"]),
            ("acts=me", "acts", ["client", "server", "both", "proxy", "nobody"]),
            ("clas=4", "clas", ["class", "kind", "acts", "q"]),
            ("q=a&q=b", "q", []),
        ],
    )
    def test_says_what_it_takes(self, client, query, parameter, allowed):
        response = client.get(f"/status/api/?{query}")
        assert response.status_code == 400
        told = response.json()
        assert (told["parameter"], told["allowed"]) == (parameter, allowed)


class TestCode:
    @pytest.mark.parametrize("slug", ["100", "204", "401", "418", "499-nginx"])
    def test_fits_the_schema(self, client, slug):
        conforms(client.get(f"/status/{slug}.json").json())

    def test_is_the_same_at_both_addresses(self, client):
        assert client.get("/status/api/401/").content == client.get("/status/401.json").content

    def test_names_the_codes_of_error_bodies(self, client):
        told = client.get("/status/api/401/").json()["error_codes"]
        assert [entry["code"] for entry in told] == [f.code for f in FAILURES.values() if f.status == 401]
        assert client.get("/status/api/403-iis/").json()["error_codes"] == []

    @pytest.mark.parametrize("slug", ["401", "499-nginx", "100"])
    def test_leads_only_where_something_is(self, client, slug):
        told = client.get(f"/status/api/{slug}/").json()["links"]
        live = told.pop("live")
        assert {name: client.get(url).status_code for name, url in told.items()} == dict.fromkeys(told, 200)
        assert client.get(live).status_code == (501 if slug == "100" else int(slug[:3]))

    def test_leads_by_paths_where_the_site_does_not_know_its_own_address(self, client, settings):
        settings.STATUS_REF = {"ORIGIN": None}
        response = client.get("/status/api/401/")
        assert response.json()["links"]["html"] == "/status/401/"
        assert response["Link"] == '</status/schema.json>; rel="describedby"'
        assert "$id" not in client.get("/status/schema.json").json()

    @pytest.mark.parametrize("slug", ["%00", "%FF", "a" * 3000, "..", "%F0%9F%98%80", "401%0d%0aX:y"])
    def test_is_not_found_whatever_is_asked_for(self, client, slug):
        response = client.get(f"/status/api/{slug}/")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


class TestOwnWords:
    """What a site adds stands in its data, too."""

    @pytest.fixture
    def told(self, client, settings, tmp_path):
        for name, text in {"notes/402.md": "# Credit\n\nBuy *some*.", "problems/broke.md": BROKE}.items():
            path = tmp_path / name
            path.parent.mkdir()
            path.write_text(text)
        settings.STATUS_REF = settings.STATUS_REF | {"CONTENT_DIRS": [tmp_path]}
        return client.get("/status/402.json").json()

    def test_fits_the_schema(self, told):
        conforms(told)

    def test_is_the_note(self, told):
        assert told["note"] == {"title": "Credit", "body": "Buy *some*."}

    def test_are_the_problem_types(self, told):
        broke = {"name": "broke", "code": "broke", "status": 402, "title": "Broke", "lead": "No credit."}
        assert told["problems"] == [broke]

    @pytest.mark.parametrize(("query", "rank"), [("broke", 0), ("Broke", 0), ("no credit", -1)])
    def test_are_found(self, told, client, query, rank):
        found = client.get(f"/status/api/search/?q={query}").json()
        conforms(found, "search")
        hits = [hit for hit in found["hits"] if "problem" in hit]
        assert found["hits"].index(hits[0]) == rank % len(found["hits"])
        assert {name: hits[0][name] for name in ("code", "phrase", "problem", "title", "excerpt", "url")} == {
            "code": 402,
            "phrase": "Payment Required",
            "problem": "broke",
            "title": "Broke",
            "excerpt": "No credit.",
            "url": "/status/problems/broke/",
        }

    def test_are_not_found_where_nothing_is_sought(self, told, client):
        assert client.get("/status/api/search/?q=").json()["hits"] == []

    def test_is_the_reading_list(self, client):
        titles = [entry["title"] for entry in client.get("/status/401.json").json()["reading"]]
        assert titles[-1] == "Designing Data-Intensive Applications"


class TestNegotiation:
    def test_gives_the_same_at_the_address_of_the_page(self, client):
        chosen = client.get("/status/401/", headers={"accept": "application/json"})
        assert chosen.content == client.get("/status/401.json").content
        assert chosen["Content-Location"] == "/status/401.json"

    def test_names_it_beside_the_page(self, client):
        link = '</status/401.json>; rel="alternate"; type="application/json"'
        assert link in client.get("/status/401/")["Link"]


def test_all_codes_come_in_one_file(client):
    told = client.get("/status/all.json").json()
    conforms(told, "all")
    assert told["statuses"][0] == client.get("/status/100.json").json()


@pytest.mark.parametrize("slug", ["401", "403"])
def test_causes_fit_the_schema(client, slug):
    told = client.get(f"/status/api/{slug}/causes/").json()
    conforms(told, "causes")
    assert told["links"]["html"] == f"http://testserver/status/{slug}/"


class TestSearch:
    def test_finds_the_best_first(self, client):
        told = client.get("/status/api/search/?q=teapot").json()
        conforms(told, "search")
        assert (told["query"], told["hits"][0]["slug"]) == ("teapot", "418")
        scores = [hit["score"] for hit in told["hits"]]
        assert scores == sorted(scores, reverse=True)

    def test_leads_to_the_section(self, client):
        hit = client.get("/status/api/search/?q=token expired").json()["hits"][0]
        assert (hit["anchor"], hit["url"]) == ("token-expired", "/status/401/#token-expired")

    @pytest.mark.parametrize("query", ["zzzzqqq", "", "%20", "%00", "%FF", "'", "%F0%9F%98%80"])
    def test_may_find_nothing(self, client, query):
        response = client.get(f"/status/api/search/?q={query}")
        assert response.status_code == 200
        conforms(response.json(), "search")

    @pytest.mark.parametrize("query", ["", "q=a&class=4", "q=a&q=b"])
    def test_wants_words_and_nothing_else(self, client, query):
        assert client.get(f"/status/api/search/?{query}").status_code == 400


class TestSchema:
    def test_is_valid_and_knows_its_address(self, client):
        response = client.get("/status/schema.json")
        told = json.loads(response.content)
        Draft202012Validator.check_schema(told)
        assert response["Content-Type"] == "application/schema+json"
        assert told.pop("$id") == "http://testserver/status/schema.json"
        assert told == SCHEMA

    def test_every_part_that_an_answer_names_is_in_it(self, client):
        for address, part in [("", "list"), ("401/causes/", "causes"), ("search/?q=a", "search")]:
            link = client.get(f"/status/api/{address}")["Link"]
            assert link == f'<http://testserver/status/schema.json#/$defs/{part}>; rel="describedby"'
            assert part in SCHEMA["$defs"]
