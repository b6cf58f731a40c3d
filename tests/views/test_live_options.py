"""What the query of a live answer can ask for, and what it is told where it cannot."""

import json

import pytest
from django.middleware.common import CommonMiddleware
from django.middleware.gzip import GZipMiddleware
from django.test import AsyncRequestFactory

from status_ref.views.live import limits, views


def told(response):
    assert response["Content-Type"] == "application/problem+json"
    return json.loads(response.content)


@pytest.fixture
def waited(monkeypatch):
    """Note how long an answer would have been held up."""
    seconds = []
    monkeypatch.setattr(limits.time, "sleep", seconds.append)
    return seconds


class TestSelection:
    def test_a_list_answers_with_each(self, client):
        assert {client.get("/live/200,204,503").status_code for _ in range(100)} == {200, 204, 503}

    def test_a_weight_of_zero_never_comes(self, client):
        assert {client.get("/live/200:0,503:0.1").status_code for _ in range(30)} == {503}

    def test_a_heavy_code_comes_more_often(self, client):
        codes = [client.get("/live/200:0.9,503:0.1").status_code for _ in range(200)]
        assert codes.count(200) > codes.count(503) > 0

    def test_a_range_answers_with_any_of_it(self, client):
        codes = {client.get("/live/500-503").status_code for _ in range(100)}
        assert codes == {500, 501, 502, 503}

    def test_any_path_below_will_do(self, client):
        assert client.post("/live/404/v1/users/7").status_code == 404

    def test_says_what_is_wrong(self, client):
        assert "'abc' is no status code" in told(client.get("/live/abc"))["detail"]


class TestSequence:
    def test_goes_on_from_call_to_call_and_stays_at_the_end(self, client):
        answers = [client.get("/live/503,429,200?mode=sequence&key=retry") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [503, 429, 200, 200]
        assert [answer["Status-Ref-Simulated"] for answer in answers[:2]] == ["503;step=1", "429;step=2"]

    def test_another_key_begins_anew(self, client):
        client.get("/live/503,200?mode=sequence&key=one")
        assert client.get("/live/503,200?mode=sequence&key=two").status_code == 503

    def test_ends_with_its_time(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"sequence": 0}}
        codes = [client.get("/live/503,200?mode=sequence&key=short").status_code for _ in range(2)]
        assert codes == [503, 503]

    def test_an_address_begins_so_many(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"sequences": 2}}
        path, here = "/live/503,200?mode=sequence&key=", "203.0.113.77"
        answers = [client.get(path + key, REMOTE_ADDR=here) for key in "abca"]
        assert [answer.status_code for answer in answers] == [503, 503, 429, 200]
        assert 0 < int(answers[2]["Retry-After"]) <= 300

    def test_a_cache_that_is_down_is_a_503_that_is_not_simulated(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"cache": "nowhere"}}
        response = client.get("/live/418?mode=sequence&key=a")
        assert (response.status_code, "Status-Ref-Simulated" in response) == (503, False)


class TestFields:
    @pytest.mark.parametrize("wait", ["0", "120", "Wed, 25 Nov 2026 20:00:00 GMT"])
    def test_retry_after(self, client, wait):
        assert client.get("/live/503", {"retry-after": wait})["Retry-After"] == wait

    def test_allow(self, client):
        assert client.get("/live/405?allow=GET,PUT&allow=DELETE")["Allow"] == "GET, PUT, DELETE"

    def test_allow_may_be_empty(self, client):
        assert client.get("/live/405?allow=")["Allow"] == ""

    @pytest.mark.parametrize("url", ["/profile/", "http://testserver/x?y=z"])
    def test_location(self, client, url):
        assert client.get("/live/302", {"location": url})["Location"] == url

    def test_location_on_a_host_that_is_allowed(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"hosts": ["example.com"]}}
        response = client.get("/live/307", {"location": "https://example.com/"})
        assert response["Location"] == "https://example.com/"

    def test_fields_of_the_list(self, client):
        response = client.get("/live/200?header=X-Test:%20one&header=Cache-Control:max-age=5")
        assert (response["X-Test"], response["Cache-Control"]) == ("one", "max-age=5")

    def test_the_same_field_twice_is_joined(self, client):
        assert client.get("/live/200?header=X-Test:a&header=X-Test:b")["X-Test"] == "a, b"

    @pytest.mark.parametrize("scheme", ["basic", "bearer", "digest", "dpop", "cookie"])
    def test_a_challenge_by_scheme(self, client, scheme):
        value = client.get("/live/401", {"scheme": scheme, "realm": "shop"})["WWW-Authenticate"]
        assert value.lower().startswith(f'{scheme} realm="shop"')

    def test_several_schemes_have_a_line_each(self, client):
        items = client.get("/live/401?scheme=basic&scheme=bearer").items()
        schemes = [value.split()[0] for name, value in items if name == "WWW-Authenticate"]
        assert schemes == ["Basic", "Bearer"]

    def test_digest_offers_the_better_algorithm_first(self, client):
        items = client.get("/live/401?scheme=digest").items()
        lines = [value for name, value in items if name == "WWW-Authenticate"]
        assert ["algorithm=SHA-256" in lines[0], "algorithm=MD5" in lines[1]] == [True, True]

    def test_basic_that_is_asked_for_may_open_a_dialog(self, client):
        response = client.get("/live/401?scheme=basic", headers={"sec-fetch-dest": "document"})
        assert response["WWW-Authenticate"].startswith("Basic")


