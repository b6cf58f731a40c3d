"""Each guide builds a project: what its files say is put into one, and it works as the guide says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.plugins.wheel import ROOT

FILE = re.compile(r"^```python\n# (\w+\.py)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WORK = """
import django, json, sys
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("check", fail_level="WARNING")
call_command("migrate", verbosity=0)
client = Client(SERVER_NAME="127.0.0.1")
answers = [client.generic(*asked.split()) for asked in sys.argv[1:]]
print(json.dumps([[answer.status_code, answer.headers.get("WWW-Authenticate")] for answer in answers]))
"""


class Shop:
    """A fresh project, and in it every file of a guide; what has one name is one file."""

    def __init__(self, folder, guide):
        """Write the files."""
        self.folder = folder
        call_command("startproject", "shop", str(folder))
        for name, text in FILE.findall((ROOT / guide).read_text()):
            self.append(name, text)

    def append(self, name, text):
        """Write at the end of a file."""
        with (self.folder / "shop" / name).open("a") as file:
            file.write(text)

    def ask(self, *asked):
        """Check the project, send requests such as ``GET /``, and give status and challenge of each."""
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{self.folder}"}
        environment["DJANGO_SETTINGS_MODULE"] = "shop.settings"
        command = [sys.executable, "-c", WORK, *asked]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("guide", "answers"),
    [
        ("README.md", {"GET /status/401/": 200, "GET /live/429": 429}),
        ("docs/refusals.md", {"GET /reports/": 401, "DELETE /reports/": 401, "GET /status/401/": 200}),
        (
            "docs/accounts.md",
            {"GET /orders/": 401, "GET /invoices/": 401, "GET /delete/": 401, "GET /accounts/login/": 200},
        ),
        ("docs/sign-ins.md", {"GET /api/sign-ins/": 401, "GET /.well-known/jwks.json": 200}),
        ("docs/openapi.md", {"GET /reports/": 401}),
    ],
)
def test_a_guide_works_as_it_stands(tmp_path, guide, answers):
    assert [status for status, _ in Shop(tmp_path, guide).ask(*answers)] == list(answers.values())


def test_an_authenticator_of_ones_own_is_announced(tmp_path):
    shop = Shop(tmp_path, "docs/refusals.md")
    classes = 'REST_FRAMEWORK["DEFAULT_AUTHENTICATION_CLASSES"]'
    shop.append("settings.py", f'{classes}.append("shop.keys.KeyAuthentication")\n')
    ((_, challenges),) = shop.ask("GET /reports/")
    assert 'ApiKey realm="api"' in challenges
