"""Lines and tables of styled text on a terminal: wrapped, coloured, linked, through a pager; plain in a pipe.

Only the command line loads this, and rich only where there is something to colour: it costs 40 ms of a cold search.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from indexer.analysis.late_pattern import late_pattern

from .commands import Color, Display
from .labels import heading

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["Line", "columns", "harmless", "linked", "print_lines", "print_table", "screen"]

_NARROWEST = 20  # columns
# A scraped title must not be able to steer the terminal.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")
_WORD = late_pattern(r"\s*\S+\s*")
_ADDRESS = late_pattern(r"https?://[^\s\x00-\x1f\x7f-\x9f]+")
_URL_MARKS = "!#$%&'()*+,/:;=?@[]~"
_UNLINKED = (None, "", "dumb", "linux")
"""Terminals that would print a link's address as letters."""


class Line(NamedTuple):
    """Pieces of text, each with the name of its style (rich's; empty for none), after a margin that wrapped lines leave blank."""

    pieces: Sequence[tuple[str, str]]
    margin: str = ""


def linked(style: str, url: str | None) -> str:
    """The style of a text that leads to ``url``, where that is an address and the output a terminal that can be told."""
    terminal = sys.stdout and sys.stdout.isatty() and os.environ.get("TERM") not in _UNLINKED
    if not (terminal and url and _ADDRESS.fullmatch(url)):
        return style
    from urllib.parse import quote

    return f"{style} link {quote(url, safe=_URL_MARKS)}".lstrip()


def print_lines(lines: Iterable[Line], display: Display) -> None:
    """Print to standard output; for a terminal, long lines are wrapped at words, and more than fit go to the pager."""
    console = _console(display.color)
    if console is None:
        for line in lines:
            print("".join([line.margin, *(harmless(text) for text, _ in line.pieces)]))
        return
    for line in lines:
        _print_wrapped(line, console)
    _show(console, display)


def harmless(text: str) -> str:
    """The text with blanks for control characters."""
    return text.translate(_CONTROLS)


def _print_wrapped(line: Line, console: Console) -> None:
    from rich.text import Text

    pieces = [(harmless(text), style) for text, style in line.pieces]
    text = Text.assemble(*pieces)
    width = max(console.width - len(line.margin), _NARROWEST)
    for number, part in enumerate(text.divide(_wrap(text.plain, width))):
        part.rstrip()
        lead = " " * len(line.margin) if number else line.margin
        console.print(Text.assemble((lead, "bold"), part), soft_wrap=True)


def _wrap(text: str, width: int) -> list[int]:
    """Where new lines begin, so that none but one endless word is wider than ``width`` columns."""
    starts = []
    line = 0
    for word in _WORD.finditer(text):
        if line and line + columns(word[0].rstrip()) > width:
            starts.append(word.start())
            line = 0
        line += columns(word[0])
    return starts


def columns(text: str) -> int:
    """How many columns of a terminal the text takes at most.

    Terminals agree that a letter takes one, a wide one two, and a mark above or below it none. A vowel sign beside its letter,
    as in का, takes one by the C library's tables, which xterm and tmux follow, and none by rich's: here it counts.
    """
    return sum(
        1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
        if unicodedata.category(character) not in {"Mn", "Me", "Cf"}
    )


def print_table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]], display: Display) -> None:
    """Print columns side by side for a terminal, the last one wrapped; between tabs in a pipe."""
    console = _console(display.color)
    shown = headings if console is None else [heading(name, display.lang) for name in headings]
    table = [[harmless(cell) for cell in row] for row in (shown, *rows)]
    if console is None:
        for row in table:
            print("\t".join(row))
        return
    ends = [0]
    for column in [*zip(*table, strict=True)][:-1]:
        ends.append(ends[-1] + max(map(columns, column)) + 2)
    lines = [_table_lines(row, ends, console.width, jumps=False) for row in table]
    # Spaces alone would not do: see columns. So the cursor is sent to where the next column begins, but not by a pager.
    if console.color_system and sys.stdout.isatty() and not _too_long(sum(map(len, lines)), console, display):
        lines = [_table_lines(row, ends, console.width, jumps=True) for row in table]
    for number, row in enumerate(lines):
        console.print("\n".join(row), style="bold" if number == 0 else "", soft_wrap=True)
    _show(console, display)


def _table_lines(row: Sequence[str], ends: Sequence[int], width: int, *, jumps: bool) -> list[str]:
    line = ""
    for cell, start, end in zip(row, ends, ends[1:], strict=False):
        line += cell + " " * (end - start - columns(cell)) + (f"\x1b[{end + 1}G" if jumps else "")
    starts = _wrap(row[-1], max(width - ends[-1], _NARROWEST))
    last = [row[-1][start:past] for start, past in pairwise([0, *starts, None])]
    return [f"{' ' * ends[-1] if number else line}{part}".rstrip() for number, part in enumerate(last)]


def screen(display: Display) -> tuple[int, bool] | None:
    """The columns of the terminal, and whether it is coloured; None where the output is for a program."""
    console = _console(display.color)
    if console is None:
        return None
    return console.width, not console.no_color and console.color_system is not None


def _console(color: Color) -> Console | None:
    """Rich's console where the output is for a person, writing to a buffer; None for plain lines in a pipe."""
    if color is not Color.always and not (sys.stdout and sys.stdout.isatty()):
        return None
    from rich.console import Console

    plain = color is Color.never or (color is Color.auto and bool(os.environ.get("NO_COLOR")))
    return Console(
        file=io.StringIO(),
        force_terminal=True,
        color_system=None if plain else "standard" if color is Color.always else "auto",
        no_color=plain,
        highlight=False,
        emoji=False,
        markup=False,
    )


def _too_long(lines: int, console: Console, display: Display) -> bool:
    """Whether so many lines go to the pager: with the prompt after them they would not fit."""
    return display.pager and sys.stdout.isatty() and lines >= console.height


def _show(console: Console, display: Display) -> None:
    """Print what the console holds, or hand it to the pager."""
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    if _too_long(text.count("\n"), console, display):
        from .pager import page

        page(text)
    else:
        sys.stdout.write(text)
