"""What people type, and where it leads."""

import gc
import weakref

import pytest

from status_ref.catalog import load
from status_ref.catalog.causes import causes
from status_ref.catalog.findable import plain
from status_ref.catalog.index import Index
from status_ref.catalog.reader import ContentError
from status_ref.catalog.search import _INDEXES, jump, marker, search, suggest
from status_ref.catalog.spelling import Vocabulary, distance
from status_ref.catalog.symptoms import symptoms
from status_ref.catalog.words import _stem, split, stem, telling
from status_ref.http.failures import FAILURES

FIRST = {
    # codes
    "401": "401",
    "http 401": "401",
    "error 404": "404",
    "status code 429": "429",
    "HTTP/1.1 503": "503",
    "Error: 500": "500",
    "e401": "401",
    "err_403": "403",
    "http404": "404",
    "4o4": "404",
    "40": "400",
    "4xx": "400",
    "50x": "500",
    "5": "500",
    "499 nginx": "499-nginx",
    "nginx 499": "499-nginx",
    "esri 499": "499-esri",
    "499-esri": "499-esri",
    "cloudflare 522": "522-cloudflare",
    "iis 401": "401-iis",
    "404 not found": "404",
    "why do I get a 403": "403",
    "413 nginx": "413",
    # phrases, present and former
    "not found": "404",
    "Found": "302",
    "Request Entity Too Large": "413",
    "Payload Too Large": "413",
    "request-uri too long": "414",
    "Unprocessable Entity": "422",
    "Moved Temporarily": "302",
    "I'm a teapot": "418",
    "too many requests": "429",
    "requests, too many!": "429",
    "the bad gateway": "502",
    "BadGateway": "502",
    "toomanyrequests": "429",
    "Early Hints": "103",
    "enhance your calm": "420-twitter",
    "client closed request": "499-nginx",
    # failures
    "token-expired": "401#token-expired",
    "scope-insufficient": "403#scope-insufficient",
    "authorization-malformed": "400#authorization-malformed",
    "status-ref-w016": "401#status-ref-w016",
    "too many attempts": "429#too-many-attempts",
    # symptoms
    "token expired": "401#token-expired",
    "expired token": "401#token-expired",
    "TokenExpiredError": "401#token-expired",
    "jwt malformed": "401#token-malformed",
    "invalid signature": "401#token-invalid",
    "invalid token": "401#token-invalid",
    "session timed out": "401#session-expired",
    "login loop": "302#login-loop",
    "log-in loop": "302#login-loop",
    "redirect loop": "301#loop",
    "ERR_TOO_MANY_REDIRECTS": "301#loop",
    "cors preflight": "403#preflight-refused",
    "cors error": "403#preflight-refused",
    "csrf failed": "403#csrf-failed",
    "CSRF verification failed. Request aborted.": "403#csrf-failed",
    "upload too big": "413",
    "uploads are too large": "413",
    "client_max_body_size": "413#nginx-limit",
    "nginx: client intended to send too large body: 104857 bytes": "413#nginx-limit",
    "rate limit": "429",
    "rate limits exceeded": "429",
    "bad gateway nginx": "502",
    "connect() failed (111: Connection refused)": "502#not-running",
    "upstream prematurely closed connection": "502#died-midway",
    "no live upstreams": "502#not-running",
    "maintenance": "503#maintenance",
    "www-authenticate": "401#faq-challenge",
    "works in postman but not in my code": "401#faq-postman",
    "hotel wifi": "511",
    "error 1033": "530-cloudflare#tunnel",
    "DisallowedHost": "400#host-not-allowed",
    "unexpected token < in JSON": "200#html-not-json",
    "page expired laravel": "419-laravel",
    "git push password": "401#git-account-password",
    # titles, and what stands below them
    "is 418 a real status code?": "418",
    "does a fragment count": "414#faq-fragment",
    "rails form lost its csrf token": "422#rails-csrf",
    "jenkins crumb": "403#jenkins-crumb",
    "hotlinking": "403#hotlink-nginx",
    "Retry-After": "429",
    "null-routed": "523-cloudflare#null-route",
    "inodes": "507#inodes",
    # begun
    "unauth": "401",
    "forb": "403",
    "too man": "429",
}
TYPOS = {
    "unautorized": "401",
    "unauthorised": "401",
    "unathorized": "401",
    "forbiden": "403",
    "fobidden": "403",
    "to many requests": "429",
    "too many requets": "429",
    "gatway timeout": "504",
    "gateway tiemout": "504",
    "bad gatway": "502",
    "badd gateway": "502",
    "tokn expird": "401#token-expired",
    "token expierd": "401#token-expired",
    "servise unavalable": "503",
    "service unavailble": "503",
    "not fuond": "404",
    "interal server error": "500",
    "internal sever error": "500",
    "unprocesable entity": "422",
    "unsuported media type": "415",
    "metod not allowed": "405",
    "method not alowed": "405",
    "reqest timeout": "408",
    "confict": "409",
    "paylod too large": "413",
    "requst entity too large": "413",
    "permision denied": "403#permission-denied",
    "csfr token missing": "403#csrf-failed",
    "loign loop": "302#login-loop",
    "cors preflihgt": "403#preflight-refused",
    "rate limt exceeded": "429",
    "redirct loop": "301#loop",
    "invalid signiture": "401#token-invalid",
    "sesion expired": "401#session-expired",
    "wrong pasword": "401#credentials-refused",
    "athentication failed": "401",
    "precondtion failed": "412",
    "lenght required": "411",
    "misdirectd request": "421",
    "expectaton failed": "417",
    "premanent redirect": "308",
    "maintenence mode": "503#maintenance",
    "insuficient storage": "507",
}
HOSTILE = [
    "",
    " ",
    "...",
    "\x00",
    "\x00401\x1b[31m",
    "\r\nSet-Cookie: a=b",
    "a" * 10_000,
    "401 " * 2_500,
    "token expired " * 700,
    "' OR 1=1; DROP TABLE statuses; --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}${7*7}",
    "../../etc/passwd",
    "\U0001f600" * 50,
    "\u202eexpired\u202c token",
    "\u05e9\u05dc\u05d5\u05dd",
    "\ud800",
    "\u0301" * 100,
    "\ufdfa" * 100,
    "%00%ff%c0%af",
    "(((((((((a+)+)+)+)+",
    "٤٠٤",
    "ⅣⅤ①②③",
    "x" * 33,
]


