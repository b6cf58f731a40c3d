"""The 401 ladder on its page, and what it can ask."""

import re
from html import unescape

import pytest

from status_ref.catalog.ladder import steps


@pytest.fixture
def page(client, settings):
    def page(try_url):
        settings.STATUS_REF = settings.STATUS_REF | {"TRY_URL": try_url}
        html = client.get("/status/401/").content.decode()
        return html[html.index('<ol class="ladder">') : html.index("</ol></div></section>")]

    return page


def asked(html):
    """Give what each step would send, in its order: the address, and the token or its name."""
    found = re.findall(r'<li(?: data-to="([^"]*)" data-(?:key|token)="([^"]*)")?>', html)
    return [entry if entry[0] else None for entry in found]


def test_shows_each_step_as_it_was_recorded(page):
    text = unescape(re.sub(r"<[^>]+>", "", page(None)))
    for step in steps():
        lines = [f"WWW-Authenticate: {challenge}" for challenge in step.recorded.challenges]
        assert all(line in text for line in [*lines, step.title, step.changed, step.next, step.recorded.code])


@pytest.mark.parametrize(
    "place", [{"api": "/api/profile/", "tokens": "/api/try/"}, {"api": "api-profile", "tokens": "try"}]
)
def test_asks_an_api_that_gives_tokens(page, place):
    api = "/api/profile/"
    assert asked(page(place)) == [
        *(
            (api, ""),
            (api, "wrong-token"),
            (api, "expired"),
            (api, "revoked"),
            (api, "narrow"),
            (api, "good"),
        ),
    ]


def test_asks_an_api_that_gives_none_for_what_needs_none(page):
    assert asked(page("/api/profile/")) == [
        ("/api/profile/", ""),
        ("/api/profile/", "wrong-token"),
        *[None] * 4,
    ]


def test_asks_live_answers_where_there_is_no_api(page):
    live = "/live/bearer/right-token"
    assert asked(page(None)) == [(live, ""), (live, "wrong-token"), None, None, None, (live, "right-token")]


@pytest.mark.parametrize("slug", ["403", "401-iis"])
def test_stands_on_one_page(client, slug):
    assert 'class="ladder"' not in client.get(f"/status/{slug}/").content.decode()
