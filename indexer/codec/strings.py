"""Byte strings of a container, one by one, without reading the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from ..errors import IndexCorruptError

# Not from it: import-linter, which cannot see compiled modules, would take that for an import of all of indexer.
from . import front_coding, front_writing, similar
from .container import Container, ContainerWriter

if TYPE_CHECKING:
    from array import array

    from . import near_forms

__all__ = [
    "CodedStrings",
    "FrontCodedTable",
    "MergedStrings",
    "StringTable",
    "add_blocks",
    "add_front_coded",
    "encode_codes",
    "encode_strings",
    "merge_coded",
    "merge_front_coded",
]

_STRETCH = 4 << 20  # bytes merged at once
_STEP = 1 << 12  # rows read at once, in a walk through all
_BLOCK = 16  # strings of a block


class StringTable(Sequence[bytes]):
    """Byte strings end to end, by row. Only the rows asked for are read."""

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


@dataclass(frozen=True, slots=True)
class CodedStrings:
    """Ascending strings, front-coded: the bytes of their blocks, uint8, where each begins and, last, the end, int64."""

    blocks: np.ndarray
    starts: np.ndarray
    count: int

    def __len__(self) -> int:
        return self.count


class MergedStrings(NamedTuple):
    """All strings of several tables, and of each table its strings' rows among them, uint32."""

    strings: CodedStrings
    rows: list[np.ndarray]


def encode_strings(strings: Sequence[bytes]) -> CodedStrings:
    """Raises ValueError where the strings do not ascend."""
    return CodedStrings(*front_writing.encode(strings), len(strings))


def encode_codes(codes: bytes | memoryview, ends: array[int] | np.ndarray) -> CodedStrings:
    """Strings in the code of ``letter_code``, end to end, and where each ends. Raises ValueError where they do not ascend."""
    return CodedStrings(*front_writing.encode_codes(codes, ends), len(ends))


def merge_coded(tables: Sequence[CodedStrings]) -> MergedStrings:
    """In memory; ``merge_front_coded`` is for tables of files."""
    coded = [front_coding.FrontCoded(each.blocks, each.starts.astype(np.uint32)) for each in tables]
    blocks, starts, count, rows = front_writing.merge(coded)
    return MergedStrings(CodedStrings(blocks, starts, count), rows)


def add_front_coded(
    writer: ContainerWriter, text: str, start: str, strings: Sequence[bytes] | CodedStrings
) -> None:
    """Write ascending strings, none twice, for a FrontCodedTable. Raises ValueError where they are not, or beyond 4 GB."""
    coded = strings if isinstance(strings, CodedStrings) else encode_strings(strings)
    add_blocks(writer, text, start, coded.blocks, coded.starts)


def merge_front_coded(
    writer: ContainerWriter, text: str, start: str, tables: Sequence[FrontCodedTable]
) -> tuple[int, list[np.ndarray]]:
    """Write one table of all strings of these; how many they are, and of each table its strings' rows among them, uint32.

    Raises IndexCorruptError where a table is damaged.
    """
    try:
        merging = front_writing.Merge([table.coded for table in tables])
        writer.add_parts(text, _iter_blocks(merging, tables))
    except ValueError as error:
        raise IndexCorruptError(f"{text}: {error}; check the segments that were merged") from error
    _add_starts(writer, text, start, merging.starts)
    return merging.count, merging.rows


def _iter_blocks(merging: front_writing.Merge, tables: Sequence[FrontCodedTable]) -> Iterator[np.ndarray]:
    """Yield a few megabytes at a time; what was read of the tables' maps is not kept in memory."""
    while len(blocks := merging.take(_STRETCH)):
        yield blocks
        for table in tables:
            table.forget_pages()


def add_blocks(
    writer: ContainerWriter, text: str, start: str, blocks: np.ndarray, starts: np.ndarray
) -> None:
    """Write strings that are front-coded already. Raises ValueError beyond 4 GB."""
    writer.add(text, blocks)
    _add_starts(writer, text, start, starts)


