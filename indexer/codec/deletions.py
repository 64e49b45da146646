"""Which articles of a generation's segments are deleted: ``deleted.kha``, there only where any is.

A container of ``deleted``, their numbers, counted through all segments of the generation, uint32, ascending; and of what these
articles say of other names (``evidence``). Segments never change; what is deleted of them is said anew by each generation, until
a merge leaves it out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from .container import Container, ContainerWriter

__all__ = ["DELETIONS", "open_deletions", "read_deletions", "write_deletions"]

DELETIONS = "deleted.kha"
"""The name of the file."""

_VERSION = 2
_ARRAY = "deleted"
_NONE = np.zeros(0, np.int64)


def write_deletions(
    folder: Path,
    deleted: np.ndarray,
    before: Container | None = None,
    evidence: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Write the numbers, ascending; no file where there are none.

    What they say of other names is what those of ``before``, the list of the generation before, said, and ``evidence``: of each
    line how many articles more, or fewer, give it.
    """
    from .evidence import change_evidence  # searches, which load this module, ask no evidence

    if len(deleted):
        with ContainerWriter(folder / DELETIONS) as writer:
            writer.meta = {"version": _VERSION}
            writer.add(_ARRAY, deleted.astype(np.uint32))
            change_evidence(writer, before, evidence)


def read_deletions(folder: Path, files: Collection[str], articles: int) -> np.ndarray:
    """The numbers of the deleted articles, int64, ascending; ``files`` are those of the generation, ``articles`` how many it has.

    Raises IndexCorruptError where the file is not what was written.
    """
    container = open_deletions(folder, files)
    if container is None:
        return _NONE
    container.check_sum(_ARRAY)
    numbers = container[_ARRAY].astype(np.int64)
    if (np.diff(numbers, prepend=-1, append=articles) <= 0).any():
        raise container.damaged(f"{_ARRAY}: not numbers, ascending, of {articles} articles")
    return numbers


def open_deletions(folder: Path, files: Collection[str]) -> Container | None:
    """The file, or None where nothing is deleted. Raises IndexCorruptError where it is another."""
    if DELETIONS not in files:
        return None
    container = Container(folder / DELETIONS)
    if container.meta.get("version") != _VERSION:
        raise container.damaged(f"it is no list of deleted articles of version {_VERSION}")
    return container
