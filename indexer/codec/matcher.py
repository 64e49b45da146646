"""A term's postings as Whoosh walks them: one at a time, with weights, values, and bounds of each block's scores."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar

from .terms import FieldTerms
from .values import unpack_value, value_of

__all__ = ["ColumnarMatcher", "TermPostings"]


class TermPostings:
    """The postings of one term, decoded when asked for. ``lengths``: those of its field in all articles of the segment."""

    def __init__(self, terms: FieldTerms, ordinal: int, lengths: np.ndarray, block: int) -> None:
        self._terms = terms
        self._ordinal = ordinal
        self._lengths = lengths
        self._block = block
        self.count = terms.document_frequency(ordinal)

    @functools.cached_property
    def _decoded(self) -> tuple[np.ndarray, np.ndarray]:
        return self._terms.postings(self._ordinal)

    @property
    def articles(self) -> np.ndarray:
        """Article numbers, int64[count], ascending."""
        return self._decoded[0]

    @property
    def frequencies(self) -> np.ndarray:
        """Term frequencies, int64[count]."""
        return self._decoded[1]

    @functools.cached_property
    def weights(self) -> np.ndarray:
        """Weights, float64[count]: the frequencies, unless the field was written with others."""
        written = self._terms.weights(self._ordinal)
        weights: np.ndarray = (self.frequencies if written is None else written).astype(np.float64)
        return weights

    @functools.cached_property
    def lengths(self) -> np.ndarray:
        """Lengths of the field in these articles, uint32[count]."""
        lengths: np.ndarray = self._lengths[self.articles].astype(np.uint32)
        return lengths

    @functools.cached_property
    def _positions(self) -> tuple[np.ndarray, np.ndarray]:
        positions = self._terms.positions(range(self._ordinal, self._ordinal + 1), self.frequencies)
        return positions, np.concatenate([[0], np.cumsum(self.frequencies)])

    def positions(self, place: int) -> list[int]:
        """Positions in the article of one place, ascending; none where the field has none."""
        positions, start = self._positions
        found: list[int] = positions[start[place] : start[place + 1]].tolist()
        return found

    @functools.cached_property
    def _valued(self) -> dict[int, bytes]:
        return self._terms.values(self._ordinal)

    def plain(self, place: int) -> bool:
        """Whether the value of this place is of its field's kind, and so follows from positions and frequency."""
        return place not in self._valued

    def value(self, place: int, format_: Any) -> bytes:
        """The posting value that was written."""
        if not self.plain(place):
            return unpack_value(format_, self._valued[place])
        kind = self._terms.kind
        positions = self.positions(place) if kind == "positions" else ()
        return value_of(kind, format_, int(self.frequencies[place]), positions)

    @functools.cached_property
    def bounds(self) -> tuple[list[float], list[int], list[int]]:
        """Of each block of postings its largest weight, and the least and largest length; 0 where no length is known."""
        if not self.count:
            return [], [], []
        known = np.where(self.lengths > 0, self.lengths, np.iinfo(np.uint32).max)
        first = np.arange(0, self.count, self._block)
        least = np.minimum.reduceat(known, first)
        return (
            np.maximum.reduceat(self.weights, first).tolist(),
            np.where(least == np.iinfo(np.uint32).max, 0, least).tolist(),
            np.maximum.reduceat(self.lengths, first).tolist(),
        )


class ColumnarMatcher(LeafMatcher):  # type: ignore[misc]  # whoosh's matchers are untyped
    """Whoosh's matcher over one term. Numbers come out of numpy a block at a time."""

    def __init__(
        self, postings: TermPostings, term: tuple[str, bytes], format_: Any, scorer: Any, block: int
    ) -> None:
        self._postings = postings
        self._term = term
        self.format = format_
        self.scorer = scorer
        self._size = block
        self._count = postings.count
        self.reset()

    def reset(self) -> None:
        """To the first posting."""
        self._place = 0
        self._block = -1
        self._ids: Sequence[int] = ()
        self._weights: Sequence[float] = ()

    def copy(self) -> ColumnarMatcher:
        """Another matcher at the same posting."""
        twin = type(self)(self._postings, self._term, self.format, self.scorer, self._size)
        twin._place = self._place
        return twin

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._place < self._count

    def _in_block(self) -> int:
        """The place within its block, whose numbers are at hand after this.

        Behind the last posting that of the last: Whoosh's AndNotMatcher.skip_to asks for the number of a matcher that has
        just ended, which Whoosh's own codec answers by chance, or with an IndexError.
        """
        block, place = divmod(min(self._place, self._count - 1), self._size)
        if block != self._block:
            here = slice(block * self._size, (block + 1) * self._size)
            self._ids = self._postings.articles[here].tolist()
            self._weights = self._postings.weights[here].tolist()
            self._block = block
        return place

    def id(self) -> int:
        """The article's number."""
        place = self._in_block()
        return self._ids[place]

    def weight(self) -> float:
        """The posting's weight."""
        place = self._in_block()
        return self._weights[place]

    def all_ids(self) -> Iterator[int]:
        """The numbers of all articles from here on."""
        return iter(self._postings.articles[self._place :].tolist())

    def value(self) -> bytes:
        """The posting value."""
        return self._postings.value(self._place, self.format)

    def value_as(self, astype: str) -> Any:
        """The posting value as positions, frequency, …: whatever the format supports."""
        if astype == "positions" and self.format.supports(astype) and self._postings.plain(self._place):
            return self._postings.positions(self._place)
        return self.format.decode_as(astype, self.value())

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """Number and value of every posting from here on."""
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def next(self) -> bool:
        """One posting on, or nothing behind the last, where Whoosh's combining matchers go too; whether that begins a block."""
        self._place = min(self._place + 1, self._count)
        return self._place % self._size == 0

    def skip_to(self, id: int) -> None:
        """On to the first article of this number or above; never back."""
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._place += int(np.searchsorted(self._postings.articles[self._place :], id))

    def skip_to_quality(self, minquality: float) -> int:
        """On to the first block that may hold a score above this; how many blocks were skipped."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._place = (self._place // self._size + 1) * self._size
            skipped += 1
        return skipped

    def _bound(self, kind: int) -> Any:
        # Whoosh asks of matchers that have ended, too: the last block stands for them.
        return self._postings.bounds[kind][min(self._place, self._count - 1) // self._size]

    def block_min_id(self) -> int:
        """The first number of the block."""
        return int(self._postings.articles[min(self._place, self._count - 1) // self._size * self._size])

    def block_max_id(self) -> int:
        """The last number of the block."""
        past = (min(self._place, self._count - 1) // self._size + 1) * self._size
        return int(self._postings.articles[min(self._count, past) - 1])

    def block_max_weight(self) -> float:
        """The largest weight of the block."""
        return float(self._bound(0))

    def block_min_length(self) -> int:
        """The least length of the field in the block's articles."""
        return int(self._bound(1))

    def block_max_length(self) -> int:
        """The largest length of the field in the block's articles."""
        return int(self._bound(2))
