"""The demo's settings in an environment of their own: each test is a process."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "HOME", "COVERAGE_PROCESS_CONFIG")
KEY = "long-and-mixed-" * 4
PRODUCTION = {"DEMO_PRODUCTION": "1", "DEMO_SECRET_KEY": KEY, "DEMO_ORIGIN": "https://demo.example"}
REDIS = {"DEMO_CACHE_URL": "redis://h:1/0"}
SHOW = """
import json, sys
from authdemo import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""
RESOLVE = """
from django.shortcuts import resolve_url
from django.urls import is_valid_path
from status_ref.conf import conf
print(is_valid_path("/api/try/") and "tokens" in conf.TRY_URL, resolve_url(conf.TRY_URL["api"]))
"""


@pytest.fixture
def run(tmp_path):
    def run(*command, **environment):
        kept = {
            name: os.environ[name]
            for name in ("PATH", "HOME", "COVERAGE_PROCESS_CONFIG")
            if name in os.environ
        }
        given = kept | {"DEMO_STATE_DIR": str(tmp_path / "state")} | environment
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=given, capture_output=True, text=True, timeout=60
        )

    return run


@pytest.fixture
def settings_of(run):
    def settings_of(*names, **environment):
        result = run("-c", SHOW, *names, **environment)
        assert not result.stderr
        return json.loads(result.stdout)

    return settings_of


class TestTrying:
    """Tokens for everybody are for a demo; a deployment has to ask for them."""

    @pytest.mark.parametrize(
        ("environment", "given"),
        [
            ({}, True),
            (PRODUCTION, False),
            (PRODUCTION | {"DEMO_TRY_IT": "1"}, True),
            ({"DEMO_TRY_IT": "0"}, False),
        ],
    )
    def test_tokens_are_given(self, run, environment, given):
        result = run("manage.py", "shell", "-v0", "-c", RESOLVE, **environment, **REDIS)
        assert result.stdout.split() == [str(given), "/api/profile/"]


class TestProduction:
    def test_the_deployment_check_is_clean(self, run):
        services = REDIS | {"DEMO_EMAIL_URL": "smtp://mail.example:25"}
        result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, **services)
        assert result.stdout == "System check identified no issues (0 silenced).\n"
        assert result.stderr == ""
        assert result.returncode == 0

    def test_takes_a_key_that_begins_with_a_dollar(self, settings_of):
        assert (
            settings_of("SECRET_KEY", **PRODUCTION | {"DEMO_SECRET_KEY": f"${KEY}"})["SECRET_KEY"]
            == f"${KEY}"
        )

    def test_several_processes_need_a_cache_that_they_share(self, run):
        assert "status_ref.W020" in run("manage.py", "check", "--deploy", **PRODUCTION).stderr

    def test_the_one_proxy_in_front_is_believed(self, settings_of):
        found = settings_of("STATUS_REF", **PRODUCTION, DEMO_BEHIND_PROXY="1")
        assert found["STATUS_REF"]["TRUSTED_PROXIES"] == 1

    @pytest.mark.parametrize("missing", ["DEMO_SECRET_KEY", "DEMO_ORIGIN"])
    def test_says_what_is_missing(self, run, missing):
        result = run("manage.py", "check", **(PRODUCTION | {missing: ""}))
        assert f"ImproperlyConfigured: In production {missing} has to be set" in result.stderr

    def test_the_origin_is_encrypted(self, run):
        result = run("manage.py", "check", **(PRODUCTION | {"DEMO_ORIGIN": "http://demo.example"}))
        assert "https://" in result.stderr

    def test_cookies_belong_to_this_host_and_travel_encrypted(self, settings_of):
        names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
        found = settings_of(*names, **PRODUCTION)
        assert list(found.values()) == ["__Host-sessionid", "__Host-csrftoken", True, True]

    def test_debug_cannot_be_switched_on(self, settings_of):
        assert settings_of("DEBUG", **PRODUCTION, DEMO_DEBUG="1") == {"DEBUG": False}

    def test_answers_to_its_own_name_only(self, settings_of):
        assert settings_of("ALLOWED_HOSTS", **PRODUCTION) == {"ALLOWED_HOSTS": ["demo.example"]}

    def test_redirects_to_its_own_name_only(self, settings_of):
        assert settings_of("SECURE_SSL_HOST", **PRODUCTION) == {"SECURE_SSL_HOST": "demo.example"}

    def test_believes_a_proxy_only_when_told_to(self, settings_of):
        name = "SECURE_PROXY_SSL_HEADER"
        assert settings_of(name, **PRODUCTION) == {name: None}
        assert settings_of(name, **PRODUCTION, DEMO_BEHIND_PROXY="1")[name][1] == "https"


class TestElsewhere:
    def test_cookies_work_without_encryption(self, settings_of):
        found = settings_of("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
        assert list(found.values()) == [None, None, None]

    def test_the_secret_is_kept(self, settings_of, tmp_path):
        first, second = settings_of("SECRET_KEY"), settings_of("SECRET_KEY")
        file = tmp_path / "state" / "secret_key"
        assert first == second == {"SECRET_KEY": file.read_text()}
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_the_secret_may_come_from_a_file(self, settings_of, tmp_path):
        file = tmp_path / "secret"
        file.write_text(f"{KEY}\n")
        assert settings_of("SECRET_KEY", DEMO_SECRET_KEY_FILE=str(file)) == {"SECRET_KEY": KEY}

    @pytest.mark.parametrize(
        ("environment", "origin"),
        [
            ({}, "http://127.0.0.1:8000"),
            ({"HOST": "0.0.0.0", "PORT": "9000"}, "http://127.0.0.1:9000"),
            ({"DEMO_HOST": "::1", "DEMO_PORT": "80", "HOST": "x", "PORT": "1"}, "http://[::1]"),
            ({"DEMO_ORIGIN": "http://demo.example/"}, "http://demo.example"),
        ],
    )
    def test_the_origin_follows_host_and_port(self, settings_of, environment, origin):
        found = settings_of("ORIGIN", "STATUS_REF", "SIMPLE_JWT", **environment)
        assert found["ORIGIN"] == found["STATUS_REF"]["ORIGIN"] == found["SIMPLE_JWT"]["ISSUER"] == origin
        assert found["SIMPLE_JWT"]["AUDIENCE"] == f"{origin}/api/"

    def test_sqlite_waits_for_its_turn(self, settings_of, tmp_path):
        database = settings_of("DATABASES")["DATABASES"]["default"]
        assert database["NAME"] == str(tmp_path / "state" / "db.sqlite3")
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert database["CONN_HEALTH_CHECKS"] is True

    def test_other_databases_and_caches_come_from_the_environment(self, settings_of):
        places = {"DEMO_DATABASE_URL": "postgres://u:p@h/d", "DEMO_CACHE_URL": "redis://h:1/0"}
        found = settings_of("DATABASES", "CACHES", **places)
        assert found["DATABASES"]["default"]["ENGINE"] == "django.db.backends.postgresql"
        assert "init_command" not in found["DATABASES"]["default"].get("OPTIONS", {})
        assert found["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache"


def test_a_fresh_database_has_no_account_and_the_demo_user_comes_when_asked(run):
    count = "from django.contrib.auth.models import User; print(User.objects.count())"
    run("manage.py", "migrate", "--verbosity", "0")
    assert run("manage.py", "shell", "--verbosity", "0", "--command", count).stdout == "0\n"
    assert run("manage.py", "demo_user").stdout.startswith("User demo, password ")
    assert run("manage.py", "shell", "--verbosity", "0", "--command", count).stdout == "1\n"
