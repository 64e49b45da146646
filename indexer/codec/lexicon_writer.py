"""Writes the lexicon of a generation: ``lexicon`` says of what it consists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..distinct import distinct
from .container import ContainerWriter
from .form_counts import NO_LEMMA, FormCounts, find_roman_keys, join_forms
from .lexicon import FAR, LEXICON, MANY, NEAREST, ROWS_OF_BEFORE, VERSION, row_width
from .strings import add_blocks

__all__ = ["buckets_for", "write_forms", "write_lexicon"]

_PER_BUCKET = 8


def write_lexicon(folder: Path, parts: Sequence[FormCounts]) -> int:
    """Write the file; how many forms occur. Where several parts know a form's lemma, the last one's holds."""
    forms = join_forms(parts)
    pairs = find_roman_keys(forms)
    write_forms(folder, forms, pairs, buckets_for(len(pairs)))
    return int(np.count_nonzero(forms.counts))


def write_forms(folder: Path, forms: FormCounts, pairs: np.ndarray, buckets: int) -> None:
    """Write the file of these forms; ``pairs`` and ``buckets`` as of ``_add_roman``."""
    own = np.arange(len(forms))
    with ContainerWriter(folder / LEXICON) as writer:
        writer.meta = {"version": VERSION, "forms": len(forms)}
        add_blocks(writer, "forms/text", "forms/start", forms.text, forms.starts)
        _add_lemmas(writer, np.where(forms.lemmas == NO_LEMMA, own, forms.lemmas))
        _add_counts(writer, forms.counts)
        _add_roman(writer, pairs, len(forms), buckets)


def _add_lemmas(writer: ContainerWriter, lemma_rows: np.ndarray) -> None:
    near = lemma_rows - np.arange(len(lemma_rows))
    far = np.flatnonzero(np.abs(near) > NEAREST)
    near[far] = FAR
    far = far[np.argsort(lemma_rows[far], kind="stable")]
    writer.add("lemma/near", near.astype(np.int8))
    writer.add("lemma/far_lemma", lemma_rows[far].astype(np.uint32))
    writer.add("lemma/far_form", far.astype(np.uint32))


def _add_counts(writer: ContainerWriter, counts: np.ndarray) -> None:
    occurs = counts > 0
    before = np.concatenate([[0], np.cumsum(occurs)])[:-1]
    many = np.flatnonzero(counts >= MANY)
    large = len(many) and int(counts.max()) >= 1 << 32
    writer.add("count/counted", np.packbits(occurs, bitorder="little"))
    writer.add("count/before", before[::ROWS_OF_BEFORE].astype(np.uint32))
    writer.add("count/few", np.minimum(counts[occurs], MANY).astype(np.uint8))
    writer.add("count/many_form", many.astype(np.uint32))
    writer.add("count/many", counts[many].astype(np.uint64 if large else np.uint32))


def buckets_for(keys: int) -> int:
    """Into how many buckets so many keys are put."""
    return 1 << max(0, (keys // _PER_BUCKET).bit_length() - 1)


def _add_roman(writer: ContainerWriter, pairs: np.ndarray, forms: int, buckets: int) -> None:
    """``pairs``: keys' CRC-32 · 2³² + row, uint64, of forms that occur only: a reading that finds nothing is no help.

    Of a CRC-32 only what names one of the ``buckets``, a power of 2, is looked at.
    """
    # Once each: two keys of a form may share a bucket.
    placed = distinct(pairs & np.uint64((buckets << 32) - 1))
    starts = np.searchsorted(placed, np.arange(buckets + 1, dtype=np.uint64) << np.uint64(32))
    row_bytes = placed.astype("<u4").view(np.uint8).reshape(-1, 4)
    writer.add("roman/rows", row_bytes[:, : row_width(forms)].ravel())
    writer.add("roman/start", starts.astype(np.uint32))
