"""The code examples of the 401 page do what it says, against a small server that plays the other side."""

from __future__ import annotations

import ast
import base64
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.module_loading import import_string
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView, exception_handler

from status_ref.catalog.snippets import EXAMPLES
from status_ref.http.challenges import parse_challenges
from tests.plugins.services import required

HANDLE = EXAMPLES / "401" / "handle"
SEND = EXAMPLES / "401" / "send"
PROFILE = {"username": "ada"}
STALE = {"ACCESS_TOKEN": "stale", "REFRESH_TOKEN": "r1"}


class Api(ThreadingHTTPServer):
    """A profile behind Bearer and Basic, and a refresh endpoint whose tokens work once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.access, self.generation = "a1", 1
        self.seen: list[tuple[str, str | None]] = []
        self.redirect: str | None = None
        self.lock = threading.Lock()
        self.url = f"http://127.0.0.1:{self.server_port}"

    def rotate(self, refresh_token: str) -> dict[str, str] | None:
        with self.lock:
            if refresh_token != f"r{self.generation}":
                return None
            self.generation += 1
            self.access = f"a{self.generation}"
            return {"access_token": self.access, "refresh_token": f"r{self.generation}"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Api

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        sent = self.headers.get("Authorization")
        self.server.seen.append(("GET", sent))
        basic = "Basic " + base64.b64encode(b"ada:secret").decode()
        if self.server.redirect:
            self.answer(307, {}, [("Location", self.server.redirect)])
        elif sent in {f"Bearer {self.server.access}", basic}:
            self.answer(200, PROFILE)
        else:
            challenges = ['Bearer realm="api"', 'Basic realm="api", charset="UTF-8"']
            body = {"title": "Unauthorized", "status": 401, "code": "token-expired"}
            self.answer(401, body, [("WWW-Authenticate", challenge) for challenge in challenges])

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.seen.append(("POST", self.headers.get("Authorization")))
        assert form["grant_type"] == ["refresh_token"]
        tokens = self.server.rotate(form["refresh_token"][0])
        self.answer(200 if tokens else 400, tokens or {"error": "invalid_grant"})

    def answer(self, status: int, members: object, fields: list[tuple[str, str]] | None = None) -> None:
        content = json.dumps(members).encode()
        self.send_response(status)
        for name, value in [*(fields or []), ("Content-Type", "application/json")]:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def serving() -> Iterator[Api]:
    with Api() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join(5)


@pytest.fixture
def api() -> Iterator[Api]:
    yield from serving()


@pytest.fixture
def other() -> Iterator[Api]:
    yield from serving()


class Run:
    """Runs an example as a reader would: copied to a file of another name, configured by the environment."""

    PROGRAMS = {".py": sys.executable, ".js": "node", ".sh": "sh"}

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str, api: Api, **variables: str) -> subprocess.CompletedProcess[str]:
        copy = self.folder / f"example{Path(name).suffix}"
        shutil.copyfile(HANDLE / name, copy)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "BASE_URL": api.url,
            "NO_PROXY": "*",
        }
        command = [required(self.PROGRAMS[copy.suffix]), str(copy)]
        return subprocess.run(
            command, env=environment | variables, capture_output=True, text=True, timeout=30, check=False
        )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


REFRESHING = ["requests.py", "httpx.py", "fetch.js"]


@pytest.mark.usefixtures("curl")
class TestCurl:
    @pytest.fixture
    def curl(self) -> str:
        return required("curl")

    def test_shows_what_the_server_asks_for(self, run: Run, api: Api) -> None:
        shown = run("curl.sh", api)
        assert 'WWW-Authenticate: Bearer realm="api"' in shown.stdout
        assert (shown.returncode, shown.stderr) == (1, "Nothing to answer that with.\n")

    def test_sends_the_token(self, run: Run, api: Api) -> None:
        assert json.dumps(PROFILE) in run("curl.sh", api, ACCESS_TOKEN="a1").stdout
        assert [sent for _, sent in api.seen] == [None, "Bearer a1"]

    def test_sends_name_and_password(self, run: Run, api: Api) -> None:
        assert json.dumps(PROFILE) in run("curl.sh", api, LOGIN="ada:secret").stdout

    def test_fails_with_the_body_when_refused(self, run: Run, api: Api) -> None:
        refused = run("curl.sh", api, ACCESS_TOKEN="stale")
        assert refused.returncode == 22
        assert "token-expired" in refused.stdout


@pytest.mark.parametrize("name", REFRESHING)
class TestRefreshing:
    def test_good_token_is_not_refreshed(self, run: Run, api: Api, name: str) -> None:
        assert run(name, api, ACCESS_TOKEN="a1", REFRESH_TOKEN="r1").returncode == 0
        assert {method for method, _ in api.seen} == {"GET"}

    def test_stale_token_is_refreshed_once(self, run: Run, api: Api, name: str) -> None:
        done = run(name, api, **STALE)
        assert "ada" in done.stdout, done.stderr
        assert [method for method, _ in api.seen].count("POST") == 1

    def test_request_is_repeated_with_the_new_token(self, run: Run, api: Api, name: str) -> None:
        run(name, api, **STALE)
        assert api.seen[0] == ("GET", "Bearer stale")
        assert api.seen[-1] == ("GET", "Bearer a2")

    def test_dead_refresh_token_asks_to_sign_in(self, run: Run, api: Api, name: str) -> None:
        done = run(name, api, ACCESS_TOKEN="stale", REFRESH_TOKEN="r0")
        assert "sign in again" in (done.stdout + done.stderr).lower()
        assert [method for method, _ in api.seen].count("POST") == 1


@pytest.mark.parametrize("name", REFRESHING)
def test_token_stays_away_from_another_host(run: Run, api: Api, other: Api, name: str) -> None:
    api.redirect = f"{other.url}/api/profile/"
    run(name, api, ACCESS_TOKEN="a1", REFRESH_TOKEN="r1")
    assert {sent for _, sent in other.seen} <= {None}


def test_fetch_shares_one_refresh(run: Run, api: Api) -> None:
    assert run("fetch.js", api, **STALE).stdout.count("ada") == 2
    assert api.seen.count(("GET", "Bearer stale")) == 2


def load(path: Path) -> ModuleType:
    module = ModuleType(f"example_{path.stem}")
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), module.__dict__)
    return module


@pytest.mark.django_db
class TestDjango:
    @pytest.fixture
    def client(self, settings: object) -> Client:
        settings.ROOT_URLCONF = load(SEND / "django.py")  # type: ignore[attr-defined]
        get_user_model().objects.create_user("ada", password="p:ä")
        return Client()

    @staticmethod
    def basic(text: str) -> dict[str, str]:
        return {"Authorization": "basic " + base64.b64encode(text.encode()).decode()}

    def test_nothing_sent(self, client: Client) -> None:
        response = client.get("/api/profile/")
        assert response.status_code == 401
        (challenge,) = parse_challenges(response["WWW-Authenticate"])
        assert challenge.params == {"realm": "shop", "charset": "UTF-8"}
        assert "no-store" in response["Cache-Control"]
        assert response.json()["status"] == 401

    def test_right_password(self, client: Client) -> None:
        assert client.get("/api/profile/", headers=self.basic("ada:p:ä")).json() == PROFILE

    @pytest.mark.parametrize("text", ["ada:wrong", "ada", "a\0da:p"])
    def test_wrong_credentials(self, client: Client, text: str) -> None:
        assert client.get("/api/profile/", headers=self.basic(text)).status_code == 401

    @pytest.mark.parametrize("field", ["Basic", "Basic %%%", "Basic /w==", "Bearer x"])
    def test_malformed_credentials(self, client: Client, field: str) -> None:
        assert client.get("/api/profile/", headers={"Authorization": field}).status_code == 401


def answer_of(field: str | None, handler: object, *classes: type) -> Response:
    attributes = {"get_exception_handler": lambda self: handler, "permission_classes": [IsAuthenticated]}
    view = type("View", (APIView,), attributes).as_view(authentication_classes=classes)
    headers = {"Authorization": field} if field else {}
    return view(APIRequestFactory().get("/", headers=headers))


class TestDrf:
    @pytest.mark.parametrize(
        ("field", "params"),
        [(None, {"realm": "api"}), ("Bearer a b", {"realm": "api", "error": "invalid_token"})],
    )
    def test_by_hand(self, field: str | None, params: dict[str, str]) -> None:
        authentication = load(SEND / "drf.py").BearerTokenAuthentication
        response = answer_of(field, exception_handler, authentication)
        assert response.status_code == 401
        assert [c.params for c in parse_challenges(response["WWW-Authenticate"])] == [params]

    def test_in_three_settings(self) -> None:
        settings = load(SEND / "drf.py").REST_FRAMEWORK
        handler = import_string(settings["EXCEPTION_HANDLER"])
        response = answer_of(None, handler, *map(import_string, settings["DEFAULT_AUTHENTICATION_CLASSES"]))
        assert response.status_code == 401
        assert [c.scheme for c in parse_challenges(response["WWW-Authenticate"])] == ["Bearer", "Cookie"]


@pytest.mark.parametrize("path", sorted(SEND.glob("*.py")), ids=lambda path: path.name)
def test_python_is_valid(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [SEND / "express.js", HANDLE / "fetch.js"], ids=lambda path: path.name)
def test_javascript_is_valid(path: Path) -> None:
    assert subprocess.run([required("node"), "--check", str(path)], timeout=30, check=False).returncode == 0
