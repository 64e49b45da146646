"""Whether a lexicon's file is what was written, and whole: structure first, which can say where a fault is, then sums."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np

from .container import Container
from .lexicon import FAR, LEXICON, MANY, ROWS_OF_BEFORE, Lexicon, row_width
from .strings import FrontCodedTable

__all__ = ["check_lexicon"]


def check_lexicon(path: Path) -> None:
    """Raise IndexCorruptError, with the array and, where it can be said, the place, if anything in the file is wrong.

    Forms ascend, none twice; every lemma and every form under a Roman key is a row; bits, counts and sums are of the same
    forms; then every byte of the file, by its sum. Reads the whole file.
    """
    Lexicon(path.parent)  # whether the arrays are there, of their types and lengths
    container = Container(path.parent / LEXICON)
    forms = FrontCodedTable(container, "forms/text", "forms/start")
    for row, (form, following) in enumerate(pairwise(forms)):
        if form >= following:
            raise container.damaged(f"forms/text, row {row + 1}: {following!r} after {form!r}")
    _check_lemmas(container, len(forms))
    _check_counts(container, len(forms))
    _check_roman(container, len(forms))
    container.check_sums()


def _check_lemmas(container: Container, forms: int) -> None:
    near = container["lemma/near"].astype(np.int64)
    rows = near + np.arange(forms)
    wrong = np.flatnonzero((near != FAR) & ((rows < 0) | (rows >= forms)))
    if len(wrong):
        raise container.damaged(f"lemma/near[{wrong[0]}]: {near[wrong[0]]} leads to no form")
    far, lemmas = container["lemma/far_form"], container["lemma/far_lemma"]
    if not np.array_equal(np.sort(far), np.flatnonzero(near == FAR)):
        raise container.damaged("lemma/far_form: not the forms that lemma/near says")
    if (np.diff(lemmas.astype(np.int64)) < 0).any() or (lemmas >= forms).any():
        raise container.damaged("lemma/far_lemma: not ascending, or no form")


def _check_counts(container: Container, forms: int) -> None:
    bits = np.unpackbits(container["count/counted"], bitorder="little")
    counted, few = bits[:forms], container["count/few"]
    before = np.concatenate([[0], np.cumsum(counted, dtype=np.int64)])
    if bits[forms:].any() or len(few) != before[-1] or (few == 0).any():
        raise container.damaged(f"count/few: not the counts of {before[-1]} forms")
    if not np.array_equal(container["count/before"], before[:-1][::ROWS_OF_BEFORE]):
        raise container.damaged("count/before: not the sums of count/counted")
    if not np.array_equal(container["count/many_form"], np.flatnonzero(counted)[few == MANY]):
        raise container.damaged("count/many_form: not the forms that count/few says")


def _check_roman(container: Container, forms: int) -> None:
    width = row_width(forms)
    starts, written = container["roman/start"].astype(np.int64), container["roman/rows"]
    if starts[0] != 0 or starts[-1] * width != len(written) or (np.diff(starts) < 0).any():
        raise container.damaged(f"roman/start: not ascending from 0 to the rows of {len(written)} bytes")
    rows = written.reshape(-1, width) @ (1 << np.arange(0, 8 * width, 8))
    bucket = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    wrong = np.flatnonzero((np.diff(rows, append=forms) <= 0) & (np.diff(bucket, append=-1) == 0))
    if len(wrong) or (rows >= forms).any():
        raise container.damaged(f"roman/rows: no rows that ascend in their bucket, of {forms} forms")
