"""The examples that were made for a code do what its page says."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import monotonic
from uuid import uuid4

import pytest

from status_ref.catalog.snippets import EXAMPLES, examples
from tests.examples.running import Run
from tests.plugins.recorder import Answer, Answering, Recorder, Seen

Serve = Callable[[Answering], Recorder]
CURL, REQUESTS, FETCH = "curl-sh", "requests-py", "fetch-js"
ALL, SCRIPTS = [CURL, REQUESTS, FETCH], [REQUESTS, FETCH]
THING = b'{"name": "Grace"}'
CONTENT = bytes(range(256)) * 4


def told(status: int, fields: Mapping[str, str] | None = None, content: bytes = b"") -> Answer:
    return status, (fields or {}).items(), content


def sequence(live: str, codes: str, options: str = "") -> str:
    return f"{live}/{codes}?mode=sequence&key={uuid4()}{options}"


@pytest.mark.parametrize("code", ["429", "503"])
class TestRetryAfter:
    @pytest.mark.parametrize("anchor", ALL)
    def test_seconds_are_waited(self, run: Run, live_answers: str, code: str, anchor: str) -> None:
        start = monotonic()
        done = run(code, anchor, sequence(live_answers, f"{code},200", "&retry-after=2"))
        assert (done.returncode, "200" in done.stdout) == (0, True)
        assert 2 <= monotonic() - start < 30

    @pytest.mark.parametrize("anchor", ALL)
    def test_a_date_is_waited_for(self, run: Run, serve: Serve, code: str, anchor: str) -> None:
        date = datetime.now(UTC) + timedelta(seconds=4)
        fields = {"Retry-After": format_datetime(date, usegmt=True)}
        # Until the date; what comes before its second is a refusal again, and one of four.
        side = serve(
            lambda _: (
                told(200) if datetime.now(UTC) >= date.replace(microsecond=0) else told(int(code), fields)
            )
        )
        assert run(code, anchor, side.url).returncode == 0
        assert 2 <= len(side.seen) <= 4

    @pytest.mark.parametrize("anchor", SCRIPTS)
    def test_gives_up_after_four(self, run: Run, live_answers: str, code: str, anchor: str) -> None:
        done = run(code, anchor, f"{live_answers}/{code}?retry-after=0")
        assert (done.returncode, done.stdout.count("to wait: 0 s")) == (1, 4)

    @pytest.mark.parametrize("anchor", SCRIPTS)
    def test_a_long_wait_is_not_begun(self, run: Run, live_answers: str, code: str, anchor: str) -> None:
        done = run(code, anchor, f"{live_answers}/{code}?retry-after=600")
        assert (done.returncode, done.stdout.count("to wait")) == (1, 1)


@pytest.mark.parametrize("anchor", ALL)
@pytest.mark.parametrize("code", ["301", "302", "303", "307", "308"])
class TestRedirects:
    def test_the_method_is_kept_or_not(self, run: Run, serve: Serve, code: str, anchor: str) -> None:
        far = serve(lambda _: told(200))
        near = serve(lambda _: told(int(code), {"Location": far.url}))
        done = run(code, anchor, near.url, TOKEN="t0ken")
        assert (done.returncode, f"leads to {far.url}" in done.stdout) == (0, True)
        assert near.methods == ["GET", "POST"]
        kept = code in {"307", "308"}
        assert far.methods == ["POST" if kept else "GET"]
        assert bool(far.seen[0].content) == kept

    def test_authorization_stays_with_its_host(self, run: Run, serve: Serve, code: str, anchor: str) -> None:
        far = serve(lambda _: told(200))
        near = serve(lambda _: told(int(code), {"Location": far.url}))
        run(code, anchor, near.url, TOKEN="t0ken")
        assert near.seen[-1].fields["Authorization"] == "Bearer t0ken"
        assert far.seen[0].fields["Authorization"] is None

    def test_authorization_goes_on_to_the_same_host(
        self, run: Run, serve: Serve, code: str, anchor: str
    ) -> None:
        answers = itertools.chain([told(int(code), {"Location": "/other"})] * 2, itertools.repeat(told(200)))
        side = serve(lambda _: next(answers))
        run(code, anchor, side.url, TOKEN="t0ken")
        assert [asked.fields["Authorization"] for asked in side.seen[1:]] == ["Bearer t0ken"] * 2


def versions(*contents: bytes) -> Answering:
    """Give a thing that is another at every request, the last one from then on."""
    left = list(contents)

    def answer(asked: Seen) -> Answer:
        content = left.pop(0) if len(left) > 1 else left[0]
        fields = {"ETag": f'"{content.decode()}"'}
        same = asked.fields["If-None-Match"] == fields["ETag"]
        return told(304, fields) if same else told(200, fields, content)

    return answer


class TestNotModified:
    @pytest.mark.parametrize("anchor", SCRIPTS)
    def test_the_copy_is_used(self, run: Run, serve: Serve, anchor: str) -> None:
        done = run("304", anchor, serve(versions(b"one")).url)
        assert done.stdout.splitlines() == ["200 OK", "304 Not Modified", "the same"]

    @pytest.mark.parametrize("anchor", SCRIPTS)
    def test_what_has_changed_comes(self, run: Run, serve: Serve, anchor: str) -> None:
        done = run("304", anchor, serve(versions(b"one", b"two")).url)
        assert done.stdout.splitlines() == ["200 OK", "200 OK", "changed in between"]

    def test_curl_keeps_a_file(self, run: Run, serve: Serve, tmp_path: Path) -> None:
        side = serve(versions(b"one", b"one", b"two"))
        said = [run("304", CURL, side.url).stdout[:3] for _ in range(4)]
        assert said == ["200", "304", "200", "304"]
        assert (tmp_path / "copy").read_bytes() == b"two"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "copy.etag", "example.sh"]


def guarded(*, faster: int = 0, tag: bool = True) -> Answering:
    """Give a thing that takes conditional changes, and that others change so many times after it was read."""
    state = {"version": 1, "left": faster}

    def answer(asked: Seen) -> Answer:
        now = f'"{state["version"]}"'
        if asked.method == "PUT":
            sent = asked.fields["If-Match"]
            return told(428) if sent is None else told(204 if sent == now else 412)
        if state["left"]:
            state["version"], state["left"] = state["version"] + 1, state["left"] - 1
        return told(200, {"ETag": now} if tag else {}, THING)

    return answer


@pytest.mark.parametrize("code", ["412", "428"])
class TestConditional:
    @pytest.mark.parametrize("anchor", ALL)
    def test_changes_what_was_read(self, run: Run, serve: Serve, code: str, anchor: str) -> None:
        side = serve(guarded())
        done = run(code, anchor, side.url)
        assert (done.returncode, "204" in done.stdout, side.methods) == (0, True, ["GET", "PUT"])
        assert json.loads(side.seen[-1].content) == {"name": "Ada"}

    @pytest.mark.parametrize("anchor", SCRIPTS)
    def test_reads_again_when_somebody_was_faster(
        self, run: Run, serve: Serve, code: str, anchor: str
    ) -> None:
        side = serve(guarded(faster=1))
        done = run(code, anchor, side.url)
        assert done.stdout.splitlines() == ["412 Precondition Failed", "204 No Content"]
        assert side.methods == ["GET", "PUT"] * 2

    @pytest.mark.parametrize(("anchor", "times"), [(CURL, 1), (REQUESTS, 3), (FETCH, 3)])
    def test_gives_up(self, run: Run, serve: Serve, code: str, anchor: str, times: int) -> None:
        side = serve(guarded(faster=9))
        assert run(code, anchor, side.url).returncode == 1
        assert side.methods == ["GET", "PUT"] * times

    @pytest.mark.parametrize("anchor", ALL)
    def test_without_a_tag_it_is_a_428(self, run: Run, serve: Serve, code: str, anchor: str) -> None:
        done = run(code, anchor, serve(guarded(tag=False)).url)
        assert (done.returncode, "428" in done.stdout + done.stderr) == (1, True)


def ranged(content: bytes, tag: str = '"one"') -> Answering:
    """Give a content in parts, as RFC 9110, Section 14 has it."""

    def answer(asked: Seen) -> Answer:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", asked.fields["Range"] or "")
        if wanted is None or (asked.fields["If-Range"] or tag) != tag:
            return told(200, {"ETag": tag}, content)
        first, last = int(wanted[1]), min(int(wanted[2] or len(content)), len(content) - 1)
        if first >= len(content):
            return told(416, {"Content-Range": f"bytes */{len(content)}"})
        fields = {"ETag": tag, "Content-Range": f"bytes {first}-{last}/{len(content)}"}
        return told(206, fields, content[first : last + 1])

    return answer


@pytest.mark.parametrize("code", ["206", "416"])
class TestRanges:
    @pytest.mark.parametrize("anchor", [CURL, REQUESTS])
    def test_goes_on_where_it_broke_off(
        self, run: Run, serve: Serve, tmp_path: Path, code: str, anchor: str
    ) -> None:
        side, file = serve(ranged(CONTENT)), tmp_path / "download"
        said = [run(code, anchor, side.url).stdout[:3]]
        file.write_bytes(CONTENT[:300])
        said += [run(code, anchor, side.url).stdout[:3] for _ in range(2)]
        assert said == ["200", "206", "416"]
        assert file.read_bytes() == CONTENT
        assert [asked.fields["Range"] for asked in side.seen] == [None, "bytes=300-", "bytes=1024-"]

    def test_what_has_changed_comes_whole(self, run: Run, serve: Serve, tmp_path: Path, code: str) -> None:
        run(code, REQUESTS, serve(ranged(CONTENT)).url)
        done = run(code, REQUESTS, serve(ranged(b"new", '"two"')).url)
        assert done.stdout.splitlines() == ["200 OK ", "3 bytes"]
        assert (tmp_path / "download").read_bytes() == b"new"

    def test_curl_keeps_the_file_where_there_are_no_parts(
        self, run: Run, serve: Serve, tmp_path: Path, code: str
    ) -> None:
        (tmp_path / "download").write_bytes(b"half")
        side = serve(lambda _: told(200, {}, CONTENT))
        assert run(code, CURL, side.url).returncode != 0
        assert (tmp_path / "download").read_bytes() == b"half"

    def test_fetch_puts_the_parts_together(self, run: Run, serve: Serve, code: str) -> None:
        side = serve(ranged(CONTENT))
        assert run(code, FETCH, side.url).stdout.splitlines()[-1] == "1024 bytes"
        assert [asked.fields["If-Range"] for asked in side.seen] == [None, '"one"', '"one"']

    def test_fetch_ends_where_nothing_is_left(self, run: Run, serve: Serve, code: str) -> None:
        done = run(code, FETCH, serve(lambda _: told(416, {"Content-Range": "bytes */0"})).url)
        assert done.stdout.splitlines() == ["416 Range Not Satisfiable bytes */0", "0 bytes"]


@pytest.mark.parametrize("anchor", SCRIPTS)
class TestShort:
    def test_409_tells_what_clashes(self, run: Run, serve: Serve, live_answers: str, anchor: str) -> None:
        done = run("409", anchor, f"{live_answers}/409")
        assert done.stdout.splitlines()[0] == "409 Conflict"
        assert "The version that you sent is 3, and the current one is 4." in done.stdout
        side = serve(lambda asked: told(409) if asked.method == "PUT" else told(200, {}, THING))
        assert f"The current state: {THING.decode()}" in run("409", anchor, side.url).stdout

    @pytest.mark.parametrize(
        "members",
        [
            {"errors": [{"detail": "age: too low", "pointer": "#/age"}]},
            {"errors": {"age": "too low"}},
            {"detail": "age: too low"},
        ],
    )
    def test_422_tells_what_was_refused(
        self, run: Run, serve: Serve, anchor: str, members: dict[str, object]
    ) -> None:
        fields = {"Content-Type": "application/problem+json"}
        side = serve(lambda _: told(422, fields, json.dumps(members).encode()))
        assert run("422", anchor, side.url).stdout.splitlines()[1:] == ["age: too low"]

    def test_425_is_asked_once_more(self, run: Run, live_answers: str, anchor: str) -> None:
        done = run("425", anchor, sequence(live_answers, "425,200"))
        assert done.stdout.splitlines() == ["425 Too Early - once more", "200 OK"]
        assert run("425", anchor, f"{live_answers}/425").returncode == 1

    def test_451_names_who_blocks(self, run: Run, live_answers: str, anchor: str) -> None:
        done = run("451", anchor, f"{live_answers}/451")
        assert done.stdout.splitlines()[:2] == [
            "451 Unavailable For Legal Reasons",
            "Blocked by https://example.com/legal",
        ]

    def test_511_stops_and_says_where_to_log_in(self, run: Run, live_answers: str, anchor: str) -> None:
        done = run("511", anchor, f"{live_answers}/511")
        assert "Log in at https://login.example.net/" in done.stdout
        assert (done.returncode, "with a browser" in done.stderr) == (1, True)

    @pytest.mark.parametrize("code", ["409", "422", "425", "451", "511"])
    def test_success_is_no_error(self, run: Run, live_answers: str, anchor: str, code: str) -> None:
        done = run(code, anchor, f"{live_answers}/200")
        assert (done.returncode, code in done.stdout + done.stderr) == (0, False)


def test_everything_that_was_made_for_a_code_is_here() -> None:
    told = {"206", "301", "304", "401", "409", "422", "425", "428", "429", "451", "511"}
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} - {"any"} == told
    made = {slug: {one.anchor for one in examples(slug, "handle") if one.own} for slug in told - {"401"}}
    assert all(found in (set(ALL), set(SCRIPTS)) for found in made.values())
