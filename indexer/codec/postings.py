"""Posting lists of one field as bytes: article numbers, term frequencies, positions.

Of one term, in the ``postings`` bytes: for each article the difference to the article before (to 0 for the first)
doubled, plus 1 where the frequency is above 1; then, for those articles in order, the frequency less 2. In the
``positions`` bytes: for each article its first position, then differences. All numbers as ``varint``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import varint

__all__ = [
    "FieldPostings",
    "decode_many",
    "decode_positions",
    "decode_postings",
    "encode_field",
    "encode_positions",
    "encode_postings",
]


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """A field's terms 0 to T − 1: ``frequencies`` uint32[T], how many articles hold each; the bytes of all, uint8.

    The starts are int64[T + 1]: where the bytes of each term begin and, last, end. ``positions`` and
    ``positions_start`` are None of a field without positions.
    """

    frequencies: np.ndarray
    postings: np.ndarray
    postings_start: np.ndarray
    positions: np.ndarray | None = None
    positions_start: np.ndarray | None = None


def encode_field(
    terms: np.ndarray, articles: np.ndarray, positions: np.ndarray, term_count: int
) -> FieldPostings:
    """One row an occurrence, int64, ascending by term, then article, then position; every term occurs."""
    new = np.ones(len(terms), bool)
    new[1:] = (terms[1:] != terms[:-1]) | (articles[1:] != articles[:-1])
    first = np.flatnonzero(new)
    counts = np.diff(first, append=len(terms))
    of_posting = terms[first]
    document_frequencies, postings, postings_start = encode_postings(
        of_posting, articles[first], counts, term_count
    )
    encoded, start = encode_positions(of_posting, counts, positions, term_count)
    return FieldPostings(document_frequencies, postings, postings_start, encoded, start)


def encode_postings(
    terms: np.ndarray, articles: np.ndarray, frequencies: np.ndarray, term_count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One row a posting, int64, ascending by term, then article; frequencies from 1.

    Gives each term's document frequency, uint32[term_count]; the bytes, uint8; where each term's begin, int64[term_count + 1].
    """
    document_frequencies = np.bincount(terms, minlength=term_count)
    gaps = np.diff(articles, prepend=0)
    opening = np.ones(len(terms), bool)
    opening[1:] = terms[1:] != terms[:-1]
    gaps[opening] = articles[opening]
    several = frequencies > 1
    of_several = terms[several]
    more = np.bincount(of_several, minlength=term_count)
    start = np.concatenate([[0], np.cumsum(document_frequencies + more)])
    numbers = np.empty(int(start[-1]), np.int64)
    # An article's number stands after all of the terms before, shifted by their frequencies above 1, and after those of its own.
    numbers[start[terms] + _within(document_frequencies)] = (gaps << 1) | several
    numbers[start[of_several] + document_frequencies[of_several] + _within(more)] = frequencies[several] - 2
    encoded, sizes = varint.encode(numbers)
    ends = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    return document_frequencies.astype(np.uint32), encoded, ends[start]


def _within(counts: np.ndarray) -> np.ndarray:
    """Counts of consecutive rows → of each row its place among its own, from 0."""
    before: np.ndarray = np.repeat(np.cumsum(counts) - counts, counts)
    within: np.ndarray = np.arange(len(before)) - before
    return within


def encode_positions(
    terms: np.ndarray, frequencies: np.ndarray, positions: np.ndarray, term_count: int
) -> tuple[np.ndarray, np.ndarray]:
    """The same rows, and the positions of all, int64, ascending in each → the bytes, and where each term's begin."""
    first = np.cumsum(frequencies) - frequencies
    steps = np.diff(positions, prepend=0)
    steps[first] = positions[first]
    encoded, sizes = varint.encode(steps)
    ends = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    occurrences = np.bincount(terms, weights=frequencies, minlength=term_count).astype(np.int64)
    return encoded, ends[np.concatenate([[0], np.cumsum(occurrences)])]


def decode_postings(data: np.ndarray, articles: int) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of one term that ``articles`` hold → article numbers, ascending, and frequencies, both int64[articles].

    Raises ValueError where the bytes are not such ones.
    """
    numbers = varint.decode(data)
    heads = numbers[:articles]
    several = (heads & 1).astype(bool)
    more = int(np.count_nonzero(several))
    # Before any array of that many articles is made: a damaged count may ask for all memory.
    if len(heads) != articles or len(numbers) != articles + more:
        raise ValueError(f"{len(numbers)} numbers, where {articles} articles would have {articles + more}")
    frequencies = np.ones(articles, np.int64)
    if more:
        frequencies[several] = numbers[articles:] + 2
    return np.cumsum(heads >> 1), frequencies


def decode_many(
    data: np.ndarray, starts: np.ndarray, document_frequencies: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The same of consecutive terms at once, one after another, both int64[sum of document_frequencies].

    ``data`` are their bytes, ``starts`` int64[terms + 1] where those of each begin and, last, end; the first is 0.
    """
    if starts[0] != 0 or starts[-1] != len(data) or (np.diff(starts) < 0).any():
        raise ValueError("the terms' starts do not divide the bytes")
    numbers = varint.decode(data)
    # How many numbers end before a term begins is where its own begin, if no number runs from one into the next.
    first = np.concatenate([[0], np.cumsum(varint.ends(data))])[starts]
    inner = starts[(starts > 0) & (starts < len(data))]
    if not varint.ends(data[inner - 1]).all() or (np.diff(first) < document_frequencies).any():
        raise ValueError("a term has fewer numbers than articles")
    terms = np.repeat(np.arange(len(document_frequencies)), document_frequencies)
    heads = numbers[first[terms] + _within(document_frequencies)]
    several = (heads & 1).astype(bool)
    of_several = terms[several]
    more = np.bincount(of_several, minlength=len(document_frequencies))
    if (np.diff(first) != document_frequencies + more).any():
        raise ValueError("a term has not the numbers that its articles ask for")
    frequencies = np.ones(len(heads), np.int64)
    frequencies[several] = numbers[first[of_several] + document_frequencies[of_several] + _within(more)] + 2
    gaps = heads >> 1
    sums = np.cumsum(gaps)
    opening = (np.cumsum(document_frequencies) - document_frequencies)[document_frequencies > 0]
    before = np.repeat(sums[opening] - gaps[opening], document_frequencies[document_frequencies > 0])
    return sums - before, frequencies


def decode_positions(data: np.ndarray, frequencies: np.ndarray) -> np.ndarray:
    """The bytes of one term, or of consecutive ones → all positions, int64[sum of frequencies], those of one article after
    those of another.

    Raises ValueError where the bytes are not such ones.
    """
    steps = varint.decode(data)
    if len(steps) != int(frequencies.sum()):
        raise ValueError(f"{len(steps)} positions, where the frequencies say {int(frequencies.sum())}")
    sums = np.cumsum(steps)
    starts = np.cumsum(frequencies) - frequencies
    before = np.zeros(len(starts), np.int64)
    before[1:] = sums[starts[1:] - 1]
    return sums - np.repeat(before, frequencies)
