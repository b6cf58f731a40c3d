"""curl, wget and HTTPie, each as a process of its own with a home that holds nothing but a ``.netrc``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.clients.told import Told, Way
from tests.plugins.services import required

WWW_AUTHENTICATE = re.compile(r"^\s*WWW-Authenticate: (.+?)\s*$", re.MULTILINE | re.IGNORECASE)


def netrc(url: str, secret: str) -> str:
    """Write the line that gives a host its name and password."""
    name, password = secret.split(":", 1)
    return f'machine {urlsplit(url).hostname} login {name} password "{password}"\n'


def run(*command: str, netrc: str = "") -> Told:
    """Run a program to its end and read what it printed."""
    with TemporaryDirectory() as home:
        file = Path(home, ".netrc")
        file.touch(0o600)
        file.write_text(netrc)
        environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "NO_PROXY": "*"}
        done = subprocess.run(
            command,
            env=environment,
            cwd=home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
    shown, log = done.stdout.decode(), done.stderr.decode()
    return Told(f"exit {done.returncode}", shown, tuple(WWW_AUTHENTICATE.findall(shown + log)))


def curl(url: str, *options: str, netrc: str = "") -> Told:
    """Run curl: the fields and the content on its output."""
    command = [required("curl"), "--silent", "--include", "--location", "--max-time", "10"]
    return run(*command, *options, url, netrc=netrc)


def wget(url: str, *options: str, netrc: str = "") -> Told:
    """Run wget: the content on its output, the fields in its log."""
    command = [required("wget"), "--quiet", "--output-document=-", "--server-response"]
    command += ["--content-on-error"]
    return run(*command, "--tries=1", "--timeout=10", *options, url, netrc=netrc)


def httpie(url: str, *options: str, fields: tuple[str, ...] = (), netrc: str = "") -> Told:
    """Run HTTPie: the fields and the content on its output."""
    command = [sys.executable, "-m", "httpie", "--ignore-stdin", "--print=hb", "--pretty=none", "--follow"]
    return run(*command, "--timeout=10", *options, url, *fields, netrc=netrc)


def header(token: str) -> str:
    """Write the field of a bearer token."""
    return f"Authorization: Bearer {token}"


def pair(secret: str) -> list[str]:
    """Write wget's options for a name and a password."""
    name, password = secret.split(":", 1)
    return [f"--user={name}", f"--password={password}"]


WAYS = {
    "curl --basic": Way("Basic", lambda url, secret: curl(url, "--basic", "-u", secret)),
    "curl --anyauth": Way("Basic", lambda url, secret: curl(url, "--anyauth", "-u", secret)),
    "curl --netrc": Way("Basic", lambda url, secret: curl(url, "--netrc", netrc=netrc(url, secret))),
    "curl --oauth2-bearer": Way("Bearer", lambda url, token: curl(url, "--oauth2-bearer", token)),
    "curl --header": Way("Bearer", lambda url, token: curl(url, "--header", header(token))),
    "wget --user": Way("Basic", lambda url, secret: wget(url, *pair(secret))),
    "wget --auth-no-challenge": Way(
        "Basic", lambda url, secret: wget(url, "--auth-no-challenge", *pair(secret))
    ),
    "wget with .netrc": Way("Basic", lambda url, secret: wget(url, netrc=netrc(url, secret))),
    "wget --header": Way("Bearer", lambda url, token: wget(url, f"--header={header(token)}")),
    "HTTPie --auth": Way("Basic", lambda url, secret: httpie(url, "--auth", secret)),
    "HTTPie --auth-type bearer": Way(
        "Bearer", lambda url, token: httpie(url, "--auth-type", "bearer", "--auth", token)
    ),
}
PLAIN = {"curl": curl, "wget": wget, "HTTPie": httpie}
CHOOSING = {
    "curl --anyauth": lambda url: curl(url, "--anyauth", "-u", "ann:secret"),
    "wget --user": lambda url: wget(url, *pair("ann:secret")),
    "HTTPie --auth-type digest": lambda url: httpie(url, "--auth-type", "digest", "--auth", "ann:secret"),
}
