"""Byte strings of a container, one by one, without reading the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import overload

from .container import Container

__all__ = ["StringTable"]


class StringTable(Sequence[bytes]):
    """Byte strings end to end, by row; of the terms' table ascending, none twice. Only the rows asked for are read."""

    def __init__(self, container: Container, text: str, start: str) -> None:
        starts = container[start]
        if len(starts) == 0 or starts[-1] != len(container[text]) or starts.dtype.kind != "u":
            raise container.damaged(f"{start} does not say where the strings of {text} are")
        self._text = container[text].data
        # Indexing a memoryview gives Python's own numbers, several times faster than numpy's.
        self._starts = starts.data

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, row: int) -> bytes: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[bytes]: ...

    def __getitem__(self, row: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        if not 0 <= row < len(self):
            raise IndexError(row)
        return bytes(self._text[self._starts[row] : self._starts[row + 1]])

    def first_at_least(self, sought: bytes) -> int:
        """The first row whose string is not below ``sought``, or the number of rows."""
        return bisect_left(self, sought)

    def first_beyond(self, prefix: bytes) -> int:
        """The first row whose string is above all that start with ``prefix``, or the number of rows."""
        successor = prefix.rstrip(b"\xff")
        if not successor:
            return len(self)
        return bisect_left(self, successor[:-1] + bytes([successor[-1] + 1]))
