"""The examples that send a status, under the servers and frameworks that they are for."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import importlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import httpx
import pytest

from status_ref.catalog.model import Status
from status_ref.catalog.snippets import examples, filled
from status_ref.http.challenges import parse_challenges
from tests.examples.running import CATALOG
from tests.plugins.programs import NODE, Program, find_package, free_port, servers_account
from tests.plugins.services import required

SAMPLE = [CATALOG.get(slug) for slug in ("404", "422", "429", "451", "503")]
CONF = """
daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}
http {{ access_log off; {temp} server {{ {listen}
{code}
}} }}
"""
TEMP = "client_body proxy fastcgi uwsgi scgi"
HTTPD = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/log
DefaultRuntimeDir {folder}
DocumentRoot {folder}
{modules}
{code}
"""
MODULES = "mpm_event authz_core authz_user authn_core authn_file auth_basic alias dir headers"
BY_APACHE = [
    status
    for status in CATALOG.every()
    if any(one.anchor == "httpd-conf" and not one.own for one in examples(status.slug, "send"))
]


def text(status: Status, anchor: str) -> str:
    found = next(one for one in examples(status.slug, "send") if one.anchor == anchor)
    return filled(found, status, None).code


def application(status: Status, framework: str) -> object:
    try:
        importlib.import_module(framework)
    except ImportError:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {framework}: make examples")
    module = ModuleType("example")
    exec(text(status, f"{framework}-py"), module.__dict__)
    return module.app


def assert_problem(status: Status, code: int, kind: str, content: bytes) -> None:
    problem = json.loads(content)
    assert (code, kind) == (status.code, "application/problem+json")
    assert (problem["status"], problem["title"]) == (status.code, status.phrase)


@contextmanager
def running(
    address: str, *command: str, folder: Path, user: str | None = None, **environment: str
) -> Iterator[None]:
    program = Program(
        *command, log=folder / "output", folder=folder, environment=dict(os.environ) | environment, user=user
    )
    try:
        program.wait(lambda: answers(address))
        yield
    finally:
        program.stop()


def answers(address: str) -> bool:
    try:
        httpx.get(address, timeout=5)
    except httpx.TransportError:
        return False
    return True


@pytest.mark.parametrize("status", SAMPLE, ids=lambda status: status.slug)
class TestSending:
    def test_fastapi(self, status: Status) -> None:
        transport = httpx.ASGITransport(app=application(status, "fastapi"))

        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
                return await client.get("/thing/")

        answer = asyncio.run(ask())
        assert_problem(status, answer.status_code, answer.headers["Content-Type"], answer.content)

    def test_flask(self, status: Status) -> None:
        answer = application(status, "flask").test_client().get("/thing/")
        assert_problem(status, answer.status_code, answer.content_type, answer.data)

    def test_express(self, status: Status, tmp_path: Path) -> None:
        find_package("express")
        (tmp_path / "node_modules").symlink_to(NODE / "node_modules")
        (tmp_path / "example.js").write_text(text(status, "express-js"))
        port = free_port()
        address = f"http://127.0.0.1:{port}/thing/"
        with running(address, required("node"), "example.js", folder=tmp_path, PORT=str(port)):
            answer = httpx.get(address)
        kind = answer.headers["Content-Type"].partition(";")[0]
        assert_problem(status, answer.status_code, kind, answer.content)

    def test_nginx(self, status: Status, tmp_path: Path) -> None:
        port = free_port()
        temp = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in TEMP.split())
        parts = {"folder": tmp_path, "temp": temp, "listen": f"listen 127.0.0.1:{port};"}
        (tmp_path / "nginx.conf").write_text(CONF.format(**parts, code=text(status, "nginx-conf")))
        address = f"http://127.0.0.1:{port}/thing/"
        nginx = [required("nginx"), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        with running(address, *nginx, folder=tmp_path):
            answer = httpx.get(address)
        assert_problem(status, answer.status_code, answer.headers["Content-Type"], answer.content)


@contextmanager
def apache(code: str, **files: str) -> Iterator[str]:
    """Run Apache httpd with a part of a configuration, and give its address."""
    program, port, user = required("apache2"), free_port(), servers_account()
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES.split()
    )
    # It gives up root's rights, and a folder of pytest's is closed to everybody else.
    with TemporaryDirectory(prefix="status-ref-") as made:
        folder = Path(made)
        parts = {"folder": folder, "port": port, "modules": modules}
        files["httpd.conf"] = HTTPD.format(**parts, code=code.replace("/etc/apache2", made))
        for name, content in files.items():
            (folder / name).write_text(content)
        if user:
            shutil.chown(folder, user)
        address = f"http://127.0.0.1:{port}"
        command = [program, "-d", made, "-f", f"{made}/httpd.conf", "-D", "FOREGROUND"]
        with running(address, *command, folder=folder, user=user):
            yield address


class TestApache:
    def test_sends_every_code_that_it_has_an_example_for(self) -> None:
        parts = [text(status, "httpd-conf").replace("/thing/", f"/{status.slug}/") for status in BY_APACHE]
        with apache("".join(parts)) as address:
            for status in BY_APACHE:
                answer = httpx.get(f"{address}/{status.slug}/")
                assert_problem(status, answer.status_code, answer.headers["Content-Type"], answer.content)
        assert len(BY_APACHE) > 30

    @pytest.mark.parametrize("code", ["418", "425"])
    def test_sends_a_500_for_a_code_that_it_does_not_know(self, code: str) -> None:
        with apache(f'Redirect {code} "/"') as address:
            assert httpx.get(address).status_code == 500
        assert CATALOG.get(code) not in BY_APACHE

    @pytest.mark.parametrize(("code", "path"), [("503", "/thing/"), ("429", "/export/")])
    def test_says_how_long_to_wait(self, code: str, path: str) -> None:
        status = CATALOG.get(code)
        with apache(text(status, "httpd-conf")) as address:
            answer = httpx.get(address + path)
        assert_problem(status, answer.status_code, answer.headers["Content-Type"], answer.content)
        assert answer.headers["Retry-After"] == "120"

    def test_asks_for_a_name_and_a_password(self) -> None:
        status = CATALOG.get("401")
        digest = base64.b64encode(hashlib.sha1(b"secret", usedforsecurity=False).digest()).decode()
        code = text(status, "httpd-conf") + 'Alias "/api/profile/" "/etc/apache2/"\n'
        files = {"users": f"ada:{{SHA}}{digest}\n", "index.html": "It is you."}
        with apache(code, **files) as address:
            asked = [httpx.get(f"{address}/api/profile/", auth=auth) for auth in (None, ("ada", "wrong"))]
            let_in = httpx.get(f"{address}/api/profile/", auth=("ada", "secret"))
        for answer in asked:
            assert_problem(status, answer.status_code, answer.headers["Content-Type"], answer.content)
            (challenge,) = parse_challenges(answer.headers["WWW-Authenticate"])
            assert (challenge.scheme, challenge.params) == ("Basic", {"realm": "shop"})
            assert answer.headers["Cache-Control"] == "no-store"
        assert (let_in.status_code, let_in.text) == (200, "It is you.")
        assert "Cache-Control" not in let_in.headers
