"""Markdown becomes HTML, and nothing else does."""

import pytest

from status_ref.catalog import prose


def test_raw_html_is_shown_as_text():
    assert "<script>" not in prose.block("<script>alert(1)</script>\n\n<b onclick=x>y</b>")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_cannot_run(link):
    assert "href" not in prose.inline(f"[x]({link})")


def test_inline_has_no_paragraph():
    assert prose.inline("a `b` *c*") == "a <code>b</code> <em>c</em>"


def test_plain_has_no_marks():
    assert prose.plain("a `b` *c* [d](https://e/)") == "a b c d"


def test_code_is_coloured_by_class():
    assert '<span class="' in prose.block("```python\nx = 'y'\n```")


@pytest.mark.parametrize("lexer", ["", "no-such-language"])
def test_unknown_code_stays_plain_and_escaped(lexer):
    assert prose.highlight("<b> & c", lexer).strip() == "&lt;b&gt; &amp; c"


def test_a_table_scrolls_by_itself_and_is_reached_by_the_keyboard():
    html = prose.block("| a |\n|---|\n| b |")
    assert html.startswith('<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>')
    assert html.rstrip().endswith("</table></div>")
