"""What a site adds: notes, problem types, pages in the place of ours; and what is wrong with its files."""

import datetime as dt

import pytest

from status_ref.catalog import load, markdown
from status_ref.catalog.faults import faults
from status_ref.catalog.model import Cause, Item, Note, Reading, Related
from status_ref.catalog.ours import Ours, read_note, read_problem
from status_ref.catalog.reader import ContentError, read

PROBLEM = """\
+++
title = "Out of credit"
status = 402
lead = "The account has *no* credit."
next = "buy-credit"
updated = 2026-11-20

[[related]]
code = 429
difference = "too many, not too little"

[[reading]]
title = "Prices"
+++

## Causes

### A large parcel {#large-parcel}

See: a balance.

Fix: buy credit.

## Fix

1. Buy credit.

## FAQ

### Why? {#faq-why}

Because.
"""
SHORT = '+++\ntitle = "T"\nstatus = 409\nlead = "L."\n+++\n'


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


class TestNote:
    def test_is_markdown_without_a_title(self, tmp_path):
        assert read_note(write(tmp_path, "401.md", "\nSend *your* key.\n")) == Note("", "Send *your* key.")

    def test_has_the_title_of_its_first_line(self, tmp_path):
        note = read_note(write(tmp_path, "401.md", "# Keys\n\nSend it.\n\nMore.\n"))
        assert note == Note("Keys", "Send it.\n\nMore.")

    @pytest.mark.parametrize("text", ["", " \n", "# Keys\n"])
    def test_says_something(self, tmp_path, text):
        with pytest.raises(ContentError, match="a note says something"):
            read_note(write(tmp_path, "401.md", text))

    def test_is_found_by_slug_and_read_once(self, tmp_path):
        write(tmp_path, "notes/499-nginx.md", "Logs.")
        ours = Ours([tmp_path])
        assert ours.note("499-nginx") == Note("", "Logs.")
        assert ours.note("499-nginx") is ours.note("499-nginx")
        assert ours.note("401") is None

    def test_of_a_later_folder_counts(self, tmp_path):
        for folder in "ba":
            write(tmp_path, f"{folder}/notes/401.md", folder)
        assert Ours([tmp_path / "b", tmp_path / "a"]).note("401").body == "a"


class TestProblemType:
    def test_has_what_its_file_says(self, tmp_path):
        problem = read_problem(write(tmp_path, "x.md", PROBLEM), "billing/out-of-credit")
        assert (problem.name, problem.title, problem.status) == (
            "billing/out-of-credit",
            "Out of credit",
            402,
        )
        assert (problem.code, problem.next) == ("out-of-credit", "buy-credit")
        assert problem.updated == dt.date(2026, 11, 20)
        assert problem.related == (Related(429, "too many, not too little"),)
        assert problem.reading == (Reading("Prices"),)
        assert problem.causes == (Cause("large-parcel", "A large parcel", "a balance.", "buy credit."),)
        assert problem.questions == (Item("faq-why", "Why?", "Because."),)
        assert problem.sections == {"fix": "1. Buy credit."}

    def test_needs_three_facts_and_no_words(self, tmp_path):
        problem = read_problem(write(tmp_path, "x.md", SHORT), "late")
        assert (problem.code, problem.next, problem.updated, problem.causes) == ("late", "", None, ())

    def test_may_have_another_code(self, tmp_path):
        text = SHORT.replace("status", 'code = "too-late"\nstatus')
        assert read_problem(write(tmp_path, "x.md", text), "late").code == "too-late"

    @pytest.mark.parametrize(
        ("old", "new", "reason"),
        [
            ("409", "399", "3: status is from 400 to 599"),
            ("409", "600", "3: status is from 400 to 599"),
            ("409", '"409"', "3: status must be of type int"),
            ("409", "409\nupdated = 2026-11-20T00:00:00", "4: updated must be of type date"),
            ('lead = "L."\n', "", "4: lead is missing"),
            ('lead = "L."\n', 'lead = "L."\nkind = "vendor"\n', "5: kind is no known key"),
            ("\n+++\n", "\n+++\n\n## Send\n", "send is no known section"),
        ],
    )
    def test_that_is_broken_says_where(self, tmp_path, old, new, reason):
        path = write(tmp_path, "x.md", SHORT.replace(old, new))
        with pytest.raises(ContentError) as error:
            read_problem(path, "x")
        assert str(error.value).startswith(f"{path}:")
        assert reason in str(error.value)

    def test_is_found_by_name_and_read_once(self, tmp_path):
        write(tmp_path, "problems/billing/late.md", SHORT)
        ours = Ours([tmp_path])
        assert ours.problem("billing/late") is ours.problem("billing/late")
        assert ours.problem("late") is None

    def test_all_come_in_the_order_of_their_names(self, tmp_path):
        for name in ("b", "a/z", "c"):
            write(tmp_path, f"problems/{name}.md", SHORT)
        write(tmp_path, "problems/aa.md", SHORT.replace("409", "422"))
        ours = Ours([tmp_path])
        assert [problem.name for problem in ours.problems()] == ["a/z", "aa", "b", "c"]
        assert [problem.name for problem in ours.problems(422)] == ["aa"]

    def test_of_a_later_folder_counts(self, tmp_path):
        for folder in "ba":
            write(tmp_path, f"{folder}/problems/x.md", SHORT.replace('"T"', f'"{folder}"'))
        assert Ours([tmp_path / "b", tmp_path / "a"]).problem("x").title == "a"

    @pytest.mark.parametrize("name", ["Late", "a.b", "late_one", "-x", "x--y", "é"])
    def test_with_another_name_is_passed_over(self, tmp_path, name):
        write(tmp_path, f"problems/{name}.md", SHORT)
        assert Ours([tmp_path]).problems() == ()