class TestContent:
    def test_body_is_text(self, client):
        response = client.get("/live/404", {"body": "<b>x</b>"})
        assert (response["Content-Type"], response.content) == ("text/plain; charset=utf-8", b"<b>x</b>")

    def test_body_as_json(self, client):
        response = client.get("/live/422", {"body": "{}", "type": "application/json"})
        assert (response["Content-Type"], response.content) == ("application/json", b"{}")

    def test_empty(self, client):
        response = client.get("/live/500?empty=1")
        assert (response.content, response["Content-Length"]) == (b"", "0")
        assert not response.has_header("Content-Type")

    def test_not_empty(self, client):
        assert client.get("/live/500?empty=0").content

    def test_a_part_that_the_address_names(self, client):
        response = client.get("/live/206?range=995-999")
        assert (response["Content-Range"], response.content) == ("bytes 995-999/1000", b"56789")

    def test_a_part_that_the_request_names_comes_first(self, client):
        response = client.get("/live/206?range=0-1", headers={"range": "bytes=5-6"})
        assert (response["Content-Range"], response.content) == ("bytes 5-6/1000", b"56")

    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("*/*", "application/problem+json"),
            ("application/json", "application/json"),
            ("text/plain", "text/plain; charset=utf-8"),
            ("text/html, */*;q=0.1", "text/html; charset=utf-8"),
            ("image/png", "application/problem+json"),
        ],
    )
    def test_an_error_speaks_as_it_is_asked(self, client, accept, kind):
        response = client.get("/live/429", headers={"accept": accept})
        assert response["Content-Type"] == kind
        assert b"/status/429/" in response.content

    @pytest.mark.parametrize(
        ("accept", "kind"),
        [
            ("*/*", "text/plain; charset=utf-8"),
            ("application/json", "application/json"),
            ("text/html", "text/html; charset=utf-8"),
        ],
    )
    def test_a_success_speaks_as_it_is_asked(self, client, accept, kind):
        assert client.get("/live/200", headers={"accept": accept})["Content-Type"] == kind

    def test_a_page_says_what_the_problem_says(self, client):
        page = client.get("/live/511", headers={"accept": "text/html"}).content.decode()
        assert "https://login.example.net/" in page

    def test_head_tells_the_length_and_no_more(self, client):
        get, head = client.get("/live/404"), client.head("/live/404")
        assert (head.content, head["Content-Length"]) == (b"", str(len(get.content)))

    def test_nothing_is_taken_for_another_type(self, client):
        assert client.get("/live/200?body=x")["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("code", [204, 304])
def test_no_middleware_adds_a_length_where_there_must_be_none(rf, code):
    response = CommonMiddleware(lambda request: views.live(request, str(code)))(rf.get("/"))
    assert "Content-Length" not in dict(response.items())


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("bytes=500-", "500-999"),
        ("bytes=-5", "995-999"),
        ("bytes=990-2000", "990-999"),
        ("BYTES=1-2", "1-2"),
        ("bytes=-0", "0-9"),
        ("bytes=2000-", "0-9"),
        ("bytes=5-1", "0-9"),
        ("lines=1-2", "0-9"),
        ("bytes=1-2,4-5", "0-9"),
    ],
)
def test_a_range_of_the_request_is_read_as_http_has_it(client, wanted, sent):
    response = client.get("/live/206", headers={"range": wanted})
    assert response["Content-Range"] == f"bytes {sent}/1000"


