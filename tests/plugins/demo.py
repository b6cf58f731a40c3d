"""The demo as a visitor meets it: a process under gunicorn, on a loopback port, with its own database."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.plugins.programs import Program, free_port

ROOT = Path(__file__).resolve().parents[2]
SECRET = "only-for-tests-" + "1" * 40
PASSWORD = "correct horse battery staple"
INHERITED = {"PATH", "HOME", "LANG"}
GUNICORN = ["--threads=4", "--limit-request-field_size=16384", "--no-control-socket"]
_PEOPLE = f"""
from django.contrib.auth import get_user_model as model
model().objects.create_user("ann", "ann@example.com", {PASSWORD!r})
model().objects.create_user("gone", password={PASSWORD!r}, is_active=False)
model().objects.create_user("kit", password={PASSWORD!r}, is_staff=True)
"""


class Demo:
    """A running demo with the users ann, gone (not active) and kit (staff)."""

    def __init__(
        self,
        folder: Path,
        *,
        database: str = "",
        cache: str = "locmemcache://",
        settings: str = "tests.settings",
        asgi: bool = False,
        environment: Mapping[str, str] | None = None,
        prepared: bool = False,
        workers: int = 1,
    ) -> None:
        """Migrate the database, unless it is prepared, start the server, and return when it answers."""
        self.host, self.port = "127.0.0.1", free_port()
        self.origin = f"http://{self.host}:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name in INHERITED},
            "DJANGO_SETTINGS_MODULE": settings,
            "DEMO_SECRET_KEY": SECRET,
            "DEMO_ORIGIN": self.origin,
            "DEMO_DATABASE_URL": database or f"sqlite:///{folder / 'db.sqlite3'}",
            "DEMO_CACHE_URL": cache,
            **(environment or {}),
        }
        if not prepared:
            self.manage("migrate", "--verbosity", "0")
            self.manage("shell", "--verbosity", "0", "--command", _PEOPLE)
        bind = f"--bind={self.host}:{self.port}"
        wsgi_server = ["gunicorn", "authdemo.wsgi", bind, f"--workers={workers}", *GUNICORN]
        asgi_server = ["uvicorn", "authdemo.asgi:application", f"--port={self.port}"]
        command = [sys.executable, "-m", *(asgi_server if asgi else wsgi_server)]
        self.program = Program(*command, log=folder / "demo.log", environment=self.environment)
        self.program.wait(self._answers)

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` against the demo's database and give what it printed."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        result = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
        if result.returncode:
            raise RuntimeError(f"manage.py {arguments[0]} failed:\n{result.stdout}{result.stderr}")
        return result.stdout

    def url(self, path: str) -> str:
        """Give the absolute address of a path."""
        return self.origin + path

    def errors(self) -> str:
        """Give what the server wrote about errors of its own, which is nothing where all went well."""
        log = self.program.log.read_text(errors="replace")
        return log[log.find("Traceback") :] if "Traceback" in log else ""

    def stop(self) -> None:
        """End the server."""
        self.program.stop()

    def _answers(self) -> bool:
        try:
            with urlopen(self.url("/healthz"), timeout=5) as response:
                return bool(response.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False
