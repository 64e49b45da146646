"""Texts → posting lists, a segment at a time, by arrays.

Each distinct chunk of text is analysed once and becomes a number; a text is the numbers of its chunks. What is left is
arithmetic on arrays: numbers → terms and positions, each put into the list of its term, and the encoding of ``codec.postings``.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np

from .analysis import term_rows, text_numbers
from .analysis.chain import Chain
from .analysis.tokenize import add_numbers
from .codec import scatter_kernel
from .codec.form_counts import NO_LEMMA, FormCounts, encode_forms
from .codec.postings import FieldPostings, encode_occurrences
from .codec.strings import CodedStrings, encode_codes, encode_strings, merge_coded

__all__ = ["FieldTexts", "Forms", "InvertedField", "Inverter", "join_terms"]

_GAP = "\N{NULL}"
_NO_TERM = -1
_STEP = 1 << 12  # terms that are strings at once


class Forms(term_rows.TermRows):
    """The terms of chunks, their byte order, and how often chunks were counted."""

    def __init__(self, chain: Chain) -> None:
        # ``TermRows`` has its chain already, from __cinit__.
        self._ranked = array("i")
        self._counts = np.zeros(0, np.int64)
        self._gaps: dict[int, int] = {}

    def gap(self, words: int) -> int:
        """The number of a chunk without terms that takes ``words`` positions."""
        known = self._gaps.get(words)
        if known is None:
            known = self._gaps[words] = self[f"{_GAP}{words}"]
        return known

    def count(self, texts: FieldTexts) -> None:
        """Add the texts' chunks to the counts of exact forms."""
        counts = np.bincount(_view(texts.chunks), minlength=len(self))
        counts[: len(self._counts)] += self._counts
        self._counts = counts

    def frequent(self, most: int) -> list[str]:
        """The chunks counted most often, of those that were twice or more; ``most`` at most, in the order of their numbers."""
        counts = self._counts
        numbers = np.argsort(-counts, kind="stable")[:most]
        return [self.text(number) for number in np.sort(numbers[counts[numbers] > 1]).tolist()]

    def counted(self) -> FormCounts:
        """The exact forms that were counted, with their lemmas, and these."""
        of_chunk = np.zeros(len(self), np.int64)
        of_chunk[: len(self._counts)] = self._counts
        rows = np.repeat(of_chunk, _view(self.terms))
        counts = np.bincount(_view(self.exact_of), rows, len(self.texts)).astype(np.int64)
        lemmas = np.arange(len(self.texts))
        has = _view(self.lemma_of) >= 0
        lemmas[_view(self.exact_of)[has]] = _view(self.lemma_of)[has]
        occurs = counts > 0
        listed = np.array(occurs)
        listed[lemmas[occurs]] = True
        numbers = self.in_order(listed)
        row_of = np.zeros(len(listed), np.int64)
        row_of[numbers] = np.arange(len(numbers))
        lemma_rows = np.where(occurs[numbers], row_of[lemmas[numbers]], NO_LEMMA)
        return encode_forms(encode_codes(*self.texts.codes(numbers)), lemma_rows, counts[numbers])

    def in_order(self, present: np.ndarray) -> np.ndarray:
        """The numbers of the terms that are ``present``, bool[terms], in byte order, int32."""
        ranked = self.ranked()
        numbers: np.ndarray = ranked[present[ranked]]
        return numbers

    def ranked(self) -> np.ndarray:
        """The numbers of all terms in byte order, int32."""
        if len(self._ranked) < len(self.texts):
            self._ranked = self.texts.ordered(self._ranked)
        return _view(self._ranked)


class FieldTexts:
    """One field of a segment's articles, as numbers of chunks; articles are added in order, each once."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self.chunks = array("i")
        self.ends = array("q")

    def add(self, text: str, rest: str = "") -> int:
        """Add the next article's text; how many chunks the field holds before ``rest``."""
        add_numbers(text, self._forms, self.chunks)
        before_rest = len(self.chunks)
        if rest:
            add_numbers(rest, self._forms, self.chunks)
        self.ends.append(len(self.chunks))
        return before_rest

    def of(self, number: int) -> array[int]:
        """The numbers of the chunks of an article, by its number from 0."""
        return self.chunks[self.ends[number - 1] if number else 0 : self.ends[number]]


class TermsByNumber(Sequence[bytes]):
    """Terms by their ``numbers``, int32, which take a tenth of the strings' memory."""

    def __init__(self, texts: text_numbers.TextNumbers, numbers: np.ndarray) -> None:
        self._texts = texts
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, row: int) -> bytes: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[bytes]: ...

    def __getitem__(self, row: int | slice) -> bytes | Sequence[bytes]:
        found = self._texts.encoded(np.atleast_1d(self.numbers[row]))
        return found if isinstance(row, slice) else found[0]

    def __iter__(self) -> Iterator[bytes]:
        for first in range(0, len(self), _STEP):
            yield from self[first : first + _STEP]


@dataclass(frozen=True, slots=True)
class InvertedField:
    """Distinct terms, ascending by bytes, and their postings."""

    terms: Sequence[bytes]
    postings: FieldPostings


