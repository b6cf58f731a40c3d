"""The guide for a site's own words: what it says is done, with the built wheel, and comes out as it says."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import zipfile
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.plugins.programs import Program, find, free_port
from tests.plugins.wheel import ROOT

GUIDE = (ROOT / "docs/yours.md").read_text()
FILE = re.compile(r"^(At the end of )?`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CURL = re.compile(r"^```console\n\$ (curl [^\n]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
START = "python -m django startproject parcel ."
TEMPLATES = ROOT / "status_ref/templates/status_ref"
CSS = (ROOT / "status_ref/static/status_ref/status_ref.css").read_text()


class Parcel:
    """The project of the guide, on the unpacked wheel and nothing else of ours."""

    def __init__(self, folder, wheel):
        """Write every file that the guide shows."""
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{folder}/wheel"}
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder / "wheel")
        assert f"$ {START}\n" in GUIDE
        self.run(*shlex.split(START)[1:])
        for appended, name, text in FILE.findall(GUIDE):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text((path.read_text() if appended else "") + text)

    def run(self, *arguments):
        """Run a Python program there, and give what it prints."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def serve(self):
        """Start the server of the guide."""
        self.address = f"127.0.0.1:{free_port()}"
        command = [sys.executable, "manage.py", "runserver", "--noreload", self.address]
        log = self.folder / "server.log"
        server = Program(*command, log=log, folder=self.folder, environment=self.environment)
        server.wait(self.answers)
        return server

    def answers(self):
        """Say whether it is there."""
        try:
            return bool(self.get("/status/"))
        except (URLError, ConnectionError):
            return False

    def get(self, path):
        """Give the content of an address."""
        with urlopen(f"http://{self.address}{path}", timeout=20) as response:
            return response.read().decode()


@pytest.fixture(scope="module")
def parcel(tmp_path_factory, wheel):
    made = Parcel(tmp_path_factory.mktemp("parcel"), wheel)
    server = made.serve()
    yield made
    server.stop()


class TestGuide:
    def test_runs_on_the_wheel(self, parcel):
        assert parcel.run("-c", "import status_ref; print(status_ref.__file__)").startswith(
            f"{parcel.folder}/wheel/"
        )

    def test_has_nothing_to_mend(self, parcel):
        assert "no issues" in parcel.run("manage.py", "check")

    @pytest.mark.parametrize(("command", "told"), CURL.findall(GUIDE), ids=["drf", "django", "text"])
    def test_what_comes_out_is_what_it_says(self, parcel, command, told):
        program, *arguments = shlex.split(command.replace("127.0.0.1:8000", parcel.address))
        done = subprocess.run([find(program), "-sS", *arguments], capture_output=True, timeout=30, check=True)
        given = re.sub("urn:uuid:[0-9a-f-]{36}", "urn:uuid:…", done.stdout.decode().replace("\r\n", "\n"))
        if "-i" not in arguments:
            assert given == told
            return
        (head, content), (shown, shown_content) = given.split("\n\n", 1), told.split("\n\n", 1)
        assert set(shown.splitlines()) - {"…"} <= set(head.splitlines())
        assert content == shown_content.removesuffix("\n")

    def test_a_note_stands_on_the_page_before_the_causes(self, parcel):
        page = parcel.get("/status/401/")
        assert page.index('<h2 id="note">Keys of the Parcel API</h2>') < page.index('<h2 id="causes">')
        assert '<a href="https://example.com/keys">console</a>' in page

    def test_a_page_has_their_words_and_the_facts_of_the_registry(self, parcel):
        page = parcel.get("/status/402/")
        assert "The account has no credit left." in page
        assert "RFC 9110, Section 15.5.3" in page
        assert '<h2 id="meaning">' not in page

    def test_the_live_answer_says_the_same(self, parcel):
        command = [find("curl"), "-sS", f"http://{parcel.address}/live/402"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
        assert "The account has no credit left." in done.stdout

    def test_the_status_and_its_problem_lead_to_each_other(self, parcel):
        assert 'href="/status/problems/billing/out-of-credit/"' in parcel.get("/status/402/")
        assert 'href="/status/402/"' in parcel.get("/status/problems/billing/out-of-credit/")

    def test_the_index_has_the_problem(self, parcel):
        assert 'href="/status/problems/billing/out-of-credit/"' in parcel.get("/status/")

    @pytest.mark.parametrize("path", ["/status/", "/status/404/", "/status/problems/billing/out-of-credit/"])
    def test_every_page_has_name_foot_and_colours(self, parcel, path):
        page = parcel.get(path)
        assert "</b> Parcel API</a>" in page
        assert "Write to api@example.com." in page
        assert page.index("status_ref.css") < page.index("/static/brand.css")

    def test_the_colours_are_served(self, parcel):
        assert "--status-ref-link: #6a1b7a" in parcel.get("/static/brand.css")

    @pytest.mark.parametrize("path", ["/status/404/", "/status/404.md"])
    def test_the_reading_list_stands_on_every_page(self, parcel, path):
        assert "Limits and prices of the Parcel API" in parcel.get(path)


def first_cells(start):
    """The names in the first column of a table of the guide."""
    table = GUIDE.split(f"{start}\n", 1)[1].split("\n\n", 1)[0]
    return {name for line in table.splitlines() for name in re.findall(r"`([^`]+)`", line.split("|")[1])}


def blocks(name):
    return set(re.findall(r"{% block (\w+) %}", (TEMPLATES / f"{name}.html").read_text()))


class TestTables:
    def test_every_block_is_told_and_every_told_block_is_there(self):
        there = set.union(*map(blocks, ("base", "page", "index", "problem_type")))
        assert first_cells("| block | in | what stands there |\n|---|---|---|") == there

    def test_every_block_stands_where_it_is_said(self):
        rows = re.findall(r"^\| `(\w+)` \| ((?:`\w+\.html`(?:, )?)+) \|", GUIDE, re.MULTILINE)
        assert rows
        for name, places in rows:
            assert all(name in blocks(place) for place in re.findall(r"`(\w+)\.html`", places))

    def test_no_page_takes_the_blocks_that_are_the_sites_alone(self):
        own = {"site_head", "brand", "foot", "bar_nav"}
        assert not [
            path for path in TEMPLATES.glob("*.html") if path.stem != "base" and own & blocks(path.stem)
        ]

    def test_every_custom_property_is_told(self):
        told = first_cells("| custom property | what it colours or measures |\n|---|---|")
        assert told == set(re.findall(r"(--status-ref-[\w-]+):", CSS))
