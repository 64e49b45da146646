"""Dates of articles as a column: seconds since 1970 UTC, as Whoosh's NumericColumn writes them (int64, big-endian)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

__all__ = ["NO_DATE", "PUBLISHED", "decode_dates", "encode_dates"]

PUBLISHED = "published"
"""The name of the column and of its field."""

NO_DATE = -(2**62)
"""What it holds for an article without a date; older than any."""

_DTYPE = ">i8"


def encode_dates(seconds: Sequence[int]) -> np.ndarray:
    """One number an article → the column's bytes, uint8."""
    return np.array(seconds, _DTYPE).view(np.uint8)


def decode_dates(column: np.ndarray) -> np.ndarray:
    """The column's bytes, uint8 → one number an article, int64."""
    return column.view(_DTYPE).astype(np.int64)
