"""Signatures → the pairs of articles that are copies of each other.

Candidates agree in two bins, which sorts find; each is decided by its two signatures. An edited copy shares much of the shorter
text with the longer one, and the numbers in it: the same page on another day has other numbers. What stands in more than
``MOST_COPIES`` different texts is boilerplate and tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from . import agreeing
from .codec.signatures import BINS, WORD_BINS

__all__ = ["LEAST_BINS", "MOST_COPIES", "find_pairs"]

MOST_COPIES = 12
LEAST_BINS = 8
"""That have an element, in each of a pair: of less than a dozen words nobody can tell ("watch the video")."""
# Tuned on edited copies of real articles: benchmarks/near_duplicates.py.
_LEAST_RESEMBLANCE = 0.25
_LEAST_CONTAINED = 0.4
_LEAST_AGREEING = 4  # bins
_LEAST_NUMBERS, _LEAST_NUMBERS_SHARED = 3, 0.4

# With the next bin alone 2 % of the copies are not found.
_APART = (1, 5, 11)
_EMPTY, _COMMON = 0, 0xFFFF
_VALUES = 1 << 16
_STEP = 1 << 16  # pairs that are compared at once
_ROOM = (
    1 << 17
)  # pairs that are found at once: as many as the 512 articles have that share a value where there are 8 million


def find_pairs(signatures: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of both texts of each pair, int64, the first below the second, ascending.

    ``signatures`` uint16[texts, …] as ``codec.signatures`` has them, none of two the same text; ``words`` integers[texts], their
    lengths.
    """
    bins = _without_common(signatures[:, :WORD_BINS])
    lengths = words.astype(np.int64)  # of a segment they are as narrow as the longest
    bins[np.count_nonzero(bins, axis=1) < LEAST_BINS] = _EMPTY
    candidates = np.unique(np.concatenate([np.zeros(0, np.uint64), *_iter_candidates(bins)]))
    kept = [
        pairs[_are_copies(bins, signatures[:, WORD_BINS:BINS], lengths, *_split(pairs))]
        for pairs in np.array_split(candidates, len(candidates) // _STEP + 1)
    ]
    return _split(np.concatenate(kept))


def _split(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _without_common(bins: np.ndarray) -> np.ndarray:
    """The bins with ``_COMMON`` in place of what too many texts have."""
    marked = np.array(bins)
    # Beside those that have the same element, so many have by chance another with the same 16 bits.
    texts = np.count_nonzero(marked.any(axis=1))
    most = MOST_COPIES + 4 * texts // _VALUES
    for column in marked.T:
        common = np.bincount(column, minlength=_VALUES) > most
        common[_EMPTY] = False
        column[common[column]] = _COMMON
    return marked


def _iter_candidates(bins: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the pairs that agree in a bin and another ``_APART`` from it, uint64: the lower number times 2³² and the higher."""
    for number in range(WORD_BINS):
        order = np.argsort(bins[:, number], kind="stable")
        values = bins[order, number]
        others = (number + np.array(_APART)) % WORD_BINS
        place = 0
        while place < len(order):
            pairs = np.empty(_ROOM, np.uint64)
            place, count = agreeing.agreeing_pairs(bins, order, values, others, place, pairs)
            yield pairs[:count].copy()


def _are_copies(
    bins: np.ndarray, numbers: np.ndarray, words: np.ndarray, one: np.ndarray, other: np.ndarray
) -> np.ndarray:
    """Whether each pair is one, bool[pairs]."""
    first, second = bins[one], bins[other]
    compared = (first != _COMMON) & (second != _COMMON) & ((first | second) != _EMPTY)
    agreeing = np.count_nonzero((first == second) & compared, axis=1)
    resemblance = agreeing / np.maximum(np.count_nonzero(compared, axis=1), 1)
    # Of two sets of a and b elements that share s, resemblance is s / (a + b - s).
    longer, shorter = np.maximum(words[one], words[other]), np.minimum(words[one], words[other])
    contained = resemblance / (1 + resemblance) * (longer + shorter) / np.maximum(shorter, 1)
    first, second = numbers[one], numbers[other]
    fewer = np.minimum(np.count_nonzero(first, axis=1), np.count_nonzero(second, axis=1))
    shared = np.count_nonzero((first == second) & (first != _EMPTY), axis=1)
    copies: np.ndarray = (
        (agreeing >= _LEAST_AGREEING)
        & (resemblance >= _LEAST_RESEMBLANCE)
        & (contained >= _LEAST_CONTAINED)
        & ((fewer < _LEAST_NUMBERS) | (shared >= _LEAST_NUMBERS_SHARED * fewer))
    )
    return copies
