"""Several segments → one, by arrays: nothing is analysed, and hardly anything decoded.

A term's postings are its parts one after another with the articles renumbered, which changes the first number of each
(``merge_kernel``); positions, stored rows and columns are copied. Fields are merged one after another, a stretch of terms at a
time, and read from the file, not through its map: what a map has touched would count as memory of the build.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from ..errors import IndexCorruptError
from . import merge_kernel as kernel
from .container import Container, ContainerWriter
from .evidence import has_evidence, merge_evidence
from .keywords import merge_keywords
from .starts import decode_ascending
from .strings import FrontCodedTable, merge_front_coded
from .write import add_ascending, add_lengths, add_starts, segment_meta

__all__ = ["merge_segments"]

_STRETCH = 8 << 20  # bytes of postings that are merged at once
# Tables of one row an article.
_ROWS = (("stored/bytes", "stored/start"), ("stored/body", "stored/body_start"))


def merge_segments(paths: Sequence[Path], target: Path) -> None:
    """Write one segment of all articles of these, in this order, as ``write_segment`` would have written it.

    Raises ValueError for segments that Whoosh's writer has given weights, values or vectors, or that are of other fields or
    stored otherwise; IndexCorruptError where one is damaged.
    """
    parts = [_Part(Container(path), path) for path in paths]
    fields = _common_fields(parts)
    articles = sum(part.articles for part in parts)
    base = 0
    for part in parts:
        part.base, base = base, base + part.articles
    with ContainerWriter(target) as writer:
        terms, rows = _merge_terms(writer, parts)
        kinds = {name: _merge_field(writer, name, parts, rows, terms) for name in fields}
        first = parts[0].container
        totals = {
            name: _merge_lengths(writer, name, parts, articles) for name in sorted(first.meta["lengths"])
        }
        writer.meta = segment_meta(articles, kinds, {**first.meta, "lengths": totals})
        for text, start in _ROWS:
            if text in first:
                writer.add_stream(text, _stream(_iter_blocks(parts, text)))
                add_starts(writer, start, _joined_starts([part.starts(start) for part in parts]))
        for name in writer.meta["keywords"]:
            merge_keywords(writer, name, [part.container for part in parts])
        for name in (f"column/{each}" for each in writer.meta["columns"]):
            writer.add_stream(name, _stream(_iter_blocks(parts, name)))
        if has_evidence(first):
            merge_evidence(writer, [part.container for part in parts])


class _Part:
    """One of the segments: its map for what is small, its file for what is not; ``base`` articles come before it."""

    def __init__(self, container: Container, path: Path) -> None:
        self.container = container
        self.articles: int = container.meta["articles"]
        self.base = 0
        self._path = path

    def ascending(self, name: str) -> np.ndarray:
        try:
            return decode_ascending(self.container[name])
        except ValueError as error:
            raise self.container.damaged(f"{name}: {error}") from error

    def starts(self, name: str) -> np.ndarray:
        """Plain ones, of one row an article."""
        starts = self.container[name].astype(np.int64)
        if len(starts) == 0 or starts[0] != 0 or (np.diff(starts) < 0).any():
            raise self.container.damaged(f"{name}: does not ascend from 0")
        return starts

    def read(self, name: str, start: int, end: int) -> np.ndarray:
        """The bytes ``start`` to ``end`` of an array of uint8."""
        offset, length = self.container.place(name)
        if not 0 <= start <= end <= length:
            raise self.container.damaged(f"{name}: bytes {start} to {end} of {length}")
        return np.fromfile(self._path, np.uint8, end - start, offset=offset + start)

    def size(self, name: str) -> int:
        return self.container.place(name)[1]


def _common_fields(parts: Sequence[_Part]) -> list[str]:
    metas = [part.container.meta for part in parts]
    for part in parts:
        if any(name.endswith(("/weight", "/valued", "/vector")) for name in part.container):
            raise ValueError(f"{part.container.name}: its weights, values or vectors cannot be merged")
    shapes = [
        (
            {name: (field["values"], field.get("lead", False)) for name, field in meta["fields"].items()},
            {key: meta[key] for key in ("version", "stored", "columns", "keywords")},
            sorted(meta["lengths"]),
            [text in part.container for text, _ in _ROWS],
            has_evidence(part.container),
        )
        for meta, part in zip(metas, parts, strict=True)
    ]
    if any(shape != shapes[0] for shape in shapes):
        raise ValueError("the segments are of other fields, or stored otherwise")
    return sorted(metas[0]["fields"])


def _merge_terms(writer: ContainerWriter, parts: Sequence[_Part]) -> tuple[int, list[np.ndarray]]:
    """Write all terms; how many, and of each part its terms' rows among them, int64[terms of the part]."""
    names = "terms/text", "terms/start"
    tables = [FrontCodedTable(part.container, *names) for part in parts]
    try:
        return merge_front_coded(writer, *names, tables)
    except ValueError as error:
        raise IndexCorruptError(f"terms/text: {error}; check the segments that were merged") from error


