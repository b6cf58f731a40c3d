"""A project as Django starts it, with Django REST Framework and simplejwt, served from the built wheel."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.plugins.demo import INHERITED, PASSWORD
from tests.plugins.programs import Program, free_port

KEY = "only-for-tests-" + "2" * 40
THEIRS = '"rest_framework_simplejwt.authentication.JWTAuthentication"'
OURS = '"status_ref.rest.BearerAuthentication"'
AUTHENTICATION = f'"DEFAULT_AUTHENTICATION_CLASSES": [{THEIRS}],'
HANDLER = '"EXCEPTION_HANDLER": "status_ref.rest.handler.exception_handler",'
SETTINGS = f"""
SECRET_KEY = "{KEY}"
INSTALLED_APPS += ["rest_framework"]
REST_FRAMEWORK = {{
    {AUTHENTICATION}
}}
"""
ADDRESSES = """
from django.urls import path
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework_simplejwt.views import TokenObtainPairView


class ProfileView(APIView):
    permission_classes = (IsAuthenticated,)

    def get(self, request):
        return Response({"username": request.user.get_username()})

    post = get


urlpatterns = [
    path("api/profile/", ProfileView.as_view()),
    path("api/token/", TokenObtainPairView.as_view()),
]
"""
PEOPLE = f"""
from django.contrib.auth import get_user_model as model
model().objects.create_user("ann", password={PASSWORD!r})
"""


class FreshProject:
    """A running project in which one line was changed, or two."""

    def __init__(self, folder: Path, python: Path, *, handler: bool) -> None:
        """Start the project, change it, and serve it with Django's own server."""
        self.host, self.port = "127.0.0.1", free_port()
        self.folder, self.python = folder, str(python)
        self._run("-m", "django", "startproject", "project", ".")
        changed = SETTINGS.replace(THEIRS, OURS)
        with (folder / "project/settings.py").open("a") as settings:
            settings.write(changed.replace("}", f"    {HANDLER}\n}}") if handler else changed)
        (folder / "project/urls.py").write_text(ADDRESSES)
        self.manage("migrate", "--verbosity", "0")
        self.manage("shell", "--verbosity", "0", "--command", PEOPLE)
        command = [self.python, "manage.py", "runserver", "--noreload", f"{self.host}:{self.port}"]
        self.program = Program(
            *command, log=folder / "server.log", folder=folder, environment=self._environment
        )
        self.program.wait(lambda: "Quit the server" in self.program.log.read_text())

    def manage(self, *arguments: str) -> str:
        """Run its ``manage.py``."""
        return self._run("manage.py", *arguments)

    def errors(self) -> str:
        """Give what the server wrote about errors of its own."""
        log = self.program.log.read_text(errors="replace")
        return log[log.find("Traceback") :] if "Traceback" in log else ""

    def stop(self) -> None:
        """End the server."""
        self.program.stop()

    @property
    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if name in INHERITED}
        return inherited | {"PYTHONUNBUFFERED": "1"}

    def _run(self, *arguments: str) -> str:
        command = [self.python, *arguments]
        result = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return result.stdout
