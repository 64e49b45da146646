"""A segment without its deleted articles, as if they had never been in it: their words leave the dictionary too.

Lists are rewritten by compiled loops (``sweep_kernel``), a stretch of terms at a time; nothing is analysed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..errors import IndexCorruptError
from . import sweep_kernel as kernel
from .columns import decode_dates, encode_dates
from .container import Container, ContainerWriter
from .evidence import add_evidence, has_evidence, in_order, read_evidence
from .keywords import sweep_keywords
from .signatures import encode_signatures, has_signatures, read_signatures
from .starts import decode_ascending
from .strings import FrontCodedTable, add_front_coded
from .write import add_ascending, add_lengths, add_starts, segment_meta

__all__ = ["sweep_segment"]

_STRETCH = 8 << 20  # bytes of postings that are rewritten at once
# Tables of one row an article.
_ROWS = (("stored/bytes", "stored/start"), ("stored/body", "stored/body_start"))


def sweep_segment(path: Path, deleted: np.ndarray, target: Path, evidence: Mapping[str, int]) -> None:
    """Write the segment without the articles ``deleted``, int64, ascending, and what they gave of the ``evidence``, in lines and
    counts; at least one article is left.

    Every array is as ``write_segment`` would have written it of the others. Raises IndexCorruptError where the segment is
    damaged; ValueError for one that Whoosh's writer has given weights, values, vectors or columns of its own.
    """
    container = Container(path)
    if any(name.endswith(("/weight", "/valued", "/vector")) for name in container):
        raise ValueError(f"{path}: its weights, values or vectors cannot be swept")
    living = np.ones(container.meta["articles"], bool)
    living[deleted] = False
    try:
        _sweep(container, living, evidence, target)
    except (IndexError, KeyError, ValueError) as error:
        raise container.damaged(f"it cannot be swept: {error}") from error


def _sweep(container: Container, living: np.ndarray, evidence: Mapping[str, int], target: Path) -> None:
    renumbered = np.where(living, np.cumsum(living) - 1, -1).astype(np.int32)
    fields = [_Field(container, name, renumbered) for name in sorted(container.meta["fields"])]
    terms = FrontCodedTable(container, "terms/text", "terms/start")
    present = np.zeros(len(terms), bool)
    for field in fields:
        present[field.rows[field.living > 0]] = True
    row_of = np.cumsum(present) - 1
    with ContainerWriter(target) as writer:
        strings = [term for term, stays in zip(terms, present.tolist(), strict=True) if stays]
        add_front_coded(writer, "terms/text", "terms/start", strings)
        kinds = {field.name: field.write(writer, row_of) for field in fields}
        totals = {
            name: add_lengths(writer, name, container[f"{name}/length"][living], int(living.sum()))
            for name in sorted(container.meta["lengths"])
        }
        writer.meta = segment_meta(int(living.sum()), kinds, {**container.meta, "lengths": totals})
        for text, start in _ROWS:
            if text in container:
                _add_rows(writer, container, text, start, living)
        for name in container.meta["keywords"]:
            sweep_keywords(writer, name, container, living)
        for name, column in _sweep_columns(container, living).items():
            writer.add(f"column/{name}", column)
        if has_evidence(container):
            add_evidence(writer, in_order(Counter(read_evidence(container)) - Counter(evidence)))


def _sweep_columns(container: Container, living: np.ndarray) -> dict[str, np.ndarray]:
    swept = encode_signatures(read_signatures(container)[living]) if has_signatures(container) else {}
    for name in container.meta["columns"]:
        if name not in swept:
            swept[name] = encode_dates(decode_dates(container[f"column/{name}"])[living])
    return dict(sorted(swept.items()))


class _Stretch(NamedTuple):
    """Consecutive lists: the bytes of their postings, where each begins and, last, ends, how many postings each has; positions
    likewise."""

    postings: np.ndarray
    starts: np.ndarray
    counts: np.ndarray
    positions: np.ndarray
    positions_starts: np.ndarray


class _Field:
    """One field: ``rows`` of its terms in the dictionary, and of each how many living articles hold it."""

    def __init__(self, container: Container, name: str, renumbered: np.ndarray) -> None:
        self.name = name
        self._kind: dict[str, Any] = container.meta["fields"][name]
        self._flags = 2 if self._kind.get("lead") else 1
        self._renumbered = renumbered
        self._postings = container[f"{name}/postings"]
        self.rows = decode_ascending(container[f"{name}/rows"])
        self._counts = np.diff(decode_ascending(container[f"{name}/first"]))
        self._starts = decode_ascending(container[f"{name}/postings_start"])
        self._has_positions = f"{name}/positions" in container
        self._positions = np.zeros(0, np.uint8)
        self._positions_starts = np.zeros(len(self._starts), np.int64)
        if self._has_positions:
            self._positions = container[f"{name}/positions"]
            self._positions_starts = decode_ascending(container[f"{name}/positions_start"])
        lengths = {len(self.rows), len(self._counts), len(self._starts) - 1, len(self._positions_starts) - 1}
        if len(lengths) > 1:
            raise container.damaged(f"{name}: its arrays are of {sorted(lengths)} terms")
        self.living = np.zeros(len(self.rows), np.int64)
        kernel.count_living(self._postings, self._starts, self._counts, renumbered, self._flags, self.living)

    def write(self, writer: ContainerWriter, row_of: np.ndarray) -> dict[str, Any]:
        """Write the field's arrays; what ``meta`` says of it. ``row_of``: rows of the old dictionary → of the new."""
        name, stays = self.name, self.living > 0
        add_ascending(writer, f"{name}/rows", row_of[self.rows[stays]])
        add_ascending(writer, f"{name}/first", np.concatenate([[0], np.cumsum(self.living[stays])]))
        self._add(writer, f"{name}/postings", self._sweep_postings)
        if self._has_positions:
            self._add(writer, f"{name}/positions", self._sweep_positions)
        return {**self._kind, "terms": int(stays.sum()), "postings": int(self.living.sum())}

    def _add(
        self, writer: ContainerWriter, name: str, sweep: Callable[[_Stretch], tuple[np.ndarray, np.ndarray]]
    ) -> None:
        sizes: list[np.ndarray] = [np.zeros(0, np.int64)]

        def blocks() -> Iterator[np.ndarray]:
            for stretch in self._stretches():
                block, starts = sweep(stretch)
                sizes.append(np.diff(starts))
                yield block

        writer.add_parts(name, blocks())
        # A list that is left has bytes, one that is not has none.
        kept = np.concatenate(sizes)[self.living > 0]
        add_ascending(writer, f"{name}_start", np.concatenate([[0], np.cumsum(kept)]))

    def _stretches(self) -> Iterator[_Stretch]:
        """All lists, a few megabytes at a time."""
        first, lists = 0, len(self.rows)
        while first < lists:
            past = max(first + 1, int(np.searchsorted(self._starts, self._starts[first] + _STRETCH)))
            past = min(past, lists)
            low, high = self._starts[first], self._starts[past]
            placed, ends = self._positions_starts[first], self._positions_starts[past]
            yield _Stretch(
                self._postings[low:high],
                self._starts[first : past + 1] - low,
                self._counts[first:past],
                self._positions[placed:ends],
                self._positions_starts[first : past + 1] - placed,
            )
            first = past

    def _sweep_postings(self, stretch: _Stretch) -> tuple[np.ndarray, np.ndarray]:
        out, starts = np.empty_like(stretch.postings), np.empty_like(stretch.starts)
        size = kernel.sweep_postings(
            stretch.postings, stretch.starts, stretch.counts, self._renumbered, self._flags, out, starts
        )
        return out[:size], starts

    def _sweep_positions(self, stretch: _Stretch) -> tuple[np.ndarray, np.ndarray]:
        out, starts = np.empty_like(stretch.positions), np.empty_like(stretch.starts)
        size = kernel.sweep_positions(*stretch[:3], self._renumbered, self._flags, *stretch[3:], out, starts)
        return out[:size], starts


def _add_rows(
    writer: ContainerWriter, container: Container, text: str, start: str, living: np.ndarray
) -> None:
    """Copy the rows of living articles, a run of neighbours at once."""
    starts, rows = container[start].astype(np.int64), container[text]
    if len(starts) != len(living) + 1 or (np.diff(starts) < 0).any() or starts[-1] > len(rows):
        raise IndexCorruptError(f"{container.name}: {start} is not of {len(living)} rows")
    edges = np.flatnonzero(np.diff(living, prepend=False, append=False))
    runs = starts[edges].reshape(-1, 2).tolist()
    writer.add_parts(text, (rows[first:past] for first, past in runs))
    add_starts(writer, start, np.concatenate([[0], np.cumsum(np.diff(starts)[living])]))