def test_range_is_for_get(client):
    response = client.post("/live/206", headers={"range": "bytes=5-6"})
    assert response["Content-Range"] == "bytes 0-9/1000"


def test_a_part_is_not_encoded_once_more(rf):
    request = rf.get("/?range=0-999", headers={"accept-encoding": "gzip"})
    response = GZipMiddleware(lambda request: views.live(request, "206"))(request)
    assert (len(response.content), "Content-Encoding" in dict(response.items())) == (1000, False)


def test_a_path_with_a_slash_at_its_end(client):
    assert client.get("/live/503/").status_code == 503


class TestDelay:
    def test_a_number(self, client, waited):
        client.get("/live/200?delay=1.5")
        assert waited == [1.5]

    def test_between_two(self, client, waited):
        client.get("/live/200?delay=1-3")
        assert 1 <= waited[0] <= 3

    def test_no_more_than_so_many_are_held_up_at_once(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"delayed": 0}}
        response = client.get("/live/200?delay=0.001")
        assert (response.status_code, "delayed" in told(response)["detail"]) == (503, True)

    def test_each_goes_away_again(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"delayed": 1}}
        codes = [client.get("/live/200?delay=0.001").status_code for _ in range(3)]
        assert codes == [200, 200, 200]

    def test_none(self, client, waited):
        client.get("/live/200")
        assert waited == []


BAD = [
    ("delay=11", "delay"),
    ("delay=x", "delay"),
    ("delay=-1", "delay"),
    ("delay=3-1", "delay"),
    ("delay=1-2-3", "delay"),
    ("delay=nan", "delay"),
    ("delay=1e1", "delay"),
    ("header=X-Test", "header"),
    ("header=:x", "header"),
    ("header=Set-Cookie:a=b", "header"),
    ("header=Transfer-Encoding:chunked", "header"),
    ("header=Content-Length:1", "header"),
    ("header=X-Accel-Redirect:/etc/passwd", "header"),
    ("header=X-Test:a%0d%0aSet-Cookie:b", "header"),
    ("header=X-Test:%C3%A4", "header"),
    ("header=X-Test:", "header"),
    ("header=Status-Ref-Simulated:1", "header"),
    ("&".join(["header=X-Test:a"] * 21), "header"),
    (f"header=X-Test:{'a' * 1001}", "header"),
    (f"body={'a' * 4001}", "body"),
    ("body=x&type=text/html", "type"),
    ("type=text/plain", "type"),
    ("retry-after=soon", "retry-after"),
    ("retry-after=-1", "retry-after"),
    ("scheme=negotiate", "scheme"),
    ("scheme=basic&realm=", "realm"),
    ("scheme=basic&realm=%C3%A4", "realm"),
    ("allow=GET%20POST", "allow"),
    ("location=//evil.example", "location"),
    ("location=https://evil.example/", "location"),
    ("location=javascript:alert(1)", "location"),
    ("location=%5C%5Cevil.example", "location"),
    ("location=", "location"),
    ("location=/a%20b", "location"),
    *(
        (f"location=/a{odd}", "location")
        for odd in ("%22", "%3C", "%3E", "%5E", "%60", "%7B%7D", "%7C", "%25zz")
    ),
    ("range=5-1", "range"),
    ("range=0-1000", "range"),
    ("range=a-b", "range"),
    ("empty=yes", "empty"),
    ("empty=1&body=x", "empty"),
    ("mode=random&key=a", "mode"),
    ("mode=sequence", "key"),
    ("key=a", "key"),
    ("mode=sequence&key=a%20b", "key"),
    ("header=Content-Disposition:attachment", "header"),
    ("header=Cache-Control:max-age=99999999999", "header"),
    ("retry-after=Xyz,%2099%20Abc%200000%2099:99:99%20GMT", "retry-after"),
    ("retry_after=3", "retry_after"),
    ("Delay=3", "Delay"),
    ("headers=X-Test:a", "headers"),
]


