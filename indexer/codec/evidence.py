"""Lines of evidence and how many articles of a segment give each; a generation's are those of its segments, added up.

``evidence/text, evidence/start``   the lines, ascending by bytes, front-coded (``strings``)
``evidence/counts``                 of each in how many articles, in the narrowest of uint8, uint16, uint32

What a line says is not known here (``indexer.aliases.evidence``). A segment that Whoosh's writer wrote has none of these arrays.
The list of deleted articles has them too: what is to be taken off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..errors import IndexCorruptError
from . import front_coding, front_writing
from .container import Container, ContainerWriter
from .strings import FrontCodedTable, add_blocks, add_front_coded, merge_front_coded

__all__ = [
    "CountedLines",
    "SummedEvidence",
    "add_evidence",
    "change_evidence",
    "check_evidence",
    "has_evidence",
    "in_order",
    "merge_evidence",
    "read_evidence",
]

_TEXT, _START, _COUNTS = "evidence/text", "evidence/start", "evidence/counts"
_ARRAYS = _TEXT, _START

_Lines = tuple[front_coding.FrontCoded, np.ndarray]
"""Lines and a number of each, int64."""


class CountedLines(NamedTuple):
    """Lines, ascending by bytes, and in how many articles each is, int64, above 0."""

    lines: list[bytes]
    counts: np.ndarray


def in_order(counts: Mapping[str, int]) -> CountedLines:
    """The same of lines in any order."""
    lines = sorted(counts)  # by code point, which is by UTF-8's bytes too
    numbers = np.fromiter(map(counts.__getitem__, lines), np.int64, len(lines))
    return CountedLines([line.encode() for line in lines], numbers)


def add_evidence(writer: ContainerWriter, evidence: CountedLines) -> None:
    """Write lines and counts."""
    add_front_coded(writer, *_ARRAYS, evidence.lines)
    _add_counts(writer, evidence.counts)


def merge_evidence(writer: ContainerWriter, parts: Sequence[Container]) -> None:
    """Write the sums over segments."""
    count, rows = merge_front_coded(writer, *_ARRAYS, [_table(part) for part in parts])
    sums = np.zeros(count, np.int64)
    for part, own in zip(parts, rows, strict=True):
        sums[own] += part[_COUNTS]
    _add_counts(writer, sums)


def change_evidence(writer: ContainerWriter, old: Container | None, change: Mapping[str, int]) -> None:
    """Write the evidence of ``old`` with the numbers of ``change``, of either sign, added; lines of which none is left go."""
    before = [] if old is None else [(_table(old).coded, old[_COUNTS])]
    changed = in_order(change)
    text, starts = front_writing.encode(changed.lines)
    _add_sums(writer, [*before, (_coded(text, starts), changed.counts)])


def _add_sums(writer: ContainerWriter, parts: Sequence[_Lines]) -> None:
    blocks, starts, sums = _join(parts)
    if sums.min(initial=0) < 0:
        raise IndexCorruptError(f"{_TEXT}: fewer than no articles gave a line; check the index")
    if not sums.all():
        lines = _coded(blocks, starts).rows(0, len(sums))
        blocks, starts = front_writing.encode([lines[row] for row in np.flatnonzero(sums).tolist()])
    add_blocks(writer, *_ARRAYS, blocks, starts)
    _add_counts(writer, sums[sums > 0])


def _join(parts: Sequence[_Lines]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All lines, as ``front_writing.encode`` gives them, and the sum of each, int64."""
    try:
        blocks, starts, count, rows = front_writing.merge([coded for coded, _ in parts])
    except ValueError as error:
        raise IndexCorruptError(f"{_TEXT}: {error}; check the segments of the index") from error
    sums = np.zeros(count, np.int64)
    for (_, numbers), own in zip(parts, rows, strict=True):
        sums[own] += numbers
    return blocks, starts, sums


def _coded(blocks: np.ndarray, starts: np.ndarray) -> front_coding.FrontCoded:
    return front_coding.FrontCoded(blocks, starts.astype(np.uint32))


def _add_counts(writer: ContainerWriter, counts: np.ndarray) -> None:
    writer.add(_COUNTS, counts.astype(np.min_scalar_type(int(counts.max(initial=0)))))


def has_evidence(container: Container) -> bool:
    """Whether a segment has any, be it of no lines."""
    return _TEXT in container


def read_evidence(container: Container) -> dict[str, int]:
    """All lines of a segment, ascending, with their counts. Raises IndexCorruptError."""
    lines = (line.decode() for line in _table(container))
    return dict(zip(lines, container[_COUNTS].tolist(), strict=True))


def _table(container: Container) -> FrontCodedTable:
    table = FrontCodedTable(container, *_ARRAYS)
    if len(container[_COUNTS]) != len(table):
        raise container.damaged(f"{_COUNTS}: not of {len(table)} lines")
    return table


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
    """The lines of several segments with their sums; only those asked for are read.

    The evidence of ``less`` is taken off: what the deleted articles among them gave. Raises IndexCorruptError where a segment is
    damaged.
    """

    def __init__(self, segments: Sequence[Container], less: Container | None = None) -> None:
        signed = [(1, each) for each in segments if has_evidence(each)]
        signed += [] if less is None else [(-1, less)]
        self._parts = [(sign, _table(each), each[_COUNTS]) for sign, each in signed]
        self._joined: dict[str, _Lines] = {}

    def beginning(self, prefix: str, least: int = 1) -> Iterator[tuple[str, int]]:
        """Yield the lines that begin so, ascending, each with its sum, if that is ``least`` or more.

        All lines of that first letter are joined, once.
        """
        lines, sums = self._of_kind(prefix[:1])
        sought = prefix.encode()
        # No byte of UTF-8 is as high.
        first, past = lines.first_at_least(sought), lines.first_at_least(sought + b"\xff")
        for row, count in enumerate(sums[first:past].tolist(), first):
            if count >= least:
                yield lines.get(row).decode(), count

    def _of_kind(self, kind: str) -> _Lines:
        if kind not in self._joined:
            parts = []
            for sign, table, counts in self._parts:
                coded, first = table.blocks(table.with_prefix(kind.encode()))
                parts.append((coded, sign * counts[first : first + len(coded)].astype(np.int64)))
            blocks, starts, sums = _join(parts)
            self._joined[kind] = _coded(blocks, starts), sums
        return self._joined[kind]

    def count(self, line: str) -> int:
        """The sum of a line, or 0."""
        found = 0
        for sign, table, counts in self._parts:
            if (row := table.find(line.encode())) is not None:
                found += sign * int(counts[row])
        return found