class TestBrokenFile:
    """It is as if it were not there, and the log says where it is broken, once."""

    FILES = {"402.md": "+++", "599-ours.md": "", "notes/401.md": "", "problems/late.md": "+++\n+++"}

    @pytest.fixture
    def own(self, tmp_path):
        for name, text in self.FILES.items():
            write(tmp_path, name, text)
        return load([tmp_path])

    def test_leaves_our_page_in_its_place(self, own):
        assert own.get("402").lead == load().get("402").lead

    def test_that_is_a_page_alone_is_none(self, own):
        assert own.get("599-ours") is None
        assert [heading.slug for heading in own.headings()] == [status.slug for status in load().every()]

    def test_is_no_note_and_no_problem_type(self, own):
        assert (own.ours.note("401"), own.ours.problem("late"), own.ours.problems()) == (None, None, ())

    def test_is_told_to_the_log_once(self, own, caplog, tmp_path):
        for _ in range(2):
            own.get("402"), own.ours.note("401"), own.ours.problem("late")
        assert [record.name for record in caplog.records] == ["status_ref.content"] * 3
        assert f"{tmp_path}/problems/late.md:2: " in caplog.text


class TestOwnPage:
    @pytest.fixture
    def own(self, tmp_path):
        text = '+++\nupdated = 2026-11-20\nlead = "No credit is left."\n+++\n\n## Fix\n\n1. Buy credit.\n'
        write(tmp_path, "402.md", text)
        return load([tmp_path])

    def test_has_its_own_words_alone(self, own):
        status = own.get("402")
        assert (status.lead, status.sections, status.causes) == (
            "No credit is left.",
            {"fix": "1. Buy credit."},
            (),
        )

    def test_keeps_the_facts_that_it_leaves_out(self, own):
        status, original = own.get("402"), load().get("402")
        assert (status.phrase, status.spec, status.facts) == (original.phrase, original.spec, original.facts)
        assert (status.reading, status.fields) == (original.reading, original.fields)

    def test_says_itself_when_it_was_written(self, tmp_path):
        path = write(tmp_path, "402.md", '+++\nlead = "No credit."\n+++\n')
        with pytest.raises(ContentError, match=r"402\.md:3: updated is missing"):
            read(path, load().path("402"))

    def test_with_another_name_is_passed_over(self, tmp_path):
        for name in ("README.md", "notes.md", "600.md", "4010.md", "401_x.md"):
            write(tmp_path, name, "x")
        assert len(load([tmp_path]).every()) == len(load().every())

    def test_a_folder_that_is_not_there_has_none(self, tmp_path):
        own = load([tmp_path / "nowhere"])
        assert (own.get("401").code, own.ours.note("401"), own.ours.problems()) == (401, None, ())

    def test_has_a_file(self, own, tmp_path):
        assert (own.path("402"), own.path("999")) == (tmp_path / "402.md", None)


