"""A generation's lexicon → the next one's: words of new articles come in, those of deleted ones go out.

The whole file is written anew, by arrays: 0.3 s at 485,000 forms, and a search looks into one file still. What comes out is what
``write_lexicon`` would write of the articles that are left, but for the number of buckets of Roman keys, which no answer shows.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from ..analysis.roman import skeletons
from .container import Container
from .lexicon import (
    FAR,
    LEXICON,
    FormCounts,
    Lexicon,
    buckets_for,
    row_width,
    write_arrays,
)
from .strings import FrontCodedTable

__all__ = ["update_lexicon"]

# In UTF-8: what Devanagari begins with, and what follows it.
_BOUNDS = ("\u0900".encode(), "\u0980".encode())


class _Rows:
    """A lexicon, decoded: ``forms``, ascending; of each, int64, the row of its ``lemmas`` and how often it occurs.

    ``keyed``: bucket · 2³² + row, uint64, of each Roman key.
    """

    def __init__(self, folder: Path) -> None:
        Lexicon(folder)  # whether the arrays are there, of their types and lengths
        container = Container(folder / LEXICON)
        container.check_sums()
        self.forms: list[bytes] = list(FrontCodedTable(container, "forms/text", "forms/start"))
        self.lemmas = np.arange(len(self.forms)) + container["lemma/near"]
        self.lemmas[container["lemma/near"] == FAR] = 0
        self.lemmas[container["lemma/far_form"]] = container["lemma/far_lemma"]
        self.counts = np.zeros(len(self.forms), np.int64)
        counted = np.unpackbits(container["count/counted"], bitorder="little")[: len(self.forms)]
        self.counts[counted == 1] = container["count/few"]
        self.counts[container["count/many_form"]] = container["count/many"]
        starts = container["roman/start"].astype(np.int64)
        self.buckets = len(starts) - 1
        width = row_width(len(self.forms))
        rows = container["roman/rows"].reshape(-1, width) @ (1 << np.arange(0, 8 * width, 8))
        bucket = np.repeat(np.arange(self.buckets), np.diff(starts))
        self.keyed = bucket.astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64)

    def find(self, forms: Iterable[bytes]) -> np.ndarray:
        """Rows, int64; -1 of a form that is not there."""
        rows = []
        for form in forms:
            row = bisect_left(self.forms, form)
            rows.append(row if row < len(self.forms) and self.forms[row] == form else -1)
        return np.array(rows, np.int64)

    def renumber(self, row_of: np.ndarray) -> None:
        """Rows → ``row_of`` them, in all arrays of rows."""
        self.lemmas = row_of[self.lemmas]
        keyed = row_of[self.rows_of_keys()].astype(np.uint64)
        self.keyed = self.keyed >> np.uint64(32) << np.uint64(32) | keyed

    def rows_of_keys(self) -> np.ndarray:
        """Of each key the row of its form, int64."""
        rows: np.ndarray = (self.keyed & np.uint64(0xFFFFFFFF)).astype(np.int64)
        return rows

    def insert(self, forms: Iterable[bytes]) -> None:
        """Take in forms that are not there, as their own lemmas, without a count."""
        new = sorted(set(forms))
        if not new:
            return
        before = np.array([bisect_left(self.forms, form) for form in new], np.int64)
        shift = np.cumsum(np.bincount(before, minlength=len(self.forms) + 1)[: len(self.forms)])
        row_of = np.arange(len(self.forms)) + shift
        self.renumber(row_of)
        lemmas, counts = np.arange(len(self.forms) + len(new)), np.zeros(len(self.forms) + len(new), np.int64)
        lemmas[row_of], counts[row_of] = self.lemmas, self.counts
        self.lemmas, self.counts = lemmas, counts
        self.forms = sorted(self.forms + new)

    def keep(self, stays: np.ndarray) -> None:
        """Leave out the rows where ``stays``, bool[forms], is false, and their keys; no lemma that stays is one of them."""
        self.keyed = self.keyed[stays[self.rows_of_keys()]]
        self.renumber(np.cumsum(stays) - 1)
        self.lemmas, self.counts = self.lemmas[stays], self.counts[stays]
        self.forms = [form for form, kept in zip(self.forms, stays.tolist(), strict=True) if kept]

    def texts(self, rows: np.ndarray) -> list[str]:
        return [self.forms[row].decode() for row in rows.tolist()]


def update_lexicon(
    old: Path,
    folder: Path,
    added: Sequence[FormCounts],
    removed: FormCounts,
    dictionary: Mapping[str, str],
) -> int:
    """Write the lexicon of ``folder`` from the one in ``old``; how many forms occur.

    ``added`` and ``removed`` are the forms of new and deleted articles; ``dictionary`` as of ``write_lexicon``. Raises
    IndexCorruptError where the old one is damaged, or does not count what is to be removed.
    """
    rows = _Rows(old)
    _subtract(rows, removed, old)
    _add(rows, added)
    _forget(rows, removed, dictionary)
    _key(rows)
    write_arrays(folder, rows.forms, rows.lemmas, rows.counts, rows.keyed, rows.buckets)
    return int(np.count_nonzero(rows.counts))


def _lines(text: str) -> list[bytes]:
    return text.encode().split(b"\n") if text else []


def _subtract(rows: _Rows, removed: FormCounts, old: Path) -> None:
    found = rows.find(_lines(removed.forms))
    left = rows.counts[found] - removed.counts
    if (found < 0).any() or (left < 0).any():
        raise Container(old / LEXICON).damaged("it does not count the words of its own articles")
    rows.counts[found] = left


def _add(rows: _Rows, added: Sequence[FormCounts]) -> None:
    rows.insert(form for part in added for form in _iter_new(rows, part))
    for part in added:
        forms, lemmas = _lines(part.forms), _lines(part.lemmas)
        own = rows.find(forms)
        other = [place for place, form in enumerate(forms) if form != lemmas[place]]
        of_own = own.copy()
        of_own[other] = rows.find(map(lemmas.__getitem__, other))
        rows.lemmas[own] = of_own
        rows.counts[own] += part.counts


def _iter_new(rows: _Rows, part: FormCounts) -> Iterator[bytes]:
    """Yield the forms and lemmas that are not there."""
    forms, lemmas = _lines(part.forms), _lines(part.lemmas)
    yield from (form for form, row in zip(forms, rows.find(forms).tolist(), strict=True) if row < 0)
    others = [lemma for form, lemma in zip(forms, lemmas, strict=True) if form != lemma]
    yield from (lemma for lemma, row in zip(others, rows.find(others).tolist(), strict=True) if row < 0)


def _forget(rows: _Rows, removed: FormCounts, dictionary: Mapping[str, str]) -> None:
    """Leave out what neither occurs nor stands in the dictionary; for what occurs no longer the dictionary speaks."""
    gone = rows.find([*_lines(removed.forms), *_lines(removed.lemmas)])
    gone = np.unique(gone[gone >= 0])
    gone = gone[rows.counts[gone] == 0]
    lemmas = (dictionary.get(text, text).encode() for text in rows.texts(gone))
    found = rows.find(lemmas)
    rows.lemmas[gone] = np.where(found >= 0, found, gone)
    stays = np.ones(len(rows.forms), bool)
    of_dictionary = {*dictionary, *dictionary.values()} if len(gone) else set()
    stays[gone] = [text in of_dictionary for text in rows.texts(gone)]
    stays[rows.lemmas[rows.counts > 0]] = True
    if not stays.all():
        rows.keep(stays)


def _key(rows: _Rows) -> None:
    """Keep the Roman keys of forms that occur still, and add those of forms that did not occur before."""
    occurs = rows.counts > 0
    rows.keyed = rows.keyed[occurs[rows.rows_of_keys()]]
    keyed = np.zeros(len(rows.forms), bool)
    keyed[rows.rows_of_keys()] = True
    rows.keyed = np.concatenate([rows.keyed, _keys(rows, occurs & ~keyed)])
    if buckets_for(len(rows.keyed)) > 2 * rows.buckets:
        # Of the old keys only the bucket is known: for more buckets all are made anew.
        rows.keyed = _keys(rows, occurs)
        rows.buckets = buckets_for(len(rows.keyed))


def _keys(rows: _Rows, wanted: np.ndarray) -> np.ndarray:
    """CRC-32 · 2³² + row, uint64, of every key of the Devanagari forms among those where ``wanted``, bool[forms], is true."""
    pairs = array("Q")
    bounds = [bisect_left(rows.forms, letter) for letter in _BOUNDS]
    for row in (bounds[0] + np.flatnonzero(wanted[slice(*bounds)])).tolist():
        for key in skeletons(rows.forms[row].decode()):
            if key:
                pairs.append(crc32(key.encode()) << 32 | row)
    return np.array(pairs, np.uint64)
