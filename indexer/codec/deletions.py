"""Which articles of a generation's segments are deleted: ``deleted.kha``, there only where any is.

One container of one array, ``deleted``: their numbers, counted through all segments of the generation, uint32, ascending.
Segments never change; what is deleted of them is said anew by each generation, until a merge leaves it out.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np

from .container import Container, ContainerWriter

__all__ = ["DELETIONS", "read_deletions", "write_deletions"]

DELETIONS = "deleted.kha"
"""The name of the file."""

_VERSION = 1
_ARRAY = "deleted"
_NONE = np.zeros(0, np.int64)


def write_deletions(folder: Path, deleted: np.ndarray) -> None:
    """Write the numbers, ascending; no file where there are none."""
    if len(deleted):
        with ContainerWriter(folder / DELETIONS) as writer:
            writer.meta = {"version": _VERSION}
            writer.add(_ARRAY, deleted.astype(np.uint32))


def read_deletions(folder: Path, files: Collection[str], articles: int) -> np.ndarray:
    """The numbers of the deleted articles, int64, ascending; ``files`` are those of the generation, ``articles`` how many it has.

    Raises IndexCorruptError where the file is not what was written.
    """
    if DELETIONS not in files:
        return _NONE
    container = Container(folder / DELETIONS)
    if container.meta.get("version") != _VERSION:
        raise container.damaged(f"it is no list of deleted articles of version {_VERSION}")
    container.check_sum(_ARRAY)
    numbers = container[_ARRAY].astype(np.int64)
    if (np.diff(numbers, prepend=-1, append=articles) <= 0).any():
        raise container.damaged(f"{_ARRAY}: not numbers, ascending, of {articles} articles")
    return numbers
