"""Markdown as plain text for a terminal: wrapped, headings underlined, code indented, marks taken off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import indent, wrap
from typing import Any

from status_ref.catalog import prose

WIDTH = 78
UNDERLINES = {"h1": "=", "h2": "-"}


def write(markdown: str, width: int = WIDTH) -> str:
    """Write a Markdown document as text; code keeps its lines, however long they are."""
    return "\n\n".join(_blocks(prose.tokens(markdown), width)) + "\n"


def _blocks(tokens: Sequence[Any], width: int) -> Iterator[str]:
    position = 0
    while position < len(tokens):
        token = tokens[position]
        end = _end(tokens, position)
        inner = tokens[position + 1 : end]
        if token.type == "heading_open":
            yield _heading(token.tag, _inline(inner[0]), width)
        elif token.type == "paragraph_open":
            yield "\n".join(wrap(_inline(inner[0]), width, break_long_words=False, break_on_hyphens=False))
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield _list(token, inner, width)
        elif token.type == "table_open":
            yield _table(inner)
        elif token.type in {"fence", "code_block"}:
            yield indent(token.content.rstrip("\n"), "    ")
        else:
            yield from _blocks(inner, width)  # a quotation is read without its mark, a rule is none
        position = end + 1


def _end(tokens: Sequence[Any], start: int) -> int:
    position, depth = start, tokens[start].nesting
    while depth:
        position += 1
        depth += tokens[position].nesting
    return position


def _heading(tag: str, text: str, width: int) -> str:
    line = UNDERLINES.get(tag)
    return f"{text}\n{line * min(len(text), width)}" if line else text


def _list(opened: Any, tokens: Sequence[Any], width: int) -> str:
    ordered = opened.type == "ordered_list_open"
    items: list[str] = []
    position = 0
    while position < len(tokens):
        end = _end(tokens, position)
        mark = f"{len(items) + 1}. " if ordered else "- "
        body = "\n".join(_blocks(tokens[position + 1 : end], width - len(mark)))
        items.append(mark + indent(body, " " * len(mark)).lstrip())
        position = end + 1
    return "\n".join(items)


def _table(tokens: Sequence[Any]) -> str:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _inline(token: Any) -> str:
    parts, target = [], ""
    for child in token.children or []:
        if child.type == "link_open":
            target = str(child.attrs["href"])
        elif child.type == "link_close":
            parts.append("" if target.startswith("#") else f" <{target}>")
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(child.content)
    return "".join(parts)
