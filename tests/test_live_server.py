"""Live answers for other people's tests: the server, its command, and the fixture."""

import io
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from status_ref import __main__ as command
from status_ref import live_server, pytest_plugin

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[1]
TEST = """
from urllib.error import HTTPError
from urllib.request import urlopen

def test_a_client(live_answers):
    try:
        urlopen(f"{live_answers}/503?retry-after=2", timeout=5)
    except HTTPError as error:
        error.close()
        assert (error.code, error.headers["Retry-After"]) == (503, "2")
        return
    raise AssertionError
"""


@pytest.fixture
def server():
    arguments = [sys.executable, "-m", "status_ref", "serve", "--port", "0"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        yield process
        process.terminate()
        # A second signal while it ends would cut off what it writes then, such as what coverage saw.
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()


def test_the_command_tells_where_it_answers(server):
    origin = server.stdout.readline().strip()
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{origin}/live/418", timeout=5)
    caught.value.close()
    assert caught.value.code == 418


def test_the_fixture_needs_no_project(pytester, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(TEST)
    arguments = ["-p", "no:django", "-p", "no:cacheprovider", "-p", "status_ref.pytest_plugin"]
    result = pytester.runpytest_subprocess(*arguments, timeout=60)
    result.assert_outcomes(passed=1)


def test_a_port_that_is_taken_is_told(capsys, monkeypatch):
    def taken(host, port):
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(live_server, "configure", lambda: None)
    monkeypatch.setattr(live_server, "make", taken)
    assert live_server.main(["--port", "1"]) == 1
    assert capsys.readouterr().err == "Cannot listen at 127.0.0.1, port 1: Address already in use.\n"


@pytest.mark.parametrize("port", ["x", "-1", "65536", ""])
def test_no_port_is_told(port, capsys):
    with pytest.raises(SystemExit):
        live_server.main([f"--port={port}"])
    assert "is no port" in capsys.readouterr().err


def test_without_a_command_there_is_help(capsys):
    with pytest.raises(SystemExit):
        command.main([])
    assert "serve" in capsys.readouterr().err


@pytest.mark.parametrize(("ended", "code"), [(SystemExit(7), 7), (SystemExit(None), 0), (None, 0)])
def test_serve_passes_everything_on(monkeypatch, ended, code):
    called = []

    def run(name, **options):
        called.append((name, sys.argv[1:]))
        if ended:
            raise ended

    monkeypatch.setattr(command, "run_module", run)
    monkeypatch.setattr(sys, "argv", ["status-ref"])
    assert command.main(["serve", "--port", "0"]) == code
    assert called == [("status_ref.live_server", ["--port", "0"])]


def test_whoever_ends_the_command_ends_the_server(server):
    origin = server.stdout.readline().strip()
    server.terminate()
    assert server.wait(10) == 0
    with pytest.raises(URLError):
        urlopen(f"{origin}/live/200", timeout=5)


def test_content_in_chunks_is_no_second_request(server):
    port = int(server.stdout.readline().rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"POST /live/200 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"5\r\nhello\r\n0\r\n\r\n")
        with suppress(ConnectionResetError):
            answer = b"".join(iter(lambda: connection.recv(4096), b""))
            assert answer.count(b"HTTP/1.1") == 1


def test_a_server_that_will_not_end_is_ended(monkeypatch):
    class Stubborn:
        stdout = io.StringIO("http://127.0.0.1:1\n")
        killed = False

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def terminate(self):
            pass

        def wait(self, seconds):
            raise subprocess.TimeoutExpired("server", seconds)

        def kill(self):
            Stubborn.killed = True

    monkeypatch.setattr(pytest_plugin.subprocess, "Popen", lambda *_, **__: Stubborn())
    origins = pytest_plugin.live_answers.__wrapped__()
    assert next(origins) == "http://127.0.0.1:1/live"
    with pytest.raises(StopIteration):
        next(origins)
    assert Stubborn.killed


def test_a_server_that_does_not_start_is_told(monkeypatch):
    monkeypatch.setattr(pytest_plugin.sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="did not start"):
        next(pytest_plugin.live_answers.__wrapped__())
