"""What a segment has of each article, as Whoosh writes it: stored fields, lengths, columns, vectors.

The writer ends in a segment without terms (``DOCUMENTS_SUFFIX``), which the field writer takes up into the finished one:
Whoosh reads the lengths between the two.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable
from typing import Any, BinaryIO, cast

import numpy as np
from whoosh import columns
from whoosh.codec import base
from whoosh.filedb.structfile import StructFile

from .packing import pack
from .values import pack_value
from .write import write_segment

__all__ = ["DOCUMENTS_SUFFIX", "ColumnarDocumentWriter", "column_suffix", "refuse_pickles"]

DOCUMENTS_SUFFIX = ".khd"
_IN_MEMORY = 1 << 20  # bytes of each column and of the stored fields, before they go to a temporary file


def column_suffix(fieldname: str) -> str:
    """Behind a segment's name: the file of a column that Whoosh's ``add_sortable`` adds to a finished segment."""
    return f".{fieldname}.col"


class _Rows:
    """Byte strings, one an article, in order; articles left out have an empty one."""

    def __init__(self) -> None:
        self._file = _temporary()
        self._starts = array("q", [0])

    def add(self, article: int, row: bytes) -> None:
        self._pad(article)
        self._file.write(row)
        self._starts.append(self._file.tell())

    def _pad(self, articles: int) -> None:
        self._starts.extend([self._starts[-1]] * (articles + 1 - len(self._starts)))

    def finished(self, articles: int) -> tuple[BinaryIO, np.ndarray]:
        self._pad(articles)
        self._file.seek(0)
        return self._file, np.array(self._starts, np.int64)


def _temporary() -> BinaryIO:
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


class ColumnarDocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's per-document writer. An article counts when it is finished: of a cancelled one nothing stays."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._articles = 0
        self._current: dict[str, Any] | None = None
        self._cells: list[tuple[str, Any, Any]] = []
        self._lengths: dict[str, array[int]] = {}
        self._stored = _Rows()
        self._columns: dict[str, tuple[BinaryIO, Any]] = {}
        self._vectors: dict[str, _Rows] = {}
        self._of_current: list[tuple[str, int]] = []
        self._vectors_of_current: list[tuple[str, bytes]] = []
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the next article. Raises ValueError where that has another number, or one is open."""
        if self._current is not None or docnum != self._articles:
            raise ValueError(f"article {docnum} begun, where {self._articles} is next or open")
        self._current = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int | None) -> None:
        """Store a value, unless it is None, and the field's length in words."""
        if self._current is None:
            raise ValueError("no article is open")
        if value is not None:
            self._current[fieldname] = value
        if length:
            self._of_current.append((fieldname, length))

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Set the article's value in a column. Raises TypeError for Whoosh's columns that pickle."""
        refuse_pickles(fieldname, columnobj)
        self._cells.append((fieldname, columnobj, value))

    def add_vector_items(
        self, fieldname: str, fieldobj: Any, items: Iterable[tuple[str, float, bytes]]
    ) -> None:
        """Set the article's vector: (term, weight, posting value), in order."""
        packed = [[text, weight, pack_value(fieldobj.vector, value)] for text, weight, value in items]
        if packed:
            self._vectors_of_current.append((fieldname, pack(packed)))

    def finish_doc(self) -> None:
        """Take the article up. Raises TypeError where a value to store cannot be written without pickle."""
        article = self._articles
        try:
            row = pack(self._current) if self._current else b""
        except TypeError:
            self.cancel_doc()
            raise
        self._stored.add(article, row)
        for name, length in self._of_current:
            numbers = self._lengths.setdefault(name, array("I"))
            numbers.extend([0] * (article + 1 - len(numbers)))
            numbers[article] = length
        for name, column, value in self._cells:
            if name not in self._columns:
                file = _temporary()
                self._columns[name] = file, column.writer(StructFile(file, name))
            self._columns[name][1].add(article, value)
        for name, vector in self._vectors_of_current:
            self._vectors.setdefault(name, _Rows()).add(article, vector)
        self._articles += 1
        self.cancel_doc()

    def cancel_doc(self) -> None:
        """Forget the open article."""
        self._current = None
        self._of_current, self._cells, self._vectors_of_current = [], [], []

    def close(self) -> None:
        """Write the segment's documents."""
        if self._current is not None:
            self.finish_doc()
        columns = {}
        for name, (file, writer) in self._columns.items():
            writer.finish(self._articles)
            file.seek(0)
            columns[name] = file
        write_segment(
            self._segment.create_file(self._storage, DOCUMENTS_SUFFIX),
            articles=self._articles,
            terms=(),
            fields={},
            lengths={name: self._length_array(numbers) for name, numbers in self._lengths.items()},
            stored=self._stored.finished(self._articles),
            columns=columns,
            vectors={name: rows.finished(self._articles) for name, rows in self._vectors.items()},
        )
        self.is_closed = True

    def _length_array(self, numbers: array[int]) -> np.ndarray:
        lengths = np.zeros(self._articles, np.uint32)
        lengths[: len(numbers)] = numbers
        return lengths


def refuse_pickles(fieldname: str, column: Any) -> None:
    """Raise TypeError for a column of Whoosh's that writes pickles, or wraps one that does."""
    while column is not None:
        if isinstance(column, columns.PickleColumn | columns.CompressedBlockColumn):
            raise TypeError(
                f"{fieldname}: a {type(column).__name__} holds pickles, which khabar's codec does not write"
            )
        column = getattr(column, "_child", None)
