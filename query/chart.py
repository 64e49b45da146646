"""Trends as a chart of characters: bars for one query, lines for several, with the counts at the left and the days below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from indexer.languages import Language, said_count

from .labels import LABELS, said_trend
from .terminal import Line
from .trends import Trend, Trends

__all__ = ["chart_lines"]

_HEIGHT = 10
# A period takes at most so many columns: a chart of two bars need not fill the terminal.
_WIDEST = 6
# Columns between two labels below, at least.
_APART = 6
_EIGHTHS_UP = " ▁▂▃▄▅▆▇█"
_STYLES = ("cyan", "magenta", "yellow", "green", "red", "blue")
_MARKS = "●○▲△■□◆◇"
_BRAILLE = 0x2800
# Dots of a cell by row, left and right: Unicode, "Braille Patterns".
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))

Cell = tuple[str, str]
"""A character and its style."""


def chart_lines(trends: Trends, lang: Language, width: int, *, colored: bool) -> Iterator[Line]:
    """The legend and the chart, no wider than ``width`` columns; without colours each line has its own mark."""
    for number, trend in enumerate(trends.trends):
        yield Line([(f"{_mark(number, colored, trends)} ", _style(number)), (_said(trend, trends, lang), "")])
    most = max((max(trend.counts, default=0) for trend in trends.trends), default=0)
    if not most:
        return
    top = said_count(most, lang)
    margin = len(top)
    # Half of a small odd number would be rounded to a wrong one.
    half = said_count(most // 2, lang) if most % 2 == 0 or most > 20 else ""
    plotted = _Plot([trend.counts for trend in trends.trends], most, width - margin - 2)
    rows = plotted.bars() if len(trends.trends) == 1 else plotted.lines() if colored else plotted.marks()
    for number, row in enumerate(rows):
        shown = {0: top, _HEIGHT // 2: half}.get(number, "")
        pieces = [(f"{shown:>{margin}} ", "dim"), ("│", "dim")]
        yield Line([*pieces, *_joined(row)])
    yield Line([(f"{'0':>{margin}} └{'─' * plotted.width}", "dim")])
    yield Line([(" " * (margin + 2) + _axis(trends.labels(), plotted), "dim")])


def _mark(number: int, colored: bool, trends: Trends) -> str:
    if len(trends.trends) == 1:
        return "█"
    return "━━" if colored else _MARKS[number % len(_MARKS)]


def _style(number: int) -> str:
    return _STYLES[number % len(_STYLES)]


def _said(trend: Trend, trends: Trends, lang: Language) -> str:
    counts, labels = trend.counts, LABELS[lang]
    said = [said_trend(trend.query, trend.total, trends.by, lang)]
    if any(counts):
        peak = trends.labels()[counts.index(max(counts))]
        said.append(labels.most.format(count=said_count(max(counts), lang), period=peak))
    if trend.undated:
        said.append(labels.undated.format(count=said_count(trend.undated, lang)))
    return ", ".join(said)


def _joined(row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Cells of one style side by side as one piece."""
    for style, cells in groupby(row, key=lambda cell: cell[1]):
        yield "".join(character for character, _ in cells), style


class _Plot:
    """Counts in a field of ``width`` columns: each period takes ``step`` of them, or, of too many, several one."""

    def __init__(self, series: Sequence[Sequence[int]], most: int, room: int) -> None:
        periods = len(series[0])
        room = max(room, 1)
        self.most = most
        self.step = min(room // periods, _WIDEST) or 1
        self.columns = min(periods, room)
        self.width = self.columns * self.step
        # Of the periods in one column the highest is shown: a peak is not to vanish.
        bounds = [column * periods // self.columns for column in range(self.columns + 1)]
        self.series = [[max(counts[first:past]) for first, past in pairwise(bounds)] for counts in series]
        self.bounds = bounds

    def bars(self) -> list[list[Cell]]:
        """Bars of blocks, an eighth of a row exact; a column between two where there is room."""
        rows = []
        for row in range(_HEIGHT - 1, -1, -1):
            cells: list[Cell] = []
            for count in self.series[0]:
                eighths = max(round(count / self.most * _HEIGHT * 8), 1) if count else 0
                block = _EIGHTHS_UP[min(max(eighths - row * 8, 0), 8)]
                gap = self.step > 2
                cells += [(block, _style(0))] * (self.step - gap) + [(" ", "")] * gap
            rows.append(cells)
        return rows

    def lines(self) -> list[list[Cell]]:
        """Lines of dots, two by four in a character, which has the colour of the last line through it."""
        dots = [[0] * self.width for _ in range(_HEIGHT)]
        styles = [[""] * self.width for _ in range(_HEIGHT)]
        for number, counts in enumerate(self.series):
            for at, height in enumerate(
                _heights(self._along(counts, 2 * self.width), self.most, 4 * _HEIGHT)
            ):
                for level in height:
                    row, within = divmod(4 * _HEIGHT - 1 - level, 4)
                    dots[row][at // 2] |= _DOTS[within][at % 2]
                    styles[row][at // 2] = _style(number)
        return [
            [
                (chr(_BRAILLE + pattern) if pattern else " ", style)
                for pattern, style in zip(*row, strict=True)
            ]
            for row in zip(dots, styles, strict=True)
        ]

    def marks(self) -> list[list[Cell]]:
        """Lines of one mark a column each."""
        rows: list[list[Cell]] = [[(" ", "")] * self.width for _ in range(_HEIGHT)]
        for number, counts in enumerate(self.series):
            for at, count in enumerate(self._along(counts, self.width)):
                level = round(count / self.most * (_HEIGHT - 1))
                rows[_HEIGHT - 1 - level][at] = (_MARKS[number % len(_MARKS)], "")
        return rows

    def _along(self, counts: Sequence[int], points: int) -> Iterator[float]:
        """The counts drawn out over so many points, straight from the middle of a period to that of the next."""
        each = points / len(counts)
        for point in range(points):
            place = min(max((point + 0.5) / each - 0.5, 0), len(counts) - 1)
            before = int(place)
            after = min(before + 1, len(counts) - 1)
            yield counts[before] + (counts[after] - counts[before]) * (place - before)


def _heights(values: Iterator[float], most: int, height: int) -> Iterator[range]:
    """The levels to be dotted at each point: up or down to it from the one before, so that a line has no gap."""
    last = None
    for value in values:
        level = round(value / most * (height - 1))
        if last is None or level == last:
            yield range(level, level + 1)
        else:
            yield range(last + 1, level + 1) if level > last else range(level, last)
        last = level


def _axis(labels: Sequence[str], plot: _Plot) -> str:
    """Labels of periods, each below where its period begins, as many as stand apart."""
    axis = ""
    for column in range(plot.columns):
        at, label = column * plot.step, labels[plot.bounds[column]]
        if not axis or len(axis) + _APART <= at <= plot.width - len(label):
            axis = axis.ljust(at) + label
    return axis
