"""What a segment has of each article, as Whoosh reads it: stored fields, lengths, columns, vectors."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import ListMatcher

from .container import Container
from .document_writer import column_suffix, refuse_pickles
from .packing import unpack
from .strings import StringTable
from .terms import ColumnarTerms
from .values import unpack_value

__all__ = ["ColumnarDocumentReader", "join_rows", "split_rows"]

_LENGTH = struct.Struct("<I")


def join_rows(head: bytes, body: bytes) -> bytes:
    """Both rows as one value, for Whoosh, which knows stored fields only: the head's length (uint32), head, body."""
    return _LENGTH.pack(len(head)) + head + body


def split_rows(value: bytes) -> tuple[bytes, bytes]:
    """The head and the body of such a value."""
    past = _LENGTH.size + int.from_bytes(value[: _LENGTH.size], "little")
    return value[_LENGTH.size : past], value[past:]


class _ColumnFile(BufferFile):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's file over bytes that are mapped. Its own would copy them all, to be able to seek."""

    def __init__(self, content: np.ndarray, name: str) -> None:
        self._buf = content.data
        self._name = name
        self.onclose = None
        self.is_real = self.is_closed = False

    def __getattr__(self, name: str) -> Any:
        if name != "file":
            raise AttributeError(name)
        self.file = BytesIO(self._buf)
        return self.file


class ColumnarDocumentReader(base.PerDocumentReader):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's per-document reader. Lengths are exact, and 0 where an article has no word in the field."""

    def __init__(self, container: Container, storage: Any, segment: Any) -> None:
        self._container = container
        self._storage = storage
        self._segment = segment
        self._columnar = ColumnarTerms(container)
        self._stored: StringTable | None = None
        self._checked: set[str] = set()

    def close(self) -> None:
        """Let go of the file, which closes when the last array of it is gone."""
        self._stored = None

    def doc_count(self) -> int:
        """Articles that are not deleted."""
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """Articles, deleted ones too."""
        return self._columnar.articles

    def has_deletions(self) -> bool:
        """Whether any article is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this article is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """The numbers of the deleted articles, ascending."""
        return iter(self._segment.deleted_docs())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Field → value."""
        row = self._strings()[docnum]
        if (name := self._container.meta.get("stored")) is not None:
            return {name: join_rows(row, self._bodies()[docnum]) if "stored/body" in self._container else row}
        fields = unpack(row) if row else {}
        if not isinstance(fields, dict):
            raise self._container.damaged(f"stored/bytes: article {docnum} holds no fields")
        return fields

    def _strings(self) -> StringTable:
        if self._stored is None:
            self._stored = self._rows("stored/bytes", "stored/start")
        return self._stored

    def _bodies(self) -> StringTable:
        return self._rows("stored/body", "stored/body_start")

    def _rows(self, text: str, start: str) -> StringTable:
        rows = StringTable(self._container, text, start)
        if len(rows) != self._columnar.articles:
            raise self._container.damaged(
                f"{start} is of {len(rows)} articles, not {self._columnar.articles}"
            )
        return rows

    def supports_columns(self) -> bool:
        """Columns there are."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether any article of this segment has a value in this column."""
        return f"column/{fieldname}" in self._container or self._added(fieldname) is not None

    def _added(self, fieldname: str) -> str | None:
        """The file of a column that was added to the finished segment."""
        name = self._segment.make_filename(column_suffix(fieldname))
        return name if self._storage is not None and self._storage.file_exists(name) else None

    def column_reader(self, fieldname: str, column: Any) -> Any:
        """Whoosh's reader of a column. The column's sum is checked first: Whoosh's readers trust the bytes."""
        name = f"column/{fieldname}"
        refuse_pickles(fieldname, column)
        if name not in self._container and (added := self._added(fieldname)) is not None:
            file, length = self._storage.open_file(added), self._storage.file_length(added)
            return column.reader(file, 0, length, self._columnar.articles)
        if name not in self._checked:
            self._container.check_sum(name)
            self._checked.add(name)
        content = self._container[name]
        return column.reader(_ColumnFile(content, name), 0, len(content), self._columnar.articles)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words of the article in this field, or ``default`` where there are none."""
        return int(self._columnar.lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """Words of all articles in this field."""
        return self._columnar.length_totals(fieldname).words

    def min_field_length(self, fieldname: str) -> int:
        """The fewest words that an article has in this field."""
        return int(self._columnar.lengths(fieldname).min()) if self._columnar.articles else 0

    def max_field_length(self, fieldname: str) -> int:
        """The most words that an article has in this field."""
        return self._columnar.length_totals(fieldname).longest

    def _vector_row(self, docnum: int, fieldname: str) -> bytes:
        name = f"{fieldname}/vector"
        return self._rows(name, f"{name}_start")[docnum] if name in self._container else b""

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Whether the article has a vector in this field."""
        return bool(self._vector_row(docnum, fieldname))

    def vector(self, docnum: int, fieldname: str, format_: Any) -> Any:
        """A matcher over the article's terms in this field. Raises ValueError where there is no vector."""
        row = self._vector_row(docnum, fieldname)
        if not row:
            raise ValueError(f"article {docnum} has no vector of {fieldname!r}")
        try:
            texts, weights, values = zip(*unpack(row), strict=True)
        except (TypeError, ValueError) as error:
            raise self._container.damaged(f"{fieldname}/vector: article {docnum} ({error})") from error
        return ListMatcher(
            list(texts), list(weights), [unpack_value(format_, value) for value in values], format_
        )
