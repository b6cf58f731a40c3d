"""From Markdown to HTML. Raw HTML in a source is shown as text, and code is coloured by class."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

SCROLLS = {
    "<pre>": '<pre tabindex="0">',
    "<table>": '<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>',
    "</table>": "</table></div>",
}
"""What may be too wide scrolls, so the keyboard must be able to reach it."""


def block(text: str) -> str:
    """Render paragraphs, lists and fenced code."""
    html = str(_markdown().render(text))
    for bare, wrapped in SCROLLS.items():
        html = html.replace(bare, wrapped)
    return html


def inline(text: str) -> str:
    """Render one line without a paragraph around it."""
    return str(_markdown().renderInline(text))


def plain(text: str) -> str:
    """Strip the marks from inline Markdown."""
    tokens = _markdown().parseInline(text)[0].children or []
    return "".join(token.content for token in tokens)


def tokens(text: str) -> list[Any]:
    """Give the tokens of a document, for other forms than HTML."""
    return list(_markdown().parse(text))


def highlight(code: str, lexer: str, _attrs: str = "") -> str:
    """Colour code, with classes that the style sheet knows; an unknown language stays plain."""
    from pygments import highlight as coloured
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        found = get_lexer_by_name(lexer or "text")
    except ClassNotFound:
        return escape(code)
    return str(coloured(code, found, HtmlFormatter(nowrap=True)))


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "highlight": highlight}).enable("table")