@pytest.mark.parametrize(("query", "option"), BAD, ids=lambda text: text[:40])
def test_a_bad_option_is_named(client, waited, query, option):
    response = client.get(f"/live/200?{query}")
    assert (response.status_code, told(response)["option"]) == (400, option)
    assert told(response)["detail"].startswith(f"{option}: ")
    assert "Status-Ref-Simulated" not in response


@pytest.mark.parametrize("code", [204, 205, 304])
def test_a_body_where_there_can_be_none_is_a_bad_option(client, code):
    assert told(client.get(f"/live/{code}?body=x"))["option"] == "body"


def test_whatever_else_stands_in_the_query_is_the_callers_own(client):
    assert client.get("/live/200?page=2&q=x&model=a&keys=1").status_code == 200


@pytest.mark.parametrize("option", ["body=x", "empty=1"])
def test_a_part_has_the_bytes_that_it_names(client, option):
    assert told(client.get(f"/live/206?{option}"))["option"] == option.partition("=")[0]


def test_a_host_that_is_not_ours_is_told(rf):
    response = views.live(rf.get("/?location=/", headers={"host": "evil.example"}), "302")
    assert (response.status_code, told(response)["option"]) == (400, "location")


def test_a_code_without_a_page_has_no_link(client):
    assert "docs" not in told(client.get("/live/599"))


def test_the_setting_cannot_allow_what_frames_a_message(client, settings):
    settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"fields": ["*"]}}
    for name in ("Content-Length", "Location", "Refresh", "WWW-Authenticate", "Content-Encoding"):
        assert client.get(f"/live/200?header={name}:3").status_code == 400
    assert client.get("/live/200?header=X-Anything:3").status_code == 200


class TestLimits:
    def test_off_is_off(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"on": False}}
        response = client.get("/live/200")
        assert (response.status_code, "switched off" in told(response)["detail"]) == (404, True)

    def test_an_address_has_so_many_a_minute(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"rate": 2}}
        codes = [client.get("/live/200").status_code for _ in range(3)]
        refused = client.get("/live/headers")
        assert (codes, refused.status_code) == ([200, 200, 429], 429)
        assert refused["RateLimit-Policy"] == '"live";q=2;w=60'
        assert 0 < int(refused["Retry-After"]) <= 60
        assert "Status-Ref-Simulated" not in refused

    def test_another_address_has_its_own(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"rate": 1}}
        client.get("/live/200")
        assert client.get("/live/200", REMOTE_ADDR="203.0.113.9").status_code == 200

    def test_a_cache_that_is_down_limits_nobody(self, client, settings):
        settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": {"rate": 1, "cache": "nowhere"}}
        assert [client.get("/live/204").status_code for _ in range(3)] == [204, 204, 204]


class TestOrigins:
    ASKED = {"origin": "https://app.example", "access-control-request-method": "PUT"}

    def test_a_script_of_any_origin_can_read_everything(self, client):
        response = client.get("/live/401", headers={"origin": "https://app.example"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Expose-Headers"] == "*"

    def test_a_preflight_gets_what_it_asks_for(self, client):
        asked = {**self.ASKED, "access-control-request-headers": "x-test"}
        response = client.options("/live/500", headers=asked)
        assert (response.status_code, response["Access-Control-Allow-Methods"]) == (204, "PUT")
        assert response["Access-Control-Allow-Headers"] == "x-test"

    def test_a_folded_field_is_unfolded(self, rf):
        asked = {"HTTP_ORIGIN": "x", "HTTP_ACCESS_CONTROL_REQUEST_METHOD": "GET"}
        request = rf.options("/", **asked, HTTP_ACCESS_CONTROL_REQUEST_HEADERS="a,\r\n b")
        assert views.live(request, "200")["Access-Control-Allow-Headers"] == "a, b"

    def test_options_alone_is_a_method_like_others(self, client):
        assert client.options("/live/500").status_code == 500


class TestVersions:
    def sent(self, version):
        request = AsyncRequestFactory().get("/")
        request.scope["http_version"] = version
        return dict(views.live(request, "426").items())

    def test_an_upgrade_is_sent_by_the_version_that_has_it(self):
        assert self.sent("1.1")["Upgrade"] == "websocket"

    def test_and_by_no_later_one(self):
        assert not {"Upgrade", "Connection"} & self.sent("2").keys()