def _add_starts(writer: ContainerWriter, text: str, start: str, starts: np.ndarray) -> None:
    if int(starts[-1]) >= 1 << 32:
        raise ValueError(f"{text}: {int(starts[-1])} bytes, more than their starts can say")
    writer.add(start, starts.astype(np.uint32))


class FrontCodedTable(Sequence[bytes]):
    """Ascending byte strings in a fifth to a third of their bytes, by row. A look-up reads the blocks that it meets only.

    ``coded`` is for compiled readers.
    """

    def __init__(self, container: Container, text: str, start: str) -> None:
        self._container = container
        self._name = text
        starts = container[start]
        if starts.dtype != np.uint32:
            raise container.damaged(f"{start} does not say where the blocks of {text} are")
        self._text, self._starts = container[text].view(np.uint8), starts
        try:
            self.coded = front_coding.FrontCoded(self._text, starts)
        except ValueError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: ValueError) -> IndexCorruptError:
        return self._container.damaged(f"{self._name}: {error}")

    def __len__(self) -> int:
        return len(self.coded)

    def forget_pages(self) -> None:
        """As ``Container.forget_pages``."""
        self._container.forget_pages()

    @overload
    def __getitem__(self, row: int) -> bytes: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[bytes]: ...

    def __getitem__(self, row: int | slice) -> bytes | Sequence[bytes]:
        """The string of a row from 0 on, or those of a slice; consecutive ones are read at once."""
        try:
            if isinstance(row, int):
                return self.coded.get(row)
            first, past, step = row.indices(len(self))
            if step == 1:
                return self.coded.rows(first, max(first, past))
            return [self.coded.get(each) for each in range(first, past, step)]
        except ValueError as error:
            raise self._damaged(error) from error

    def __iter__(self) -> Iterator[bytes]:
        for first in range(0, len(self), _STEP):
            yield from self[first : first + _STEP]

    def blocks(self, rows: range) -> tuple[front_coding.FrontCoded, int]:
        """The blocks that hold these rows, as a table of their own, and which row it begins with."""
        first, past = rows.start // _BLOCK, -(-rows.stop // _BLOCK)
        starts = self._starts[first : max(first, past) + 1].astype(np.int64)
        try:
            text = self._text[starts[0] : starts[-1]]
            return front_coding.FrontCoded(text, (starts - starts[0]).astype(np.uint32)), first * _BLOCK
        except ValueError as error:
            raise self._damaged(error) from error

    def find(self, sought: bytes) -> int | None:
        """The row of a string, or None."""
        try:
            row = self.coded.find(sought)
        except ValueError as error:
            raise self._damaged(error) from error
        return None if row < 0 else row

    def first_at_least(self, sought: bytes) -> int:
        """The first row whose string is not below ``sought``, or the number of rows."""
        try:
            return self.coded.first_at_least(sought)
        except ValueError as error:
            raise self._damaged(error) from error

    def first_beyond(self, prefix: bytes) -> int:
        """The first row whose string is above all that start with ``prefix``, or the number of rows."""
        beyond = _successor(prefix)
        return len(self) if beyond is None else self.first_at_least(beyond)

    def near(self, sought: bytes, slips: near_forms.Slips, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows, ascending, and costs of the strings within ``most`` of ``sought``, int64; none for one of over 40 letters."""
        try:
            rows, costs = slips.near(self.coded, sought, most)
        except ValueError as error:
            raise self._damaged(error) from error
        return np.array(rows, np.int64), np.array(costs, np.int64)

    def with_prefix(self, prefix: bytes) -> range:
        """The rows of the strings that start with ``prefix``."""
        first = self.first_at_least(prefix)
        return range(first, max(first, self.first_beyond(prefix)))

    def similar(self, text: str, rows: range, most: int) -> np.ndarray:
        """Of these rows those whose strings are at most so many edits from a text, int64: see ``similar.similar_rows``."""
        try:
            return similar.similar_rows(self.coded, text, rows, most)
        except ValueError as error:
            raise self._damaged(error) from error


def _successor(prefix: bytes) -> bytes | None:
    """The least string above all that start with ``prefix``; None where there is none."""
    shortened = prefix.rstrip(b"\xff")
    return shortened[:-1] + bytes([shortened[-1] + 1]) if shortened else None