@pytest.fixture(scope="module")
def catalog():
    return load()


def place(hit):
    return f"{hit.status.slug}#{hit.anchor}" if hit.anchor else hit.status.slug


def places(catalog, text):
    return [place(hit) for hit in search(catalog, text)]


@pytest.mark.parametrize(("text", "expected"), FIRST.items())
def test_finds(catalog, text, expected):
    assert places(catalog, text)[0] == expected


@pytest.mark.parametrize(("text", "expected"), TYPOS.items())
def test_forgives(catalog, text, expected):
    assert places(catalog, text)[0] == expected


def test_there_are_enough_of_them():
    assert (len(FIRST) + len(TYPOS) >= 120, len(TYPOS) >= 40, len(HOSTILE) >= 20) == (True, True, True)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_survives(catalog, text):
    for hit in search(catalog, text):
        assert hit.status in catalog.every()
    assert len(suggest(catalog, text)) <= 3
    assert "".join(piece for piece, _ in marker(catalog, text)(text)) == text
    assert jump(catalog, text) is None or "401" in text


def test_looks_at_the_first_hundred_characters(catalog):
    assert search(catalog, "teapot" + " x" * 47 + " 401") == search(catalog, "teapot" + " x" * 47)


@pytest.mark.parametrize("text", ["", "  ", "...", "error", "why do I get the", "zzz", "9999", "a" * 100])
def test_finds_nothing_for_nothing(catalog, text):
    assert search(catalog, text) == []


def test_gives_the_same_every_time(catalog):
    assert places(catalog, "token cookie") == places(load(), "token cookie")