def _merge_lengths(writer: ContainerWriter, name: str, parts: Sequence[_Part], articles: int) -> list[int]:
    """Write a field's lengths; what ``meta`` says of them."""
    lengths = [part.container[f"{name}/length"] for part in parts]
    return add_lengths(writer, name, np.concatenate(lengths), articles)


def _merge_field(
    writer: ContainerWriter, name: str, parts: Sequence[_Part], rows: Sequence[np.ndarray], terms: int
) -> dict[str, Any]:
    """Write a field's arrays; what ``meta`` says of it."""
    kind = parts[0].container.meta["fields"][name]
    own_rows = [_rows(part, name, own) for part, own in zip(parts, rows, strict=True)]
    counts = [np.diff(part.ascending(f"{name}/first")) for part in parts]
    frequencies = np.zeros(terms, np.int64)
    for own, count in zip(own_rows, counts, strict=True):
        if len(own) != len(count):
            raise IndexCorruptError(f"{name}/first is not of the terms of {name}/rows")
        frequencies[own] += count
    present = np.flatnonzero(frequencies)
    ordinal_of = np.zeros(terms, np.int64)
    ordinal_of[present] = np.arange(len(present))
    lists = _Lists(parts, [ordinal_of[own] for own in own_rows], counts, len(present))
    add_ascending(writer, f"{name}/rows", present)
    add_ascending(writer, f"{name}/first", np.concatenate([[0], np.cumsum(frequencies[present])]))
    flags = 2 if kind.get("lead") else 1
    _add(writer, f"{name}/postings", lists, lambda stretch: _join_postings(stretch, flags))
    if f"{name}/positions" in parts[0].container:
        _add(writer, f"{name}/positions", lists, _join_positions)
    return {**kind, "terms": len(present), "postings": int(frequencies.sum())}


def _rows(part: _Part, name: str, rows: np.ndarray) -> np.ndarray:
    own = part.ascending(f"{name}/rows")
    if len(own) and int(own[-1]) >= len(rows):
        raise part.container.damaged(f"{name}/rows: not of {len(rows)} terms")
    merged: np.ndarray = rows[own]
    return merged


class _Stretch:
    """The parts of some consecutive lists: where they lie in ``bytes``, how many postings each has, articles before its segment.

    Part p belongs to list ``term[p]``, from 0; all ascend by list, then segment.
    """

    def __init__(self, text: np.ndarray, columns: np.ndarray, lists: int) -> None:
        order = np.argsort(columns[0], kind="stable")
        self.bytes = text
        self.lists = lists
        self.term, self.starts, self.ends, self.counts, self.bases = np.ascontiguousarray(columns[:, order])


