"""CSV and TSV, row by row; one bad row never takes its neighbours with it."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from ..article import Article
from ..errors import Origin, SourceError
from .columns import KNOWN_NAMES, fold_name
from .opening import MAX_LINE_BYTES, Line, SourceFile
from .records import RecordReader, flaw_of

__all__ = ["iter_csv", "sniff_delimiter"]

_DELIMITERS = (",", ";", "\t", "|")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SHOWN = 40
_TOO_LONG = f"a line is longer than {MAX_LINE_BYTES:,} bytes"


class Row(NamedTuple):
    """A row, the lines it was read from, and the reason it must be rejected for (with its detail), if any."""

    line: int
    cells: list[str]
    flaw: tuple[str, str] | None


def iter_csv(
    file: SourceFile, records: RecordReader, delimiter: str | None
) -> Iterator[tuple[Origin, Article | SourceError]]:
    """Yield the articles of a file with a header row; ``delimiter`` None: told from the header."""
    rows = _Rows(file, delimiter)
    header = next(rows, None)
    if header is None:
        return
    if header.flaw or "body" not in records.select(tuple(header.cells)):
        flaw = header.flaw
        error = (
            records.reject(header.line, *flaw) if flaw else records.no_body_column(header.cells, header.line)
        )
        yield error.origin, error
        return
    for row in rows:
        if row.flaw:
            yield Origin(file.path, row.line), records.reject(row.line, *row.flaw)
        elif any(
            cell and not cell.isspace() for cell in row.cells
        ):  # a row of empty cells is a spreadsheet's, not an article
            yield (
                Origin(file.path, row.line),
                records.read(dict(zip(header.cells, row.cells, strict=True)), row.line),
            )


def sniff_delimiter(header: str) -> str:
    """Choose the delimiter that gives ``header`` most columns of known names; among equals, most columns."""
    return max(_DELIMITERS, key=lambda delimiter: _known_columns(header, delimiter))


def _known_columns(header: str, delimiter: str) -> tuple[int, int]:
    cells = next(csv.reader([header], delimiter=delimiter), [])
    return len({fold_name(cell) for cell in cells} & KNOWN_NAMES), len(cells)


class _Rows(Iterator[Row]):
    """Rows of the header's width. Cells may hold line ends; a quote opened by mistake swallows no rows."""

    def __init__(self, file: SourceFile, delimiter: str | None) -> None:
        csv.field_size_limit(
            max(csv.field_size_limit(), MAX_LINE_BYTES)
        )  # its default, 128 KiB, is shorter than an article
        self._file = file
        self._lines = _split_returns(file.iter_lines())
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._unclosed = False
        self._delimiter = delimiter
        self._header: list[str] | None = None

    def __next__(self) -> Row:
        while True:
            row = self._read()
            if self._file.broken and self._unclosed:
                raise StopIteration  # the rest of this row is in the part of the archive that cannot be read
            if self._header is None and row.cells:
                self._header = row.cells
            if row.cells or row.flaw:
                return row

    def _read(self) -> Row:
        """Read the next row; one without cells is a blank line."""
        first = self._first_line()
        if first.flaw == "too-long":
            return Row(first.number, [], ("too-long", _TOO_LONG))
        cells = self._split_plain(first) if self._delimiter == "\t" else None
        if cells is None:
            cells = self._parse(first)
        flaw = self._flaw(cells)
        if (
            flaw
            and self._delimiter == "\t"
            and self._header
            and first.text.count("\t") == len(self._header) - 1
        ):
            self._give_back()  # its quotes are no quoting: a plain line after all
            cells = first.text.split("\t")
            flaw = self._flaw(cells)
        elif len(self._taken) > 1 and (flaw or not self._is_strict()) and self._holds_rows():
            self._give_back()
            flaw = (
                "open-quote",
                "a quotation mark is opened here and not closed; rows go on with the next line",
            )
        return Row(first.number, cells, flaw)

    def _give_back(self) -> None:
        """Keep the first line of those taken for this row; the others are read again."""
        self._again.extendleft(reversed(self._taken[1:]))
        self._taken, self._unclosed = self._taken[:1], False

    def _is_strict(self) -> bool:
        """Tell whether the quotes of the row's lines enclose whole cells, as those of real quoting do."""
        lines = (line.text + "\n" for line in self._taken)
        try:
            next(csv.reader(lines, delimiter=self._delimiter or ",", strict=True), None)
        except csv.Error:
            return False
        return True

    def _first_line(self) -> Line:
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken, self._unclosed = [line], False
        if self._delimiter is None and line.text.strip():
            self._delimiter = sniff_delimiter(line.text)
        return line

    def _parse(self, first: Line) -> list[str]:
        self._again.appendleft(first)
        self._taken = []
        try:
            return next(csv.reader(self._feed(), delimiter=self._delimiter or ","), [])
        except csv.Error:  # a cell beyond the limit; or _feed's own
            self._unclosed = True
            return []

    def _feed(self) -> Iterator[str]:
        """Yield lines for one row; being asked for a line where there is none means that a quote is open."""
        size = 0
        while line := self._again.popleft() if self._again else next(self._lines, None):
            self._taken.append(line)
            size += len(line.text)
            if line.flaw == "too-long" or size > MAX_LINE_BYTES:
                raise csv.Error("the row is too long")
            yield line.text + "\n"
        self._unclosed = bool(self._taken)

    def _split_plain(self, line: Line) -> list[str] | None:
        """Split a TSV line that is no CSV: plain TSV knows no quoting, and headlines begin with quotes."""
        cells = line.text.split("\t")
        odd = any(cell.startswith('"') and cell.count('"') % 2 for cell in cells)
        if not line.text.strip() or odd or (self._header is not None and len(cells) != len(self._header)):
            return None
        return [cell[1:-1].replace('""', '"') if _QUOTED.fullmatch(cell) else cell for cell in cells]

    def _flaw(self, cells: list[str]) -> tuple[str, str] | None:
        if any(line.flaw == "too-long" for line in self._taken):
            return "too-long", _TOO_LONG
        if self._unclosed:
            return "open-quote", "a quotation mark is opened in this row and never closed"
        for number, cell in enumerate(cells):
            if found := flaw_of(cell):
                named = (
                    self._header[number]
                    if self._header and number < len(self._header)
                    else f"cell {number + 1}"
                )
                return found[0], f"{found[1]} in {named[:_SHOWN]!r}"
        if cells and self._header is not None and len(cells) != len(self._header):
            return (
                "wrong-width",
                f"{len(cells)} cells where the header has {len(self._header)}: {cells[0][:_SHOWN]!r}",
            )
        return None

    def _holds_rows(self) -> bool:
        """Tell whether most lines that the row swallowed are rows themselves, not paragraphs of a cell.

        With two columns a paragraph with one comma looks like a row: then only a quote that never closes is
        proof.
        """
        rest = self._taken[1:]
        if self._header is None or (len(self._header) < 3 and not self._unclosed):
            return False
        wide = sum(self._width(line.text) == len(self._header) for line in rest)
        return 2 * wide >= len(rest)

    def _width(self, text: str) -> int:
        try:
            return len(next(csv.reader([text], delimiter=self._delimiter or ","), []))
        except csv.Error:
            return 0


def _split_returns(lines: Iterator[Line]) -> Iterator[Line]:
    """Split lines at lone carriage returns as well; the parts bear the number of the physical line."""
    for line in lines:
        if "\r" in line.text:
            yield from (Line(line.number, part, line.flaw) for part in line.text.split("\r"))
        else:
            yield line