class TestOrder:
    def test_codes_before_all_others(self, catalog):
        assert places(catalog, "401 or 403")[:5] == ["401", "401-iis", "403", "403-iis", "401#faq-401-or-403"]

    def test_a_phrase_before_the_vendors_who_use_it(self, catalog):
        assert places(catalog, "unauthorized")[:2] == ["401", "401-iis"]

    def test_the_code_of_a_failure_before_phrases_that_share_its_words(self, catalog):
        assert places(catalog, "service-unavailable")[:2] == ["503", "503#service-unavailable"]

    def test_a_symptom_before_titles(self, catalog):
        assert places(catalog, "invalid token")[:2] == ["401#token-invalid", "498-esri"]

    def test_scores_fall(self, catalog):
        scores = [hit.score for hit in search(catalog, "token expired")]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[1]

    def test_all_codes_of_a_class_and_twenty_others_at_the_most(self, catalog):
        found = places(catalog, "4xx")
        assert len([slug for slug in found if "#" not in slug]) == len(
            [status for status in catalog.every() if status.family == 4]
        )
        assert len(search(catalog, "token")) == 20 < len(search(catalog, "token", limit=50))

    def test_what_stands_on_two_pages_is_found_once(self, catalog):
        found = places(catalog, "token expired")
        assert len(found) == len(set(found))


class TestHit:
    def test_names_the_page_on_which_its_anchor_stands(self, catalog):
        own, collected = search(catalog, "token-expired")[0], search(catalog, "jenkins crumb")[0]
        assert (own.page, collected.page) == ("page", "causes")

    def test_says_what_stands_there(self, catalog):
        hit = search(catalog, "token-expired")[0]
        assert (hit.title, hit.score) == ("The token has expired", 850)
        assert hit.excerpt.startswith('See: error="invalid_token", where the same token worked before. Fix: ')

    def test_every_anchor_exists(self, catalog):
        for text in ("token", "nginx", "cookie", "proxy"):
            assert {place for hit in search(catalog, text) if not exists(catalog, hit.status.slug, hit.anchor)
                    for place in [place(hit)]} == set()  # fmt: skip


def exists(catalog, slug, anchor):
    status = catalog.get(slug)
    own = (*status.causes, *status.questions, *status.failures, *status.setup)
    collected = {cause.id for group in causes(slug) for cause in group.causes}
    return anchor in {"", *collected, *(item.anchor for item in own)}


class TestJump:
    @pytest.mark.parametrize(
        ("text", "there"),
        [
            ("401", "401"),
            (" HTTP 404 ", "404"),
            ("499-nginx", "499-nginx"),
            ("499 nginx", "499-nginx"),
            ("522", "522-cloudflare"),
            ("522 cloudflare", "522-cloudflare"),
            ("418", "418"),
            ("401-iis", "401-iis"),
            ("token-expired", "401#token-expired"),
            ("TOKEN-EXPIRED", "401#token-expired"),
            ("jenkins-crumb", "403#jenkins-crumb"),
        ],
    )
    def test_goes_where_one_place_is_named(self, catalog, text, there):
        assert place(jump(catalog, text)) == there

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "499",
            "4xx",
            "40",
            "401 or 403",
            "401 token",
            "not found",
            "loop",
            "999",
            "login-loop",
            "413 nginx",
        ],
    )
    def test_goes_nowhere_else(self, catalog, text):
        assert jump(catalog, text) is None

    @pytest.mark.parametrize("failure", FAILURES.values(), ids=lambda failure: failure.code)
    def test_knows_every_failure(self, catalog, failure):
        assert place(jump(catalog, failure.code)) == f"{failure.status}#{failure.code}"


class TestSuggest:
    @pytest.mark.parametrize(
        ("text", "first"),
        [("unauthrzied", "Unauthorized"), ("intrenaal srever eror", "Internal Server Error"), ("488", "400")],
    )
    def test_what_looks_like_it(self, catalog, text, first):
        assert suggest(catalog, text)[0] == first

    @pytest.mark.parametrize("text", ["zzz", "", "999", "\U0001f600"])
    def test_nothing_where_nothing_does(self, catalog, text):
        assert suggest(catalog, text) == []


class TestMarker:
    def test_marks_what_was_searched_for(self, catalog):
        marked = marker(catalog, "expird tokens")("The token has expired.")
        assert marked == [("The ", False), ("token", True), (" has ", False), ("expired", True), (".", False)]

    def test_marks_nothing_where_nothing_was(self, catalog):
        assert (marker(catalog, "")("A token"), marker(catalog, "x")("")) == ([("A token", False)], [])


