"""The same for a terminal with colours, by rich: the numeral large, in the hue of its class."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping
from io import StringIO

from rich.console import Console, Group
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from status_ref.catalog import prose
from status_ref.catalog.model import Status
from status_ref.catalog.search import Hit
from status_ref.terminal.sections import parts

HUES = {1: 215, 2: 150, 3: 260, 4: 28, 5: 325}
"""Those of the pages."""
LIGHTNESS = 0.5
"""Between that of the pages in light and in dark: what colour is behind it, nobody tells."""
DIGITS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▀█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
}
THEME = Theme({"markdown.code": "cyan", "markdown.h3": "bold", "markdown.item.bullet": "dim"})


def page(status: Status, sections: Mapping[str, str], width: int, *, whole: bool = True) -> str:
    """Write sections of a page, and its head where it is shown as a whole."""
    console = _console(width)
    console.print(_face(status))
    if whole:
        console.print(_said(parts(status)[""].partition("\n")[2]))
    for title, body in sections.items():
        console.print(Text(f"\n{title}", style=f"bold {hue(status)}"))
        console.print(_said(body))
    return _written(console)


def listing(statuses: Iterable[Status], width: int) -> str:
    """Write one row for each status."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(max_width=width // 2)
    table.add_column(style="dim")
    for status in statuses:
        code = Text(status.slug, style=f"bold {hue(status)}")
        table.add_row(code, status.phrase, status.facts.get("meaning", ""))
    console = _console(width)
    console.print(table)
    return _written(console)


def hits(found: Iterable[Hit], width: int) -> str:
    """Write what fits a search, the best first."""
    console = _console(width)
    for hit in found:
        anchor = f"  #{hit.anchor}" if hit.anchor else ""
        title = Text.assemble((hit.status.slug, f"bold {hue(hit.status)}"), "  ", (hit.title, "bold"))
        console.print(title.append(anchor, style="dim"))
        console.print(Padding(Text(prose.plain(hit.excerpt)), (0, 0, 1, 2)))
    return _written(console)


def hue(status: Status) -> str:
    """Give the colour of a status: the hue of its class, or grey for what must not be used."""
    saturation = 0.7 if status.kind in {"registered", "vendor"} else 0.0
    rgb = colorsys.hls_to_rgb(HUES.get(status.family, 0) / 360, LIGHTNESS, saturation)
    return "#" + "".join(f"{round(255 * part):02x}" for part in rgb)


def _face(status: Status) -> Group:
    rows = (" ".join(DIGITS[digit][row] for digit in str(status.code)) for row in range(3))
    owner = f"  {status.vendor}" if status.vendor else ""
    line = Text(f"HTTP {status.code} {status.phrase}", style="bold").append(owner, style="dim")
    return Group(Text("\n".join(rows), style=hue(status)), line)


def _said(markdown: str) -> Markdown:
    return Markdown(markdown, code_theme="ansi_dark")


def _console(width: int) -> Console:
    # Written to a string: one place alone knows how the terminal takes it.
    return Console(file=StringIO(), force_terminal=True, width=width, theme=THEME, highlight=False)


def _written(console: Console) -> str:
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "".join(f"{line.rstrip()}\n" for line in lines)
