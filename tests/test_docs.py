"""What the documents say is what the code does."""

import re
from pathlib import Path

import pytest

from status_ref.conf import DEFAULTS
from status_ref.http.failures import FAILURES
from tools.screenshots import fingerprint
from tools.tables import CONFORMANCE, conformance

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
SETTINGS = (ROOT / "docs/settings.md").read_text()
CHECKS = ("checks.py", "rest/checks.py", "accounts/checks.py", "signins/checks.py")
ROWS = re.findall(r"^\| `(\w+)` \| `(.+?)` \| (.+) \|$", SETTINGS, re.MULTILINE)


def test_every_setting_has_a_row_and_every_row_a_setting():
    assert [name for name, _, _ in ROWS] == list(DEFAULTS)


@pytest.mark.parametrize(("name", "default"), [row[:2] for row in ROWS])
def test_the_default_is_the_default(name, default):
    assert eval(default) == DEFAULTS[name]


def test_every_check_is_listed():
    code = "".join((ROOT / "status_ref" / name).read_text() for name in CHECKS)
    ids = set(re.findall(r'id="(status_ref\w*\.[EW]\d+)"', code))
    rows = re.findall(r"^\| `(status_ref\w*\.[EW]\d+)` \|", SETTINGS, re.MULTILINE)
    assert ids == set(rows)


def test_the_changelog_counts_the_failures():
    assert f"A closed table of {len(FAILURES)} failures" in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(((?!https?:)[^)#]+)\)", README))))
def test_every_link_of_the_readme_leads_somewhere(link):
    assert (ROOT / link).is_file()


def test_the_picture_shows_the_page_as_it_is():
    kept = (ROOT / "docs/screenshots/fingerprint.txt").read_text().strip()
    assert kept == fingerprint(), "make screenshots, look at them, and commit the one of the README"


def test_the_table_of_conformance_is_fresh():
    assert CONFORMANCE.read_text() == conformance(), "make tables"


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_makefile_has_what_the_readme_names(command):
    assert f"\n{command.removeprefix('make ')}:" in (ROOT / "Makefile").read_text()


@pytest.mark.django_db
class TestTranscripts:
    """The transcripts of the README, played again."""

    def fields(self, prompt):
        transcript = README.split(prompt, 1)[1].removeprefix("\n```http\n").split("```", 1)[0]
        return re.findall(r"^([\w-]+): (.+)$", transcript, re.MULTILINE)

    def test_without_credentials(self, client):
        fields = self.fields("$ curl -i http://127.0.0.1:8000/api/profile/\n")
        assert fields
        assert set(fields) <= set(client.get("/api/profile/").items())

    def test_with_a_wrong_password(self, client):
        fields = self.fields("-d password=wrong\n")
        response = client.post("/api/token/", {"username": "a", "password": "b"}, "application/json")
        assert fields
        assert set(fields) <= set(response.items())

    def test_a_code_for_real(self, client):
        fields = self.fields("$ curl -I http://127.0.0.1:8000/live/401\n")
        assert fields
        assert set(fields) <= set(client.head("/live/401").items())

    def test_the_answer_of_others_with_an_expired_token(self, rf, monkeypatch):
        from datetime import timedelta

        from rest_framework.authentication import BasicAuthentication, SessionAuthentication
        from rest_framework.views import APIView, exception_handler
        from rest_framework_simplejwt.authentication import JWTAuthentication
        from rest_framework_simplejwt.settings import DEFAULTS as DEFAULTS_OF_SIMPLEJWT
        from rest_framework_simplejwt.settings import IMPORT_STRINGS, APISettings
        from rest_framework_simplejwt.tokens import AccessToken

        class View(APIView):
            authentication_classes = (JWTAuthentication, BasicAuthentication, SessionAuthentication)

            def get_exception_handler(self):
                return exception_handler

        theirs = APISettings({}, DEFAULTS_OF_SIMPLEJWT, IMPORT_STRINGS)
        monkeypatch.setattr("rest_framework_simplejwt.authentication.api_settings", theirs)
        token = AccessToken()
        token.set_exp(lifetime=-timedelta(minutes=3))
        response = View.as_view()(rf.get("/", headers={"authorization": f"Bearer {token}"})).render()
        assert response["WWW-Authenticate"] == 'Bearer realm="api"'
        assert f"\n\n{response.content.decode()}\n" in README

    def test_the_answer_with_an_expired_token(self, client, django_user_model):
        from datetime import timedelta

        from tests import tokens

        token = tokens.access(django_user_model.objects.create_user("ann"))
        token.set_exp(lifetime=-timedelta(minutes=3))
        response = client.get("/api/profile/", headers={"authorization": f"Bearer {token}"})
        fields = self.fields("The same request with django-status-ref:\n")
        assert fields
        shown = {(name, value.replace("https://example.com", "http://testserver")) for name, value in fields}
        assert shown <= set(response.items())
