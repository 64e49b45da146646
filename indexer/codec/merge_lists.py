"""The posting lists of one field of several segments, joined a few megabytes at a time.

What is as long as a segment's terms is decoded of one segment at a time, then again a stretch of terms at a time: of forty
segments of 400,000 terms, rows, starts and counts of all at once were a gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from . import ascending
from . import merge_kernel as kernel
from .container import Container
from .starts import decode_ascending

__all__ = ["STRETCH", "FieldLists", "Part", "Stretch", "join_positions", "join_postings"]

STRETCH = 8 << 20
"""Bytes that are merged at once, about."""
# What a list of one segment takes while it is joined, beside its bytes: five numbers, twice, and their order.
_BYTES_PER_LIST = 100


class Part:
    """One of the segments: its map for what is small, its file for what is not; ``base`` articles come before it."""

    def __init__(self, path: Path, base: int) -> None:
        self.container = Container(path)
        self.articles: int = self.container.meta["articles"]
        self.base = base
        self._path = path

    def ascending(self, name: str) -> np.ndarray:
        """All numbers of an array of ascending ones, int64."""
        try:
            return decode_ascending(self.container[name])
        except ValueError as error:
            raise self.container.damaged(f"{name}: {error}") from error

    def starts(self, name: str, size: int) -> np.ndarray:
        """Plain starts of rows that take ``size`` bytes, int64."""
        starts = self.container[name].astype(np.int64)
        if len(starts) == 0 or starts[0] != 0 or starts[-1] != size or (np.diff(starts) < 0).any():
            raise self.container.damaged(f"{name}: does not ascend from 0 to {size}")
        return starts

    def read(self, name: str, start: int, end: int) -> np.ndarray:
        """The bytes ``start`` to ``end`` of an array of uint8."""
        offset, length = self.container.place(name)
        if not 0 <= start <= end <= length:
            raise self.container.damaged(f"{name}: bytes {start} to {end} of {length}")
        return np.fromfile(self._path, np.uint8, end - start, offset=offset + start)

    def size(self, name: str) -> int:
        """How many bytes such an array has."""
        return self.container.place(name)[1]


class Stretch(NamedTuple):
    """The parts of some consecutive lists: where they lie in ``bytes``, how many postings each has, articles before its segment.

    Part p belongs to list ``term[p]``, from 0 to ``lists``; all ascend by list, then segment. int64[parts] each.
    """

    bytes: np.ndarray
    lists: int
    term: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    counts: np.ndarray
    bases: np.ndarray


class FieldLists:
    """A field of some segments. ``rows``: of each segment the rows of its terms among all, of which there are ``terms``.

    ``frequencies`` are the postings of each of all terms, int64; 0 of those that the field does not have. Raises
    IndexCorruptError where the arrays of a segment do not fit together.
    """

    def __init__(self, field: str, parts: Sequence[Part], rows: Sequence[np.ndarray], terms: int) -> None:
        self._field = field
        self._of_part = list(zip(parts, rows, strict=True))
        self.frequencies = np.zeros(terms, np.int64)
        for part, own in self._of_part:
            self.frequencies[self._rows(part, own)] += self._sizes(part, f"{field}/first")

    def _rows(self, part: Part, own: np.ndarray) -> np.ndarray:
        """The rows among all terms of those that the field has in a segment."""
        of_field = part.ascending(f"{self._field}/rows")
        if len(of_field) and int(of_field[-1]) >= len(own):
            raise part.container.damaged(f"{self._field}/rows: not of {len(own)} terms")
        rows: np.ndarray = own[of_field]
        return rows

    def _sizes(self, part: Part, name: str) -> np.ndarray:
        """How long each of the field's lists is in a segment."""
        sizes: np.ndarray = np.diff(part.ascending(name))
        terms = len(part.ascending(f"{self._field}/rows"))
        if len(sizes) != terms:
            raise part.container.damaged(f"{name}: not of {terms} terms")
        return sizes

    def stretches(self, name: str) -> Iterator[Stretch]:
        """All lists, a few megabytes of ``name`` at a time."""
        costs = np.zeros(len(self.frequencies), np.int64)
        for part, own in self._of_part:
            costs[self._rows(part, own)] += self._sizes(part, f"{name}_start") + _BYTES_PER_LIST
        ends = np.cumsum(costs)
        cursors = [_Cursor(part, self._field, name, own) for part, own in self._of_part]
        first = 0
        while first < len(ends):
            before = int(ends[first - 1]) if first else 0
            past = max(first + 1, int(np.searchsorted(ends, before + STRETCH)))
            if int(ends[past - 1]) > before:
                yield self._stretch(cursors, first, past)
            first = past

    def _stretch(self, cursors: Sequence[_Cursor], first: int, past: int) -> Stretch:
        present = self.frequencies[first:past] > 0
        list_of = np.cumsum(present) - 1
        texts, columns, size = [], [], 0
        for cursor in cursors:
            rows, starts, counts = cursor.take(past)
            texts.append(cursor.read(starts))
            at = starts - starts[0] + size
            base = np.full(len(rows), cursor.base)
            columns.append(np.stack([list_of[rows - first], at[:-1], at[1:], counts, base]))
            size += len(texts[-1])
        joined = np.concatenate(columns, axis=1)
        order = np.argsort(joined[0], kind="stable")
        return Stretch(np.concatenate(texts), int(present.sum()), *np.ascontiguousarray(joined[:, order]))


