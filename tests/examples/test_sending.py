"""The examples that send a status, under the servers and frameworks that they are for."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from status_ref.catalog.model import Status
from status_ref.catalog.snippets import examples, filled
from tests.examples.running import CATALOG
from tests.plugins.programs import NODE, Program, find_package, free_port
from tests.plugins.services import required

SAMPLE = [CATALOG.get(slug) for slug in ("404", "422", "429", "451", "503")]
CONF = """
daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}
http {{ access_log off; {temp} server {{ {listen}
{code}
}} }}
"""
TEMP = "client_body proxy fastcgi uwsgi scgi"


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
def running(address: str, *command: str, folder: Path, **environment: str) -> Iterator[None]:
    program = Program(
        *command, log=folder / "output", folder=folder, environment=dict(os.environ) | environment
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
