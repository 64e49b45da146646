"""A generation's lexicon → the next one's: words of new articles come in, those of deleted ones go out.

The whole file is written anew, by arrays, and a search looks into one file still. What comes out is what ``write_lexicon`` would
write of the articles that are left, but for the number of buckets of Roman keys, which no answer shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from . import front_writing
from .container import Container
from .form_counts import FormCounts, find_roman_keys, join_with_rows
from .lexicon import FAR, LEXICON, Lexicon, row_width
from .lexicon_writer import buckets_for, write_forms

__all__ = ["update_lexicon"]

_ROW = np.uint64(0xFFFFFFFF)
_BUCKET = np.uint64(32)


def update_lexicon(
    old: Path,
    folder: Path,
    added: Sequence[FormCounts],
    removed: FormCounts,
    dictionary: Mapping[str, str],
) -> int:
    """Write the lexicon of ``folder`` from the one in ``old``; how many forms occur.

    ``added`` and ``removed`` are the forms of new and deleted articles; ``dictionary``, form → lemma, is the one that the old was
    written with. Raises IndexCorruptError where the old lexicon is damaged, or does not count what is to be removed.
    """
    Lexicon(old)  # whether the arrays are there, of their types and lengths
    container = Container(old / LEXICON)
    container.check_sums()
    before = _forms(container)
    less = replace(removed, counts=-removed.counts)
    forms, (own, gone, *_) = join_with_rows([before, less, *added])
    left = np.full(len(forms), -1)
    left[own] = before.counts
    left[gone] -= removed.counts
    if (left[gone] < 0).any():
        raise container.damaged("it does not count the words of its own articles")
    keyed, buckets = _update_keys(container, before, forms, own)
    if len(removed):
        forms, row_of = _forget(forms, dictionary)
        # What is forgotten does not occur, so it has no key.
        keyed = keyed >> _BUCKET << _BUCKET | row_of[keyed & _ROW].astype(np.uint64)
    write_forms(folder, forms, keyed, buckets)
    return int(np.count_nonzero(forms.counts))


def _forms(container: Container) -> FormCounts:
    lemmas = np.arange(len(container["lemma/near"])) + container["lemma/near"]
    lemmas[container["lemma/near"] == FAR] = 0
    lemmas[container["lemma/far_form"]] = container["lemma/far_lemma"]
    counts = np.zeros(len(lemmas), np.int64)
    counted = np.unpackbits(container["count/counted"], bitorder="little")[: len(lemmas)]
    counts[counted == 1] = container["count/few"]
    counts[container["count/many_form"]] = container["count/many"]
    return FormCounts(container["forms/text"], container["forms/start"], lemmas.astype(np.uint32), counts)


def _update_keys(
    container: Container, before: FormCounts, forms: FormCounts, row_of: np.ndarray
) -> tuple[np.ndarray, int]:
    """Roman keys of all ``forms`` that occur, bucket · 2³² + row, uint64, and into how many buckets they are put.

    Those of ``before``, whose rows among ``forms`` are ``row_of``, are kept; of them only the bucket is known, so where keys have
    become many more, all are made anew.
    """
    starts = container["roman/start"].astype(np.int64)
    buckets = len(starts) - 1
    width = row_width(len(before))
    rows = container["roman/rows"].reshape(-1, width) @ (1 << np.arange(0, 8 * width, 8))
    kept = np.repeat(np.arange(buckets, dtype=np.uint64), np.diff(starts)) << _BUCKET | row_of[rows].astype(
        np.uint64
    )
    kept = kept[forms.counts[kept & _ROW] > 0]
    is_new = forms.counts > 0
    is_new[row_of[before.counts > 0]] = False
    made = find_roman_keys(replace(forms, counts=is_new.astype(np.int64)))
    keyed = np.concatenate([kept, made])
    if buckets_for(len(keyed)) <= 2 * buckets:
        return keyed, buckets
    keyed = find_roman_keys(forms)
    return keyed, buckets_for(len(keyed))


def _forget(forms: FormCounts, dictionary: Mapping[str, str]) -> tuple[FormCounts, np.ndarray]:
    """Leave out what neither occurs nor stands in the dictionary; for what occurs no longer the dictionary speaks.

    Also of each row, int64, the row it has now, where it has one.
    """
    table, occurs = forms.table(), forms.counts > 0
    texts = table.rows(0, len(forms))
    of_dictionary = {*dictionary, *dictionary.values()}
    lemmas, stays = forms.lemmas.astype(np.int64), occurs.copy()
    for row in np.flatnonzero(~occurs).tolist():
        text = texts[row].decode()
        stays[row] = text in of_dictionary
        lemmas[row] = table.find(dictionary[text].encode()) if text in dictionary else row
    stays[lemmas[occurs]] = True
    row_of = np.cumsum(stays) - 1
    if stays.all():
        return replace(forms, lemmas=lemmas.astype(np.uint32)), row_of
    blocks, starts = front_writing.encode(
        [text for text, kept in zip(texts, stays.tolist(), strict=True) if kept]
    )
    lemmas = row_of[lemmas[stays]]
    return FormCounts(blocks, starts.astype(np.uint32), lemmas.astype(np.uint32), forms.counts[stays]), row_of
