"""Small programs for Node, one for each client, which print as JSON what the client told them."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from tests.clients.told import Told, Way
from tests.plugins.programs import NODE, NotInstalled, find_package
from tests.plugins.services import required, unavailable


def run(name: str, *arguments: str, package: str | None = None) -> Any:
    """Run a program of ``tests/clients/node`` and read the JSON that it prints."""
    node = required("node")
    try:
        if package:
            find_package(package)
    except NotInstalled as missing:
        unavailable(missing)
    done = subprocess.run(
        [node, str(NODE / name), *arguments],
        env={"PATH": os.environ["PATH"], "NO_PROXY": "*"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def told(answer: dict[str, Any]) -> Told:
    """Read what a program printed."""
    return Told(answer["outcome"], answer["text"], tuple(answer["challenges"]))


def fetch(url: str, **headers: str) -> Told:
    """Call Node's ``fetch``."""
    return told(run("fetch.mjs", url, json.dumps(headers)))


def axios(url: str, **options: Any) -> Told:
    """Call ``axios.get``."""
    return told(run("axios.mjs", url, json.dumps(options), package="axios"))


def axios_auth(url: str, secret: str, **options: Any) -> Told:
    """Call ``axios.get`` with its option for a name and a password."""
    username, _, password = secret.partition(":")
    return axios(url, auth={"username": username, "password": password}, **options)


PLAIN = {"fetch": fetch, "axios": axios}
WAYS = {
    "fetch headers": Way("Bearer", lambda url, token: fetch(url, authorization=f"Bearer {token}")),
    "axios auth": Way("Basic", axios_auth),
    "axios headers": Way(
        "Bearer", lambda url, token: axios(url, headers={"Authorization": f"Bearer {token}"})
    ),
}
