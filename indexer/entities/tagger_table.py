"""What the tagger has learned, as it ships: ``tagger.kht``.

A file is one zstandard frame: three uint32 (version, words, features), then arrays, little-endian:
words uint32, classes uint32, features uint32, rules int16 [3, 7, 7], transitions int16 [8, 7], rows int8 [35, features]
(a column after another: zeros stand together and pack well). The first dimension of rules is their offset, −1…+1, the second
their tag; the last row of transitions is from a sentence's beginning.

A word's class has, from its lowest bit: how frequent it is (4 bits: 15 the most), its cluster among 63 (6 bits, 0: none) and
among 255 (8 bits), whether persons' names have it (1 bit), and three times 3 bits: which share of it, in quarters, the rules take
for a person, a place, an organisation.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import zstandard

__all__ = ["OFFSETS", "TAGS", "TaggerTable", "read_table", "write_table"]

OFFSETS, TAGS = 5, 7
_VERSION = 1
_SHIPPED = Path(__file__).with_name("tagger.kht")


class TaggerTable(NamedTuple):
    """Hashes of words and features ascending."""

    words: np.ndarray
    classes: np.ndarray
    features: np.ndarray
    rows: np.ndarray
    rules: np.ndarray
    transitions: np.ndarray


def write_table(table: TaggerTable, path: Path = _SHIPPED) -> None:
    """Write the table; the same table gives the same bytes."""
    head = np.array([_VERSION, len(table.words), len(table.features)], "<u4")
    parts = (
        head,
        table.words.astype("<u4"),
        table.classes.astype("<u4"),
        table.features.astype("<u4"),
        table.rules.astype("<i2"),
        table.transitions.astype("<i2"),
        np.ascontiguousarray(table.rows.T.astype("i1")),
    )
    path.write_bytes(zstandard.compress(b"".join(part.tobytes() for part in parts), 19))


def read_table(path: Path = _SHIPPED) -> TaggerTable:
    """Read a table; ValueError where the file is none."""
    content = memoryview(zstandard.decompress(path.read_bytes()))
    version, size_of_words, size_of_features = np.frombuffer(content[:12], "<u4").tolist()
    if version != _VERSION:
        raise ValueError(f"{path} is of version {version}: run make train")
    parts = []
    at = 12
    for dtype, shape in (
        ("<u4", (size_of_words,)),
        ("<u4", (size_of_words,)),
        ("<u4", (size_of_features,)),
        ("<i2", (3, TAGS, TAGS)),
        ("<i2", (TAGS + 1, TAGS)),
        ("i1", (OFFSETS * TAGS, size_of_features)),
    ):
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        parts.append(np.frombuffer(content[at : at + size], dtype).reshape(shape))
        at += size
    words, classes, features, rules, transitions, rows = parts
    return TaggerTable(words, classes, features, np.ascontiguousarray(rows.T), rules, transitions)
