"""What the processes of a build tell each other of the words they saw, and the making of one lexicon of it.

Forms are sent and joined front-coded: a form takes some 14 bytes so, lemma and count included, where two strings of Python's took
200, and a hundred thousand are joined in 20 ms, without an object a form.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..analysis.lemma_table import LemmaTable
from ..analysis.roman import add_key_sums
from . import front_coding, front_writing
from .strings import CodedStrings, encode_codes, encode_strings

__all__ = [
    "NO_LEMMA",
    "FormCounts",
    "count_forms",
    "dictionary_forms",
    "encode_forms",
    "find_roman_keys",
    "join_forms",
    "join_with_rows",
]

NO_LEMMA = (1 << 32) - 1
"""Of a form that a share of the corpus knows as a lemma only."""

_STEP = 1 << 12
# In UTF-8: what Devanagari begins with, and what follows it.
_DEVANAGARI, _BEYOND_DEVANAGARI = "\u0900".encode(), "\u0980".encode()


@dataclass(frozen=True, slots=True)
class FormCounts:
    """Exact forms of a share of the corpus and their lemmas, ascending, none twice: front-coded, ``text`` uint8 and ``starts``.

    Of each ``lemmas``, uint32, the row of its lemma, or NO_LEMMA; and ``counts``, int64, how often it occurs.
    """

    text: np.ndarray
    starts: np.ndarray
    lemmas: np.ndarray
    counts: np.ndarray

    def __len__(self) -> int:
        return len(self.counts)

    def table(self) -> front_coding.FrontCoded:
        """The forms by row."""
        return front_coding.FrontCoded(self.text, self.starts)


def count_forms(forms: Sequence[str], lemmas: Iterable[str], counts: np.ndarray) -> FormCounts:
    """Forms, none twice, the lemma of each, and how often each occurs, integers. None is empty or has a line break."""
    lemma_of = dict(zip(forms, lemmas, strict=True))
    others = sorted({lemma for lemma in lemma_of.values() if lemma not in lemma_of})
    # By code point, which is by UTF-8's bytes too; of runs that ascend, sorted() only merges them.
    rows = sorted([*lemma_of, *others])
    row_of = dict(zip(rows, range(len(rows)), strict=True))
    own = np.fromiter(map(row_of.__getitem__, lemma_of), np.int64, len(lemma_of))
    lemma_rows = np.full(len(rows), NO_LEMMA, np.uint32)
    lemma_rows[own] = np.fromiter(map(row_of.__getitem__, lemma_of.values()), np.uint32, len(lemma_of))
    of_row = np.zeros(len(rows), np.int64)
    of_row[own] = counts
    return encode_forms([row.encode() for row in rows], lemma_rows, of_row)


def encode_forms(forms: list[bytes] | CodedStrings, lemmas: np.ndarray, counts: np.ndarray) -> FormCounts:
    """Forms in UTF-8, ascending, none twice, and their lemmas and counts as in FormCounts."""
    coded = forms if isinstance(forms, CodedStrings) else encode_strings(forms)
    return FormCounts(coded.blocks, coded.starts.astype(np.uint32), lemmas.astype(np.uint32), counts)


def dictionary_forms(dictionary: Mapping[str, str]) -> FormCounts:
    """A dictionary, form → lemma, as forms that do not occur."""
    if isinstance(dictionary, LemmaTable):  # 2 ms of every build, not 47
        coded = encode_codes(dictionary.codes, dictionary.ends)
        return encode_forms(coded, dictionary.rows, np.zeros(len(dictionary), np.int64))
    return count_forms([*dictionary], dictionary.values(), np.zeros(len(dictionary), np.int64))


def join_forms(parts: Sequence[FormCounts]) -> FormCounts:
    """The forms of all parts, their counts added. Where several know a lemma, the last one's holds."""
    return join_with_rows(parts)[0]


def join_with_rows(parts: Sequence[FormCounts]) -> tuple[FormCounts, list[np.ndarray]]:
    """The same, and of each part the rows that its forms have there, uint32."""
    text, starts, count, rows = front_writing.merge([part.table() for part in parts])
    lemmas, counts = np.full(count, NO_LEMMA, np.uint32), np.zeros(count, np.int64)
    for part, own in zip(parts, rows, strict=True):
        known = part.lemmas != NO_LEMMA
        lemmas[own[known]] = own[part.lemmas[known]]
        counts[own] += part.counts
    return FormCounts(text, starts.astype(np.uint32), lemmas, counts), rows


def find_roman_keys(forms: FormCounts) -> np.ndarray:
    """The keys of Roman spelling of Devanagari forms that occur: CRC-32 of the key · 2³² + row of the form, uint64, in any order.

    A reading of a Latin word that finds nothing is no help.
    """
    table = forms.table()
    first, past = table.first_at_least(_DEVANAGARI), table.first_at_least(_BEYOND_DEVANAGARI)
    occurring = first + np.flatnonzero(forms.counts[first:past])
    pairs = array("Q")
    for begin in range(0, len(occurring), _STEP):
        rows = occurring[begin : begin + _STEP]
        add_key_sums(table.chosen(rows), rows.tolist(), pairs)
    return np.array(pairs, np.uint64)
