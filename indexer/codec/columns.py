"""Numbers of every article, a row an article in the order of article numbers: when it was published, how long its fields are.

One file, ``columns.npy``: a structured little-endian array, memory-mapped by readers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..errors import IndexCorruptError
from .arrays import open_array

__all__ = ["NO_DATE", "column_dtype", "open_columns", "write_columns"]

NO_DATE = -(2**62)
"""What ``published`` holds for an article without a date; older than any."""

_FILE = "columns.npy"


def column_dtype(length_fields: Sequence[str]) -> np.dtype:
    """``published`` int64, seconds since 1970 UTC, and for each field uint32, its length in words."""
    return np.dtype([("published", "<i8"), *((name, "<u4") for name in length_fields)])


def write_columns(folder: Path, parts: Sequence[np.ndarray]) -> None:
    """Write the rows of all segments, in order."""
    np.save(folder / _FILE, np.concatenate(parts))


def open_columns(folder: Path, length_fields: Sequence[str], articles: int) -> np.ndarray:
    """The rows, structured [articles], read-only. Raises IndexCorruptError where they are not of this index."""
    path = folder / _FILE
    rows = open_array(path, column_dtype(length_fields))
    if len(rows) != articles:
        raise IndexCorruptError(
            f"{path} has {len(rows)} rows for an index of {articles} articles; run: khabar index verify"
        )
    return rows
