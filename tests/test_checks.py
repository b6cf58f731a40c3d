"""The checks of the settings."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from status_ref import checks


def ids():
    return [message.id for message in run_checks() if message.id.startswith("status_ref.")]


def test_the_demo_has_nothing_to_mend():
    assert ids() == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"REALMS": "api", "ORIGIN": "https://example.com"}, ["status_ref.E001"]),
        ({"REALM": "caf\u00e9", "ORIGIN": "https://example.com"}, ["status_ref.E002"]),
        ({"REALM": "", "ORIGIN": "https://example.com"}, ["status_ref.E002"]),
        ({"BAD_CREDENTIALS": "ignore", "ORIGIN": "https://example.com"}, ["status_ref.E003"]),
        ({"ORIGIN": "example.com"}, ["status_ref.E004"]),
        ({"ORIGIN": "https://ex\u00e4mple.com"}, ["status_ref.E004"]),
        ({"PAGES_URL": "/status/"}, ["status_ref.E004"]),
        ({"EDIT_URL": "/edit/{path}", "ORIGIN": "https://example.com"}, ["status_ref.E004"]),
        ({"EDIT_URL": "https://example.com/edit/{path}", "ORIGIN": "https://example.com"}, []),
        ({"READING": [{"author": "a"}], "ORIGIN": "https://example.com"}, ["status_ref.E005"]),
        ({"READING": [{"title": "t", "author": "a"}], "ORIGIN": "https://a.example"}, ["status_ref.E005"]),
        *(
            ({"CONTENT_DIRS": value, "ORIGIN": "https://example.com"}, ["status_ref.E030"])
            for value in ["errors", None, {"errors"}, [5], ["/nowhere/at/all"], [__file__]]
        ),
        ({"CONTENT_DIRS": [], "ORIGIN": "https://example.com"}, []),
        *(
            ({name: value, "ORIGIN": "https://example.com"}, [found])
            for name, value, found in [
                ("PAGES_URL", 5, "status_ref.E004"),
                ("EDIT_URL", ["https://example.com/"], "status_ref.E004"),
                ("READING", {"title": "t"}, "status_ref.E005"),
                ("READING", ["https://example.com"], "status_ref.E005"),
                ("READING", None, "status_ref.E005"),
                ("LOGIN_FORM", "shop.forms.LoginForm", "status_ref.E006"),
                ("LOGIN_FORM", None, "status_ref.E006"),
                ("ATTEMPTS", 10, "status_ref.E020"),
                ("MAX_HASHING", "four", "status_ref.E020"),
                ("FRESH_SIGN_IN", None, "status_ref.E020"),
                ("TRUSTED_PROXIES", "10.0.0.0/8", "status_ref.E022"),
                ("TRUSTED_PROXIES", None, "status_ref.E022"),
                ("LIVE", False, "status_ref.E025"),
            ]
        ),
        ({"ORIGIN": 5}, ["status_ref.E004"]),
        ({}, ["status_ref.W001"]),
        ({"PAGES_URL": "https://docs.example/status/"}, []),
        ({"ATTEMPTS": {"adress": 5}, "ORIGIN": "https://example.com"}, ["status_ref.E020"]),
        ({"ATTEMPTS": {"address": 0}, "ORIGIN": "https://example.com"}, ["status_ref.E020"]),
        ({"ATTEMPTS": {"window": "900"}, "ORIGIN": "https://example.com"}, ["status_ref.E020"]),
        ({"MAX_HASHING": 0, "ORIGIN": "https://example.com"}, ["status_ref.E020"]),
        *(
            ({name: value, "ORIGIN": "https://example.com"}, ["status_ref.E023"])
            for name, values in {
                "SIGN_IN_LIFETIME": [0, -1, "60", 1.5, None],
                "REFRESH_GRACE": [-5, "10"],
            }.items()
            for value in values
        ),
        ({"SIGN_IN_LIFETIME": 1, "REFRESH_GRACE": 0, "ORIGIN": "https://example.com"}, []),
        *(
            ({name: value, "ORIGIN": "https://example.com"}, ["status_ref.E024"])
            for name, value in [
                ("SCOPES", "profile:read"),
                ("SCOPES", ""),
                ("SCOPES", None),
                ("SCOPES", ["a b"]),
                ("SCOPES", ["a", 1]),
                ("SIGN_INS_SCOPE", ""),
                ("SIGN_INS_SCOPE", "two words"),
                ("INTROSPECTION_SCOPE", None),
            ]
        ),
        ({"SCOPES": ["a", "b"], "ORIGIN": "https://example.com"}, []),
        ({"ATTEMPTS_CACHE": "nowhere", "ORIGIN": "https://example.com"}, ["status_ref.E021"]),
        ({"TRUSTED_PROXIES": -1, "ORIGIN": "https://example.com"}, ["status_ref.E022"]),
        ({"TRUSTED_PROXIES": ["10.0.0.1/8"], "ORIGIN": "https://example.com"}, ["status_ref.E022"]),
        ({"TRUSTED_PROXIES": ["10.0.0.0/8"], "ORIGIN": "https://example.com"}, []),
    ],
)
def test_what_is_wrong_has_a_number(settings, given, found):
    settings.STATUS_REF = given
    assert ids() == found


@pytest.mark.parametrize("given", [None, "https://example.com", ["ORIGIN"]])
def test_what_is_no_dict_is_named(settings, given):
    settings.STATUS_REF = given
    with pytest.raises(ImproperlyConfigured, match="It has to be a dict"):
        run_checks()


def test_the_url_that_is_wrong_is_named(settings):
    settings.STATUS_REF = {"ORIGIN": "https://example.com", "PAGES_URL": "status"}
    assert [found.msg for found in checks.addresses()] == ["PAGES_URL is no absolute URL: 'status/'."]


class TestMounted:
    """Whether there are pages to link to."""

    @pytest.mark.parametrize("urlconf", ["tests.bare_urls", None])
    def test_without_the_include(self, settings, urlconf):
        settings.ROOT_URLCONF = urlconf
        assert checks.mounted() == [checks.W002]

    @pytest.mark.parametrize("urlconf", ["status_ref.live_server", "authdemo.urls"])
    def test_with_it(self, settings, urlconf):
        settings.ROOT_URLCONF = urlconf
        assert checks.mounted() == []

    def test_elsewhere(self, settings):
        settings.ROOT_URLCONF = "tests.bare_urls"
        settings.STATUS_REF = {"PAGES_URL": "https://docs.example/status/"}
        assert checks.mounted() == []


def test_a_broken_file_of_the_site_is_named(settings, tmp_path):
    path = tmp_path / "402.md"
    path.write_text("+++\nupdated = 2026-11-20\nphrase = 5\n+++\n")
    settings.STATUS_REF = {"CONTENT_DIRS": (str(tmp_path),), "ORIGIN": "https://example.com"}
    (found,) = checks.content_folders()
    assert (found.id, found.msg) == ("status_ref.E031", f"{path}:3: phrase must be of type str")


def test_good_files_of_the_site_are_fine(settings, tmp_path):
    (tmp_path / "402.md").write_text("+++\nupdated = 2026-11-20\n+++\n")
    settings.STATUS_REF = {"CONTENT_DIRS": [tmp_path]}
    assert checks.content_folders() == []


def test_in_debug_the_request_has_the_origin(settings):
    settings.STATUS_REF, settings.DEBUG = {}, True
    assert ids() == []


def test_each_says_what_to_do(settings):
    settings.STATUS_REF = {"REALMS": "", "REALM": ""}
    assert all(message.hint for message in run_checks())


BACKENDS = "django.core.cache.backends."


@pytest.mark.parametrize(
    ("backend", "found"),
    [
        ("locmem.LocMemCache", [checks.W020]),
        ("db.DatabaseCache", [checks.W020]),
        ("filebased.FileBasedCache", [checks.W020]),
        ("redis.RedisCache", []),
    ],
)
def test_what_counts_for_one_process_alone_is_said_before_deployment(settings, backend, found):
    settings.CACHES = {"default": {"BACKEND": BACKENDS + backend, "LOCATION": "/nowhere"}}
    assert checks.shared_cache() == found


def test_a_cache_that_keeps_nothing_limits_nothing(settings):
    settings.CACHES = {"default": {"BACKEND": BACKENDS + "dummy.DummyCache"}}
    assert checks.attempts_cache() == [checks.E021]
    assert checks.shared_cache() == []


@pytest.mark.parametrize(
    "live",
    [
        {"dealy": 1},
        {"rate": "600"},
        {"delay": "2"},
        {"fields": "X-Test"},
        {"hosts": "example.com"},
        {"cache": "nowhere"},
        {"sequences": -1},
        {"delayed": True},
        {"on": "no"},
        {"delay": -1},
    ],
)
def test_live_answers_that_cannot_be_bounded_are_an_error(settings, live):
    settings.STATUS_REF = {**settings.STATUS_REF, "LIVE": live}
    assert [found.id for found in checks.live_answers()] == ["status_ref.E025"]


def test_live_answers_as_they_come_are_fine():
    assert checks.live_answers() == []


SECURITY = "django.middleware.security.SecurityMiddleware"
LOCALE = "django.middleware.locale.LocaleMiddleware"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ([SECURITY, LOCALE, checks.REFERENCE], []),
        ([checks.REFERENCE, SECURITY], [checks.W021]),
        ([SECURITY, checks.REFERENCE, LOCALE], [checks.W021]),
        ([SECURITY], []),
    ],
)
def test_the_middleware_of_kept_pages_stands_behind_what_they_need(settings, names, found):
    settings.MIDDLEWARE = names
    assert checks.middleware() == found


class TestTryUrl:
    @pytest.mark.parametrize(
        "given",
        [
            None,
            "/api/profile/",
            "api-profile",
            "https://example.com/api/",
            {"api": "/api/"},
            {"api": "/api/", "tokens": "https://example.com/t/"},
        ],
    )
    def test_a_place_of_this_origin_is_fine(self, settings, given):
        settings.STATUS_REF = {"ORIGIN": "https://example.com", "TRY_URL": given}
        assert checks.try_url() == []

    @pytest.mark.parametrize(
        "given",
        [
            *(
                "",
                "api/",
                "//evil.example/",
                "/\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "no-such-name",
                "/a b",
            ),
            *("/\u00e4", "https://example.com", "https://example.com.evil.example/", 1),
            *({}, {"tokens": "/t/"}, {"api": "/a/", "token": "/t/"}, {"api": "/a/", "tokens": None}, ["/a/"]),
        ],
    )
    def test_another_one_has_a_number(self, settings, given):
        settings.STATUS_REF = {"ORIGIN": "https://example.com", "TRY_URL": given}
        assert checks.try_url() == [checks.E032]

    def test_without_an_origin_it_is_a_path(self, settings):
        settings.STATUS_REF = {"TRY_URL": "https://example.com/api/"}
        assert checks.try_url() == [checks.E032]
