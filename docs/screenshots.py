"""Draw docs/screenshots/ anew: `make screenshots`. What commands show on a real terminal, as pictures for the README.

Each command runs on the sample newsroom in a pseudo-terminal, and what it writes, colours and all, is drawn on the grid of a
terminal. Letters are shaped by matplotlib, as in pictures of trends (`query/figure.py`), and each word is fitted to its columns.
A picture carries its text ("Description"), by which a test tells that it is stale.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, IdentityTransform
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rich.ansi import AnsiDecoder
from rich.console import Console
from rich.style import Style
from rich.text import Text
from write_examples import DOCS, example_environment

from query.figure import devanagari_fonts
from query.terminal import columns

FOLDER = DOCS / "screenshots"
SCREENS = {
    "search": "khabar search 'kosi tatbandh' -n 3",
    "acronym": "khabar search SCO --facet source -n 2 --lang en",
    "trends": "khabar trends चुनाव बाढ़",
    "facets": "khabar facets भारत --facet category,place,person -n 4",
    "similar": "khabar similar pd-dun-003 -n 3",
    "analyze": "khabar analyze 'भारत-रूस के नेताओं ने १,१६५ करोड़ रुपये दिये'",
}
_WIDTH, _HEIGHT = 80, 60  # columns and lines
_SIZE = 24  # pixels of an em of DejaVu Sans Mono
_DEVANAGARI_SIZE = 1.15 * _SIZE  # so that most words fill their columns
# The advance of DejaVu Sans Mono; room for signs above and below Devanagari.
_CELL = (0.602 * _SIZE, 1.5 * _SIZE)
_ASCENT, _DESCENT = 0.928 * _SIZE, 0.236 * _SIZE
_MARGIN = 24  # pixels
_GROUND, _TEXT, _DIM = "#1b1f27", "#e4e7ec", "#8b93a1"
_SHADES = 64  # a third of the bytes of all
# Red, green, yellow, blue, magenta, cyan: the terminal's 1 to 6.
_COLORS = ("#ff7a75", "#7fd88f", "#e8c46b", "#6ea8fe", "#d99bff", "#67c7d9")
_DEVANAGARI = re.compile("[\N{DEVANAGARI SIGN INVERTED CANDRABINDU}-\N{DEVANAGARI LETTER BBA}]")
# Boxes, blocks and Braille fill their cells, so that rows join.
_DRAWN = re.compile(
    "[\N{BOX DRAWINGS LIGHT HORIZONTAL}-\N{QUADRANT UPPER RIGHT AND LOWER LEFT AND LOWER RIGHT}⠀-⣿]"
)
_PIECE = re.compile(rf"{_DRAWN.pattern}|(?:(?!{_DRAWN.pattern})\S)+")


def screens() -> Iterator[tuple[str, str]]:
    """The name of each picture, and what the terminal shows: the command typed, then what it writes, with escape codes."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        environment = {**example_environment(folder, "hi_IN"), "TERM": "xterm-256color"}
        del environment["NO_COLOR"], environment["COLUMNS"]
        subprocess.run(
            ["khabar", "index", "build", "data"],
            cwd=folder,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for name, command in SCREENS.items():
            yield name, f"$ {command}\n{_shown(command, folder, environment)}"


def plain(screen: str) -> str:
    """The text of a screen without escape codes and the blanks at the ends of lines."""
    return "\n".join(line.plain.rstrip() for line in AnsiDecoder().decode(screen)).rstrip("\n")


def _shown(command: str, folder: Path, environment: dict[str, str]) -> str:
    main, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", _HEIGHT, _WIDTH, 0, 0))
    with subprocess.Popen(
        ["sh", "-c", command], cwd=folder, env=environment, stdin=terminal, stdout=terminal, stderr=terminal
    ) as program:
        os.close(terminal)
        with os.fdopen(main, "rb", buffering=0) as reader:
            shown = b""
            try:
                while part := reader.read(65536):
                    shown += part
            except OSError:  # Linux: the other end is closed
                pass
    if program.returncode:
        raise SystemExit(f"{command}: exit code {program.returncode}\n{shown.decode()}")
    return shown.decode().replace("\r\n", "\n")


def draw(screen: str, path: Path) -> None:
    """Write the screen as a PNG."""
    lines = [*AnsiDecoder().decode(screen.rstrip("\n"))]
    width, height = _WIDTH * _CELL[0] + 2 * _MARGIN, len(lines) * _CELL[1] + 2 * _MARGIN
    figure = Figure((width / 100, height / 100), dpi=100, facecolor=_GROUND)
    outlines: defaultdict[tuple[str, bool], list[Outline]] = defaultdict(list)
    for number, line in enumerate(lines):
        top = height - _MARGIN - number * _CELL[1]
        for column, piece, style in _pieces(line):
            outlines[_ink(style), bool(style.bold)].append(
                _outline(piece, bool(style.bold), _MARGIN + column * _CELL[0], top - _CELL[1])
            )
    for (color, bold), each in outlines.items():
        # A font of one weight is made bolder by a line around it.
        patch = PathPatch(Outline.make_compound_path(*each), color=color, lw=0.8 if bold else 0.2)
        patch.set_transform(IdentityTransform())
        figure.add_artist(patch)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    said = PngInfo()
    said.add_itxt("Description", plain(screen), lang="hi")
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").quantize(_SHADES).save(
        path, pnginfo=said, optimize=True
    )


def _pieces(line: Text) -> Iterator[tuple[int, str, Style]]:
    """Words and drawn characters, each with its column and style."""
    column = 0
    for text, style, _ in line.render(Console(width=1000)):
        for piece in _PIECE.finditer(text):
            yield column + columns(text[: piece.start()]), piece[0], style or Style.null()
        column += columns(text)


def _ink(style: Style) -> str:
    if style.color and style.color.number:
        return _COLORS[style.color.number - 1]
    return _DIM if style.dim else _TEXT


@cache
def _fonts(shaped: bool) -> list[str]:
    return [*devanagari_fonts(), "DejaVu Sans Mono"] if shaped else ["DejaVu Sans Mono", "DejaVu Sans"]


def _outline(piece: str, bold: bool, left: float, bottom: float) -> Outline:
    """The letters of a piece, in pixels; narrowed where they take more than their columns."""
    shaped = bool(_DEVANAGARI.search(piece))
    font = FontProperties(
        family=_fonts(shaped), weight="bold" if bold and not shaped else "normal", size=_SIZE
    )
    size = _DEVANAGARI_SIZE if shaped else _SIZE
    vertices, codes = text_to_path.get_text_path(font, piece)
    natural, *_ = text_to_path.get_text_width_height_descent(piece, font, ismath=False)
    natural *= size / _SIZE
    room = columns(piece) * _CELL[0]
    fit = Affine2D().scale(size / text_to_path.FONT_SCALE)
    if _DRAWN.match(piece):
        fit.translate(0, _DESCENT).scale(room / natural, _CELL[1] / (_ASCENT + _DESCENT))
    else:
        fit.scale(min(room / natural, 1), 1).translate(0, _DESCENT + (_CELL[1] - _ASCENT - _DESCENT) / 2)
    return fit.translate(left, bottom).transform_path(Outline(vertices, codes))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, screen in screens():
        draw(screen, FOLDER / f"{name}.png")
        print(FOLDER / f"{name}.png", file=sys.stderr)
