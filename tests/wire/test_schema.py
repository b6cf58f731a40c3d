"""The running demo keeps what its OpenAPI document says, whatever is sent: schemathesis looks for a breach.

All of its checks are on: no 5xx, no status, media type or field that is not documented, content that fits
its schema, 405 with ``Allow`` for other methods, no credentials that are ignored. ``schemathesis.toml`` says
where it is mistaken.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.plugins.demo import PASSWORD
from tests.wire.test_main_job import basic, sign_in

CONFIG = Path(__file__).with_name("schemathesis.toml")
COMMAND = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", "--no-color"]
COMMAND += ["--generation-deterministic"] if os.environ.get("CI") else []
INVENT_NONE = "--generation-with-security-parameters=false"
PROTECTED = {"GET /api/profile/", "PATCH /api/profile/", "GET /api/staff/"}
USER = f"""
from django.contrib.auth import get_user_model as model
model().objects.create_user("sue", password={PASSWORD!r}, is_staff=True)
"""


@pytest.fixture(scope="module")
def sue(demo):
    """Somebody who may do everything, and whose profile is nobody else's business."""
    demo.manage("shell", "--verbosity", "0", "--command", USER)
    return "sue"


@pytest.fixture
def report(demo, tmp_path):
    """Give what schemathesis says of the demo when it is called with these arguments."""

    def report(*arguments):
        written = tmp_path / "report.json"
        command = [*COMMAND, *arguments, f"--report-json-path={written}", demo.url("/api/schema/")]
        result = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return json.loads(written.read_text())

    return report


def refused(report):
    """Give the protected operations to which no request got through."""
    return PROTECTED & set(report["warnings"]["missing_auth"])


def test_without_credentials(report):
    assert refused(report("--phases=coverage", INVENT_NONE)) == PROTECTED


def test_with_invented_credentials(report):
    # A malformed Authorization is a 400 (RFC 6750, Section 3.1), with which schemathesis does not reckon.
    found = report("--exclude-checks=positive_data_acceptance,unsupported_method")["operations"]
    assert found["tested"] == found["total"]


def test_with_a_token(report, ask, sue):
    token = json.loads(sign_in(ask, username=sue, password=PASSWORD).body)["access_token"]
    its_own_end = "--exclude-operation-id=sign_ins_destroy_many"
    assert refused(report(its_own_end, "--header", f"Authorization: Bearer {token}")) == set()


def test_with_a_password(report, sue):
    assert refused(report("--phases=fuzzing", "--header", basic(sue))) == set()


def test_with_a_session(report, demo, sue):
    with requests.Session() as browser:
        form = browser.get(demo.url("/accounts/login/"), timeout=10).text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        sent = {"username": sue, "password": PASSWORD, "csrfmiddlewaretoken": token}
        browser.post(demo.url("/accounts/login/"), sent, timeout=10).raise_for_status()
        cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        token = browser.cookies["csrftoken"]
    session = ["--header", f"Cookie: {cookies}", "--header", f"X-CSRFToken: {token}"]
    assert refused(report("--phases=fuzzing", INVENT_NONE, *session)) == set()