class _Cursor:
    """Goes through the lists of a field in one segment."""

    def __init__(self, part: Part, field: str, name: str, own: np.ndarray) -> None:
        self.base = part.base
        self._part, self._name, self._own = part, name, own
        self._rows, self._first, self._start = (
            ascending.AscendingNumbers(part.container[each])
            for each in (f"{field}/rows", f"{field}/first", f"{name}_start")
        )
        # The next list, and the next term of the segment.
        self._list = self._term = 0

    def take(self, past: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of the next lists, those of terms below the row ``past`` among all: rows, starts and end, postings; int64."""
        term = int(np.searchsorted(self._own, past))
        first = self._list
        # The field has as many of the terms between at most.
        rows = self._rows.read(first, min(len(self._rows), first + term - self._term))
        rows = rows[: np.searchsorted(rows, term)]
        self._list, self._term = end, _ = first + len(rows), term
        counts = np.diff(self._first.read(first, end + 1))
        return self._own[rows].astype(np.int64), self._start.read(first, end + 1), counts

    def read(self, starts: np.ndarray) -> np.ndarray:
        """The bytes of lists that have these starts."""
        return self._part.read(self._name, int(starts[0]), int(starts[-1]))


def join_postings(stretch: Stretch, flags: int) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of all lists, and where each begins and, last, ends. ``flags``: bits below the difference of two articles."""
    first_part = np.searchsorted(stretch.term, np.arange(stretch.lists + 1)).astype(np.int64)
    parts = len(stretch.term)
    out, starts = np.empty(len(stretch.bytes) + 5 * parts, np.uint8), np.empty(stretch.lists + 1, np.int64)
    size = kernel.join_postings(
        stretch.bytes,
        stretch.starts,
        stretch.ends,
        stretch.counts,
        stretch.bases,
        first_part,
        flags,
        out,
        starts,
        np.empty(2 * parts, np.int64),
    )
    return out[:size], starts


def join_positions(stretch: Stretch) -> tuple[np.ndarray, np.ndarray]:
    """The same of positions, which are those of an article, whatever its number."""
    out = np.empty(len(stretch.bytes), np.uint8)
    size = kernel.join_bytes(stretch.bytes, stretch.starts, stretch.ends, out)
    sizes = np.bincount(stretch.term, stretch.ends - stretch.starts, stretch.lists).astype(np.int64)
    return out[:size], np.concatenate([[0], np.cumsum(sizes)])
