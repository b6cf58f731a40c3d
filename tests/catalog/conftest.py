"""A folder for content files."""

import pytest

GOOD = """\
+++
code = 599
phrase = "Nothing Works"
kind = "registered"
updated = 2026-11-23
snapshot = 2026-10-09
spec = "RFC 9110, Section 15.6"
acts = "server"
retry = "later"
lead = "It is *broken*. Wait."
former_phrases = ["Old Name"]

[facts]
meaning = "Broken."

[response]
fields = [["Retry-After", "5"]]

[[related]]
code = 500
difference = "it is broken by itself"

[[reading]]
title = "A book"
url = "https://example.com/"
+++

## Meaning

Words.

## Causes

### Too hot {#too-hot}

See: smoke.

Check: the fan.

Fix: cool it.

### Too cold {#too-cold}

See: ice.

Fix: warm it.

## FAQ

### Why? {#faq-why}

Because.

## Failures

### Gone {#gone}

It went.
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with one good file."""
    (tmp_path / "599.md").write_text(GOOD)
    return tmp_path


@pytest.fixture
def broken(folder):
    """Change the good file and give its path."""

    def broken(old, new):
        path = folder / "599.md"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return path

    return broken