def join_terms(forms: Forms, fields: Sequence[InvertedField]) -> tuple[CodedStrings, list[np.ndarray]]:
    """All terms of fields, front-coded, and of each field its terms' rows among them, uint32."""
    numbered = [field.terms for field in fields if isinstance(field.terms, TermsByNumber)]
    present = np.zeros(len(forms.texts), bool)
    for terms in numbered:
        present[terms.numbers] = True
    every = forms.in_order(present)
    others = [field.terms for field in fields if not isinstance(field.terms, TermsByNumber)]
    merged = merge_coded([encode_codes(*forms.texts.codes(every)), *map(encode_strings, others)])
    row_of = np.zeros(len(forms.texts), np.uint32)
    row_of[every] = merged.rows[0]
    rows_of_others = iter(merged.rows[1:])
    rows = [
        row_of[field.terms.numbers] if isinstance(field.terms, TermsByNumber) else next(rows_of_others)
        for field in fields
    ]
    return merged.strings, rows


class Inverter:
    """Inverts the fields of one segment; made when all of them are complete."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._terms = _view(forms.terms)
        self._first = _view(forms.first)
        self._advance = _view(forms.advance)
        # Chunks that are one word at one position, and the rows of their terms.
        ones = np.flatnonzero((self._terms == 1) & (self._advance == 1))
        self._ones = ones[_view(forms.offset)[self._first[ones]] == 0]
        self._rows_of_ones = self._first[self._ones]
        self._words_of = self._sums(_view(forms.lemma_of) >= 0).astype(np.int32)

    def by_exact_form(self, texts: FieldTexts, leads: np.ndarray | None = None) -> InvertedField:
        """Postings of the exact forms, compounds among them. ``leads``: words of each article's lead, integers[articles]."""
        return self._invert(texts, self._forms.exact_of, leads)

    def by_lemma(self, texts: FieldTexts, leads: np.ndarray | None = None) -> InvertedField:
        """Postings of the lemmas."""
        return self._invert(texts, self._forms.lemma_of, leads)

    def lengths(self, texts: FieldTexts) -> np.ndarray:
        """Words of each article, int64[articles]; a compound counts by its words."""
        return _sums_of(texts, self._words_of, _view(texts.ends))

    def words_before(self, texts: FieldTexts, chunk_ends: np.ndarray) -> np.ndarray:
        """Positions of each article before the chunk ``chunk_ends[article]`` of the field, int64[articles]."""
        return _sums_of(texts, self._advance, chunk_ends)

    def _sums(self, of_row: np.ndarray) -> np.ndarray:
        """A value a row of a chunk's terms → its sum a chunk, int64[chunks]."""
        before = _running(of_row)
        sums: np.ndarray = before[self._first + self._terms] - before[self._first]
        return sums

    def _invert(self, texts: FieldTexts, term_of: array[int], leads: np.ndarray | None) -> InvertedField:
        ranked, chunks, of_row = self._forms.ranked(), _view(texts.chunks), _view(term_of)
        plain = np.full(len(self._terms), _NO_TERM, np.int32)
        plain[self._ones] = of_row[self._rows_of_ones]
        rows = (plain, self._first, self._terms)
        counts = np.zeros(len(ranked), np.int32)
        scatter_kernel.count_occurrences(chunks, *rows, of_row, counts)
        present, next_place = np.empty_like(ranked), np.empty(len(ranked), np.int64)
        starts = np.empty(len(ranked) + 1, np.int64)
        lists = scatter_kernel.open_lists(ranked, counts, present, starts, next_place)
        present, starts = present[:lists].copy(), starts[: lists + 1].copy()
        occurrences = np.empty((int(starts[-1]), 2), np.uint32)
        scatter_kernel.scatter_occurrences(
            chunks,
            _view(texts.ends),
            *rows,
            self._advance,
            of_row,
            _view(self._forms.offset),
            next_place,
            occurrences,
        )
        postings = encode_occurrences(starts, occurrences[:, 0], occurrences[:, 1], leads)
        return InvertedField(TermsByNumber(self._forms.texts, present), postings)


def _sums_of(texts: FieldTexts, value_of: np.ndarray, until: np.ndarray) -> np.ndarray:
    """The sum of the values, int32[chunks], of each article's chunks before ``until[article]`` of the field, int64[articles]."""
    sums = np.empty(len(until), np.int64)
    scatter_kernel.sum_values(_view(texts.chunks), value_of, _view(texts.ends), until, sums)
    return sums


def _view(numbers: array[int]) -> np.ndarray:
    """The array itself, which must not grow while it is looked at."""
    return np.frombuffer(numbers, numbers.typecode) if numbers else np.zeros(0, numbers.typecode)


def _running(numbers: np.ndarray) -> np.ndarray:
    """0, then the sum of the first, of the first two, … int64[n + 1]."""
    sums = np.zeros(len(numbers) + 1, np.int64)
    np.cumsum(numbers, out=sums[1:])
    return sums
