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
from .distinct import distinct

__all__ = ["LEAST_BINS", "MOST_COPIES", "find_common", "find_pairs", "rows_holding", "rows_near"]

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


def find_common(signatures: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """What too many texts have to tell anything, uint32, ascending: the number of a bin times 2¹⁶ and the value in it.

    ``texts``, int64, are rows of ``signatures``, none of two the same text.
    """
    counts = np.zeros((WORD_BINS, _VALUES), np.int32)
    filled = agreeing.count_values(signatures, texts, counts)
    # Beside those that have the same element, so many have by chance another with the same 16 bits.
    common = counts > MOST_COPIES + 4 * filled // _VALUES
    common[:, _EMPTY] = False
    return np.flatnonzero(common).astype(np.uint32)


def rows_holding(signatures: np.ndarray, texts: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """Which of the texts, rows of ``signatures``, have any of the ``cells``, which are as of ``find_common``; bool[texts]."""
    return _rows_with(signatures, texts, cells, np.zeros(0, np.int64))


def rows_near(
    signatures: np.ndarray, texts: np.ndarray, concerned: np.ndarray, common: np.ndarray
) -> np.ndarray:
    """Which of the texts may be a copy of one that is ``concerned``, or are; both bool[texts]."""
    bins = _masked(signatures[texts[concerned]], common)
    cells = np.arange(WORD_BINS, dtype=np.uint32) * _VALUES + bins
    near: np.ndarray = concerned.copy()
    near |= _rows_with(signatures, texts, cells[(bins != _EMPTY) & (bins != _COMMON)], np.array(_APART))
    return near


def _rows_with(
    signatures: np.ndarray, texts: np.ndarray, cells: np.ndarray, others: np.ndarray
) -> np.ndarray:
    if not len(cells):
        return np.zeros(len(texts), bool)
    marks = np.zeros(WORD_BINS * _VALUES, bool)
    marks[cells] = True
    found = np.zeros(len(texts), np.uint8)
    bits = np.packbits(marks, bitorder="little").reshape(WORD_BINS, -1)
    agreeing.rows_with(signatures, texts, bits, others, found)
    holding: np.ndarray = found == 1
    return holding


def find_pairs(
    signatures: np.ndarray, words: np.ndarray, common: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of both texts of each pair, int64, the first below the second, ascending.

    ``signatures`` uint16[texts, …] as ``codec.signatures`` has them, none of two the same text; ``words`` integers[texts], their
    lengths; ``common`` as of ``find_common``, of all texts that there are.
    """
    bins = _masked(signatures, common)
    lengths = words.astype(np.int64)  # of a segment they are as narrow as the longest
    candidates = distinct(np.concatenate([np.zeros(0, np.uint64), *_iter_candidates(bins)]))
    kept = [
        pairs[_are_copies(bins, signatures[:, WORD_BINS:BINS], lengths, *_split(pairs))]
        for pairs in np.array_split(candidates, len(candidates) // _STEP + 1)
    ]
    return _split(np.concatenate(kept))


def _split(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _masked(signatures: np.ndarray, common: np.ndarray) -> np.ndarray:
    """The bins of words with ``_COMMON`` in place of what is common; all empty of texts too short to tell."""
    bins = np.array(signatures[:, :WORD_BINS])
    is_common = np.zeros((WORD_BINS, _VALUES), bool)
    is_common.reshape(-1)[common] = True
    for column, marked in zip(bins.T, is_common, strict=True):
        column[marked[column]] = _COMMON
    bins[np.count_nonzero(bins, axis=1) < LEAST_BINS] = _EMPTY
    return bins


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