class _Lists:
    """A field's lists, from 0: in each part, which it has (``ordinals``, ascending) and how many postings (``counts``)."""

    def __init__(
        self, parts: Sequence[_Part], ordinals: Sequence[np.ndarray], counts: Sequence[np.ndarray], lists: int
    ) -> None:
        self._of_part = list(zip(parts, ordinals, counts, strict=True))
        self._lists = lists

    def stretches(self, name: str) -> Iterator[_Stretch]:
        """All lists, a few megabytes of ``name`` at a time."""
        starts = [part.ascending(f"{name}_start") for part, _, _ in self._of_part]
        sizes = np.zeros(self._lists, np.int64)
        for (part, ordinals, _), start in zip(self._of_part, starts, strict=True):
            if len(start) != len(ordinals) + 1:
                raise part.container.damaged(f"{name}_start: not of {len(ordinals)} terms")
            sizes[ordinals] += np.diff(start)
        ends = np.cumsum(sizes)
        first = 0
        while first < self._lists:
            before = int(ends[first - 1]) if first else 0
            past = max(first + 1, int(np.searchsorted(ends, before + _STRETCH)))
            yield self._stretch(name, starts, first, past)
            first = past

    def _stretch(self, name: str, starts: Sequence[np.ndarray], first: int, past: int) -> _Stretch:
        texts, columns, size = [], [], 0
        for (part, ordinals, counts), start in zip(self._of_part, starts, strict=True):
            low, high = np.searchsorted(ordinals, [first, past]).tolist()
            texts.append(part.read(name, int(start[low]), int(start[high])))
            at = start[low : high + 1] - start[low] + size
            base = np.full(high - low, part.base)
            columns.append(np.stack([ordinals[low:high] - first, at[:-1], at[1:], counts[low:high], base]))
            size += len(texts[-1])
        return _Stretch(np.concatenate(texts), np.concatenate(columns, axis=1), past - first)


def _join_postings(stretch: _Stretch, flags: int) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of all lists, and where each begins and, last, ends."""
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


def _join_positions(stretch: _Stretch) -> tuple[np.ndarray, np.ndarray]:
    """The same of positions, which are those of an article, whatever its number."""
    out = np.empty(len(stretch.bytes), np.uint8)
    size = kernel.join_bytes(stretch.bytes, stretch.starts, stretch.ends, out)
    sizes = np.bincount(stretch.term, stretch.ends - stretch.starts, stretch.lists).astype(np.int64)
    return out[:size], np.concatenate([[0], np.cumsum(sizes)])


def _add(
    writer: ContainerWriter,
    name: str,
    lists: _Lists,
    join: Callable[[_Stretch], tuple[np.ndarray, np.ndarray]],
) -> None:
    starts: list[np.ndarray] = []

    def blocks() -> Iterator[np.ndarray]:
        for stretch in lists.stretches(name):
            try:
                block, start = join(stretch)
            except ValueError as error:
                raise IndexCorruptError(f"{name}: {error}; check the segments that were merged") from error
            starts.append(start)
            yield block

    writer.add_stream(name, _stream(blocks()))
    add_ascending(writer, f"{name}_start", _joined_starts(starts))


def _joined_starts(starts: Sequence[np.ndarray]) -> np.ndarray:
    """Starts of stretches one after another, each from 0 → starts of all."""
    sizes = [np.diff(each) for each in starts]
    return np.concatenate([[0], np.cumsum(np.concatenate([np.zeros(0, np.int64), *sizes]))])


def _iter_blocks(parts: Sequence[_Part], name: str) -> Iterator[np.ndarray]:
    for part in parts:
        for start in range(0, part.size(name), _STRETCH):
            yield part.read(name, start, min(start + _STRETCH, part.size(name)))


class _Blocks(io.RawIOBase):
    def __init__(self, blocks: Iterator[np.ndarray]) -> None:
        self._blocks = blocks
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        while not self._left and (block := next(self._blocks, None)) is not None:
            self._left = block.data.cast("B") if len(block) else memoryview(b"")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size


def _stream(blocks: Iterator[np.ndarray]) -> BinaryIO:
    """Arrays of uint8 as a file to read from."""
    return cast(BinaryIO, _Blocks(blocks))
