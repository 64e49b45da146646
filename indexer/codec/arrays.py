"""Arrays of numbers in files that nobody need trust: opened as memory maps, never unpickled, of the expected type or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ..errors import IndexCorruptError

__all__ = ["open_array"]


def open_array(path: Path, dtype: np.dtype) -> np.ndarray:
    """The rows of an ``.npy`` file, of this dtype, one-dimensional, read-only. Raises IndexCorruptError where it is none."""
    try:
        # Not np.load, which takes zip archives and pickles too.
        rows: np.ndarray = np.lib.format.open_memmap(path, mode="r")
    except Exception as error:
        # A cut or changed header fails in many ways (ValueError, EOFError, SyntaxError, OverflowError …); all mean the same.
        raise IndexCorruptError(f"{path} cannot be read ({error}); run: khabar index verify") from error
    if rows.dtype != dtype or rows.ndim != 1:
        raise IndexCorruptError(f"{path} is not what the index keeps there; run: khabar index verify")
    return rows
