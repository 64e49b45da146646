"""Posting lists of one field as bytes: article numbers, term frequencies, positions.

Of one term, in the ``postings`` bytes: for each article the difference to the article before (to 0 for the first)
doubled, plus 1 where the frequency is above 1; then, for those articles in order, the frequency less 2. In the
``positions`` bytes: for each article its first position, then differences. All numbers as LEB128: seven bits a byte,
lowest first, the high bit set while more follow. ``term_field`` reads them.

Of a field with a lead (its first words, a length an article) the number of an article is four times the difference, plus 2
where the term occurs in the lead, at a position below that length, plus 1 where the frequency is above 1; and behind the
frequencies stands, for the articles with both, in order, how often the term occurs in the lead, less 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from . import postings_kernel as kernel

__all__ = [
    "LARGEST",
    "FieldPostings",
    "encode_field",
    "encode_occurrences",
    "encode_positions",
    "encode_postings",
]


# At most: a posting is its article's number, its frequency and how often it stands in the lead.
_POSTING_BYTES, _POSITION_BYTES = 15, 5
# Encoded at once: what they need on the way, 12 bytes each, stays in the processor's cache.
_OCCURRENCES = 1 << 18


LARGEST = (1 << 35) - 1
"""The largest number that can be written: five bytes."""


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """A field's terms 0 to T − 1: ``frequencies`` uint32[T], how many articles hold each; the bytes of all, uint8.

    The starts are int64[T + 1]: where the bytes of each term begin and, last, end. ``positions`` and
    ``positions_start`` are None of a field without positions. ``lead``: the postings say what stands in the lead.
    """

    frequencies: np.ndarray
    postings: np.ndarray
    postings_start: np.ndarray
    positions: np.ndarray | None = None
    positions_start: np.ndarray | None = None
    lead: bool = False


def encode_field(
    terms: np.ndarray,
    articles: np.ndarray,
    positions: np.ndarray,
    term_count: int,
    leads: np.ndarray | None = None,
) -> FieldPostings:
    """One row an occurrence, integers, ascending by term, then article, then position; every term occurs.

    ``leads`` are the words of each article's lead, integers[articles], of a field that has one.
    """
    return encode_occurrences(_starts(terms, term_count), articles, positions, leads)


def encode_occurrences(
    starts: np.ndarray, articles: np.ndarray, positions: np.ndarray, leads: np.ndarray | None = None
) -> FieldPostings:
    """The same with the occurrences of term t from ``starts[t]`` to ``starts[t + 1]``, int64[terms + 1]."""
    articles, positions = articles.astype(np.uint32, copy=False), positions.astype(np.uint32, copy=False)
    words = np.zeros(0, np.uint32) if leads is None else leads.astype(np.uint32)
    stretches = [
        _encode_stretch(starts[first : past + 1], articles, positions, words) for first, past in _cut(starts)
    ]
    sizes, postings, postings_start, encoded, encoded_start = zip(*stretches, strict=True)
    return FieldPostings(
        np.concatenate(sizes),
        np.concatenate(postings),
        _joined_starts(postings_start),
        np.concatenate(encoded),
        _joined_starts(encoded_start),
        lead=leads is not None,
    )


def _cut(starts: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of terms of about so many occurrences, one at least, which may be of no terms."""
    first, terms = 0, len(starts) - 1
    while True:
        past = int(np.searchsorted(starts, starts[first] + _OCCURRENCES))
        past = min(max(past, first + 1), terms)
        yield first, past
        first = past
        if first == terms:
            return


def _encode_stretch(
    starts: np.ndarray, articles: np.ndarray, positions: np.ndarray, words: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Of some terms how many articles hold each; their postings and starts; their positions and starts."""
    begin, end = int(starts[0]), int(starts[-1])
    starts = starts - begin
    # What is beside them in memory, be it the other of the two, is left behind.
    articles, positions = (np.ascontiguousarray(each[begin:end]) for each in (articles, positions))
    grouped, frequencies = np.empty_like(articles), np.empty_like(articles)
    in_lead = np.empty(len(articles) if len(words) else 0, np.uint32)
    first = np.empty_like(starts)
    count = kernel.group_occurrences(starts, articles, positions, words, grouped, frequencies, in_lead, first)
    grouped, frequencies, in_lead = grouped[:count], frequencies[:count], in_lead[:count]
    return (
        np.diff(first).astype(np.uint32),
        *_encode_postings(first, grouped, frequencies, in_lead),
        *_encode_positions(first, frequencies, positions),
    )


def _joined_starts(starts: Sequence[np.ndarray]) -> np.ndarray:
    """Starts of stretches one after another, each from 0 → starts of all, int64."""
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(each) for each in starts]))])


def encode_postings(
    terms: np.ndarray, articles: np.ndarray, frequencies: np.ndarray, term_count: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One row a posting, int64, ascending by term, then article; frequencies from 1.

    Gives each term's document frequency, uint32[term_count]; the bytes, uint8; where each term's begin, int64[term_count + 1].
    """
    first = _starts(terms, term_count)
    return np.diff(first).astype(np.uint32), *_encode_postings(first, articles, frequencies)


def encode_positions(
    terms: np.ndarray, frequencies: np.ndarray, positions: np.ndarray, term_count: int
) -> tuple[np.ndarray, np.ndarray]:
    """The same rows, and the positions of all, int64, ascending in each → the bytes, and where each term's begin."""
    return _encode_positions(_starts(terms, term_count), frequencies, positions)


def _starts(terms: np.ndarray, term_count: int) -> np.ndarray:
    """Numbers of terms, ascending → where the rows of each begin and, last, end, int64[term_count + 1]."""
    return np.searchsorted(terms, np.arange(term_count + 1)).astype(np.int64)


def _encode_postings(
    first: np.ndarray, articles: np.ndarray, frequencies: np.ndarray, in_lead: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    # Memory that is not written to is never given: the room asked for costs nothing.
    out, out_start = np.empty(_POSTING_BYTES * len(articles), np.uint8), np.empty_like(first)
    leading = np.zeros(0, np.uint32) if in_lead is None else in_lead
    size = kernel.write_postings(
        first, np.ascontiguousarray(articles), np.ascontiguousarray(frequencies), leading, out, out_start
    )
    return out[:size].copy(), out_start


def _encode_positions(
    first: np.ndarray, frequencies: np.ndarray, positions: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    out, out_start = np.empty(_POSITION_BYTES * len(positions), np.uint8), np.empty_like(first)
    size = kernel.write_positions(
        first, np.ascontiguousarray(frequencies), np.ascontiguousarray(positions), out, out_start
    )
    return out[:size].copy(), out_start
