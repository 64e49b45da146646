"""Lines of evidence and how many articles of a segment give each; a generation's are those of its segments, added up.

``evidence/text, evidence/start``   the lines, ascending by bytes, front-coded (``strings``)
``evidence/counts``                 of each in how many articles, in the narrowest of uint8, uint16, uint32

What a line says is not known here (``indexer.aliases.evidence``). A segment that Whoosh's writer wrote has none of these arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from . import front_coding, front_writing
from .container import Container, ContainerWriter
from .strings import FrontCodedTable, add_front_coded, merge_front_coded

__all__ = ["SummedEvidence", "add_evidence", "check_evidence", "has_evidence", "merge_evidence"]

_TEXT, _START, _COUNTS = "evidence/text", "evidence/start", "evidence/counts"
_STEP = 1 << 12  # lines that are text at once


def add_evidence(writer: ContainerWriter, counts: Mapping[str, int]) -> None:
    """Write the lines and their counts, which are above 0."""
    lines = sorted(counts)  # by code point, which is by UTF-8's bytes too
    add_front_coded(writer, _TEXT, _START, [line.encode() for line in lines])
    _add_counts(writer, np.fromiter(map(counts.__getitem__, lines), np.int64, len(lines)))


def merge_evidence(writer: ContainerWriter, parts: Sequence[Container]) -> None:
    """Write the sums over segments."""
    tables = [_table(part) for part in parts]
    count, rows = merge_front_coded(writer, _TEXT, _START, tables)
    _add_counts(writer, _sums(parts, count, rows))


def has_evidence(container: Container) -> bool:
    """Whether a segment has any, be it of no lines."""
    return _TEXT in container


def _add_counts(writer: ContainerWriter, counts: np.ndarray) -> None:
    writer.add(_COUNTS, counts.astype(np.min_scalar_type(int(counts.max(initial=0)))))


def _table(container: Container) -> FrontCodedTable:
    table = FrontCodedTable(container, _TEXT, _START)
    if len(container[_COUNTS]) != len(table):
        raise container.damaged(f"{_COUNTS}: not of {len(table)} lines")
    return table


def _sums(parts: Sequence[Container], lines: int, rows: Sequence[np.ndarray]) -> np.ndarray:
    sums = np.zeros(lines, np.int64)
    for part, own in zip(parts, rows, strict=True):
        sums[own] += part[_COUNTS]
    return sums


def check_evidence(container: Container) -> None:
    """Raise IndexCorruptError where the lines do not ascend, are no text, or have no counts."""
    before = b""
    for row, line in enumerate(_table(container)):
        if line <= before:
            raise container.damaged(f"{_TEXT}, row {row}: {line!r} after {before!r}")
        before = line
    if not container[_COUNTS].all():
        raise container.damaged(f"{_COUNTS}: a line without articles")


class SummedEvidence:
    """The lines of several segments with their sums, ascending; iterated as often as wanted, never all text at once.

    ``less`` is taken off: what the deleted articles among them gave. Raises IndexCorruptError where a segment is damaged.
    """

    def __init__(self, paths: Sequence[Path], less: Mapping[str, int] | None = None) -> None:
        parts = [part for part in map(Container, paths) if has_evidence(part)]
        tables = [_table(part) for part in parts]
        try:
            blocks, starts, count, rows = front_writing.merge([table.coded for table in tables])
        except ValueError as error:
            raise parts[0].damaged(f"{_TEXT}, or that of another segment: {error}") from error
        self._lines = front_coding.FrontCoded(blocks, starts.astype(np.uint32))
        self._sums = _sums(parts, count, rows)
        for line, times in (less or {}).items():
            if (row := self._lines.find(line.encode())) >= 0:
                self._sums[row] -= times

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Yield each line with its sum, if that is above 0."""
        for first in range(0, len(self._sums), _STEP):
            lines = self._lines.rows(first, min(first + _STEP, len(self._sums)))
            sums = self._sums[first : first + _STEP].tolist()
            yield from ((line.decode(), count) for line, count in zip(lines, sums, strict=True) if count > 0)