class TestFaults:
    def test_there_are_none_in_good_folders(self, tmp_path):
        write(tmp_path, "README.md", "For us.")
        write(tmp_path, "notes/README.md", "For us.")
        write(tmp_path, "notes/401.md", "Send it.")
        write(tmp_path, "problems/billing/deep/late.md", SHORT)
        write(tmp_path, "402.md", "+++\nupdated = 2026-11-20\n+++\n")
        assert list(faults([tmp_path, tmp_path / "nowhere"])) == []

    @pytest.mark.parametrize(
        ("name", "text", "reason"),
        [
            ("notes.md", "x", "1: a page is called by its code"),
            ("402.md", "x", "1: the front matter starts with +++"),
            ("460.md", "+++\nupdated = 2026-11-20\n+++\n", "3: "),
            ("402.md", "+++\nupdated = 2026-11-20\ncode = 404\n+++\n", "3: the name of the file and code"),
            ("402.md", b"+++\nlead = \xff\n+++\n", "1: cannot be read: "),
            ("402.md", "+++\nupdated = 2026-11-20\nformer_phrases = [1]\n+++\n", "3: every one of former"),
            (
                "402.md",
                "+++\nupdated = 2026-11-20\n[response]\nmembers = { balance = 3 }\n+++\n",
                "every value of response.members",
            ),
            (
                "402.md",
                '+++\nupdated = 2026-11-20\n[response]\nfields = [["X-Test", "a\\nb"]]\n+++\n',
                "each a line of ASCII",
            ),
            (
                "402.md",
                '+++\nupdated = 2026-11-20\n[[reading]]\ntitle = "T"\nnote = 1.5\n+++\n',
                "every value is a text",
            ),
            ("notes/499.md", "x", "1: there is no page 499"),
            ("notes/401.md", "", "1: a note says something"),
            ("notes/deep/401.md", "x", "1: only notes and problems"),
            ("problem/late.md", SHORT, "1: only notes and problems"),
            ("problems/Late.md", SHORT, "1: a problem is called by words"),
            ("problems/a b/late.md", SHORT, "1: a problem is called by words"),
            ("problems/late.md", "x", "1: the front matter starts with +++"),
        ],
    )
    def test_name_the_file_the_line_and_the_reason(self, tmp_path, name, text, reason):
        path = write(tmp_path, name, text)
        (fault,) = faults([tmp_path])
        assert str(fault).startswith(f"{path}:{reason}" if reason[0].isdigit() else f"{path}:")
        assert reason in str(fault)

    def test_a_folder_with_the_name_of_a_file_is_one(self, tmp_path):
        (tmp_path / "402.md").mkdir()
        (fault,) = faults([tmp_path])
        assert "cannot be read" in str(fault)

    def test_a_note_may_stand_on_a_page_of_another_folder(self, tmp_path):
        facts = (load().path("404")).read_text().partition("\n## ")[0].replace("code = 404", "code = 460")
        write(tmp_path, "a/460.md", facts)
        write(tmp_path, "b/notes/460.md", "x")
        assert list(faults([tmp_path / "b", tmp_path / "a"])) == []


class TestMarkdown:
    @pytest.fixture
    def problem(self, tmp_path):
        return read_problem(write(tmp_path, "x.md", PROBLEM), "billing/out-of-credit")

    def test_a_note_stands_before_the_causes(self):
        written = markdown.write(load().get("401"), note=Note("", "Send it."))
        assert written.index("## In our API\n\nSend it.\n") < written.index("## Likeliest causes")

    def test_a_note_has_its_title(self):
        assert "## Keys\n\nSend it.\n" in markdown.write(load().get("401"), note=Note("Keys", "Send it."))

    def test_problems_are_listed(self, problem):
        line = "- **Out of credit** (`billing/out-of-credit`): The account has *no* credit."
        written = markdown.write(load().get("402"), problems=[problem])
        assert f"## Problems of this site\n\n{line}\n" in written

    def test_nothing_of_a_site_leaves_no_trace(self):
        written = markdown.write(load().get("402"))
        assert "## In our API" not in written
        assert "Problems of this site" not in written

    def test_the_reading_may_be_another(self):
        assert markdown.write(load().get("402"), reading=[Reading("A talk")]).endswith("\n- A talk\n")

    def test_a_problem_is_written_whole(self, problem):
        assert markdown.write_problem(problem) == (
            "# Out of credit\n\nThe account has *no* credit.\n\n"
            "- Status: 402\n- Code: `out-of-credit`\n- Next: `buy-credit`\n- Last updated: 2026-11-20\n\n"
            "## Likeliest causes\n\n### A large parcel\n\n- **You see:** a balance.\n"
            "- **Fix:** buy credit.\n\n## How to fix it\n\n1. Buy credit.\n\n"
            "## Not this if\n\n- **429**: too many, not too little\n\n"
            "## FAQ\n\n### Why?\n\nBecause.\n\n"
            "## Recommended reading\n\n- Prices\n"
        )

    def test_a_short_problem_is_short(self, tmp_path):
        problem = read_problem(write(tmp_path, "x.md", SHORT), "late")
        assert markdown.write_problem(problem) == "# T\n\nL.\n\n- Status: 409\n- Code: `late`\n"