class TestIndex:
    def test_is_made_once_and_goes_with_its_catalog(self):
        own = load()
        search(own, "401")
        index = _INDEXES[own]
        search(own, "token")
        assert _INDEXES[own] is index
        gone = weakref.ref(own)
        del own
        gc.collect()
        assert gone() is None

    def test_a_page_of_a_site_may_lack_the_section_of_a_symptom(self, folder):
        (folder / "404.md").write_text((folder / "599.md").read_text().replace("599", "404"))
        assert places(load([folder]), "css not loading")[0] == "404"

    def test_a_catalog_may_lack_the_page_of_a_symptom(self, folder):
        class Small:
            def __init__(self, catalog):
                self.get = catalog.get

            def every(self):
                return (self.get("599"),)

        assert {target.status.slug for target in Index(Small(load([folder]))).targets} == {"599"}


class TestSymptoms:
    def test_each_leads_to_a_place_that_exists(self, catalog):
        assert [
            s for s in symptoms() if not (catalog.get(s.slug) and exists(catalog, s.slug, s.anchor))
        ] == []

    def test_each_is_found(self, catalog):
        lost = [
            s for s in symptoms() if s.slug not in {hit.status.slug for hit in search(catalog, s.text)[:4]}
        ]
        assert lost == []

    def test_none_stands_twice(self):
        texts = [" ".join(split(symptom.text)) for symptom in symptoms()]
        assert [text for text in texts if texts.count(text) > 1] == []

    def test_a_broken_file_says_so(self, tmp_path):
        (tmp_path / "symptoms.toml").write_text("[401")
        with pytest.raises(ContentError, match=r"symptoms\.toml:1"):
            symptoms(tmp_path / "symptoms.toml")


class TestPlain:
    def test_takes_the_marks_off(self):
        assert plain("Send `Retry-After`, see [RFC](https://rfc.example) **now**.\n\nMore.") == (
            "Send Retry-After, see RFC now."
        )

    def test_cuts_at_a_word(self):
        assert plain("one two, three", 9) == "one two …"


class TestWords:
    def test_knows_what_is_written_in_several_ways(self):
        texts = ["log-in timed out", "Login timeout", "logged in, time out", "signing in: times out"]
        assert [split(text) for text in texts] == [["login", "timeout"]] * 4

    @pytest.mark.parametrize("letter", ["\ufdfa", "\ufb03", "\u00df"])
    def test_counts_letters_that_become_several(self, letter):
        assert sum(map(len, split(letter * 100, 100))) <= 100

    def test_counts_them_in_what_is_searched_for(self):
        assert search(load(), "\ufdfa" * 10 + " 401") == []

    def test_leaves_out_what_tells_nothing(self):
        assert telling(split("Why do I get the HTTP error?")) == []

    @pytest.mark.parametrize(
        "kin",
        [
            "expire expires expired expiring",
            "retry retries retried",
            "cancel cancelled cancelling",
            "miss missing",
        ],
    )
    def test_kin_have_one_stem(self, kin):
        assert len({stem(word) for word in kin.split()}) == 1

    def test_a_word_without_end_is_not_kept(self):
        """A hundred characters of a query may be six hundred letters."""
        (word,) = split("\N{SQUARE KIROMEETORU}" * 100)
        before = _stem.cache_info().currsize
        assert (len(word), stem(word)) == (600, word)
        assert _stem.cache_info().currsize == before


class TestSpelling:
    @pytest.mark.parametrize(
        ("one", "other", "errors"),
        [("token", "token", 0), ("tokn", "token", 1), ("tokken", "token", 1), ("tokan", "token", 1),
         ("toekn", "token", 1), ("nekot", "token", 4), ("", "ab", 2)],
    )  # fmt: skip
    def test_counts_errors(self, one, other, errors):
        assert (distance(one, other), distance(other, one)) == (errors, errors)

    def test_takes_apart_what_was_written_as_one(self):
        words = Vocabulary(["bad", "gateway", "gate", "way"])
        assert (words.parts("badgateway"), words.parts("gateway"), words.parts("x" * 40)) == (
            ["bad", "gateway"],
            [],
            [],
        )

    def test_forgives_nothing_in_short_words_and_numbers(self):
        words = Vocabulary(["tls", "1033", "http2"])
        assert (words.meant("tl"), words.meant("tlz"), words.meant("1034")) == ({}, {}, {})

    def test_prefers_what_is_nearer(self):
        words = Vocabulary(["forwarding", "forbidden"])
        assert list(words.meant("forbiden")) == [stem("forbidden")]
