"""Settings are read at the moment of use."""

from pathlib import Path

import pytest

from status_ref.conf import DEFAULTS, Conf, conf


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_setting_is_a_documented_property(name):
    assert getattr(Conf, name).__doc__


@pytest.mark.parametrize(
    ("name", "given", "seen"),
    [
        ("ORIGIN", "https://example.com/", "https://example.com"),
        ("ORIGIN", None, None),
        ("PAGES_URL", "https://example.com/status", "https://example.com/status/"),
        ("PAGES_URL", None, None),
        ("EDIT_URL", "https://example.com/edit/{path}", "https://example.com/edit/{path}"),
        ("REALM", "shop", "shop"),
        ("JOIN_CHALLENGES", 1, True),
        ("COOKIE_CHALLENGE", 0, False),
        ("BAD_CREDENTIALS", "anonymous", "anonymous"),
        ("LOGIN_FORM", "a.B", "a.B"),
        ("REGISTER_URL", "/register/", "/register/"),
        ("READING", [{"title": "t"}], [{"title": "t"}]),
        ("TRY_URL", None, {}),
        ("TRY_URL", "/api/", {"api": "/api/"}),
        ("TRY_URL", {"api": "/api/", "tokens": "/t/"}, {"api": "/api/", "tokens": "/t/"}),
        ("SCOPES", ["a"], ("a",)),
        ("SIGN_INS_SCOPE", "sessions", "sessions"),
        ("CLIENT_ID", "app", "app"),
        ("INTEGER_USER_IDS", True, True),
        ("ATTEMPTS_CACHE", "shared", "shared"),
        ("TRUSTED_PROXIES", 2, 2),
        ("TRUSTED_PROXIES", ["10.0.0.0/8"], ("10.0.0.0/8",)),
        ("MAX_HASHING", 2, 2),
        ("FRESH_SIGN_IN", 60, 60),
        ("KEYS", "/etc/keys", ("/etc/keys",)),
        ("KEYS", Path("/etc/keys"), ("/etc/keys",)),
    ],
)
def test_a_setting_is_seen_at_once(settings, name, given, seen):
    settings.STATUS_REF = {name: given}
    assert getattr(conf, name) == seen


def test_a_project_without_the_dict_gets_the_defaults(settings):
    del settings.STATUS_REF
    assert conf.REALM == "api"
