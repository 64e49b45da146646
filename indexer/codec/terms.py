"""Terms of a segment, read as arrays: the sorted dictionary, and of each field its terms' articles, frequencies and positions.

Nothing here knows Whoosh. A term of a field goes by its ordinal: its place among the field's terms, from 0, in order of bytes.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import IndexCorruptError
from .container import Container
from .keywords import KeywordColumn
from .strings import StringTable
from .term_field import TermField, TermTable
from .version import SEGMENT_VERSION

if TYPE_CHECKING:
    from .write import ValueKind

__all__ = ["ColumnarTerms", "FieldTerms"]

_NOTHING = np.zeros(0, np.int64)


class FieldTerms:
    """The terms of one field. ``document_frequencies`` uint32[terms]."""

    def __init__(self, container: Container, name: str, table: StringTable, articles: int) -> None:
        self.name = name
        self._container = container
        self._table = table
        self._articles = articles
        # Bisecting a memoryview, not np.searchsorted: that would first make int64 of the whole array.
        self._rows = container[f"{name}/rows"].data
        self.document_frequencies = container[f"{name}/frequency"]
        self.has_positions = f"{name}/positions" in container
        self.kind = _kind(container, name)
        self.has_leads = bool(container.meta["fields"][name].get("lead"))
        if len(self._rows) != len(self.document_frequencies):
            raise container.damaged(f"{name}/rows and /frequency are not of the same terms")

    @cached_property
    def field(self) -> TermField:
        """The field for compiled readers. Raises IndexCorruptError where its arrays do not fit together."""
        names = ["rows", "frequency", "postings", "postings_start"]
        names += ["positions", "positions_start"] if self.has_positions else []
        arrays = [self._container[f"{self.name}/{name}"] for name in names]
        try:
            return TermField(self._articles, self.has_leads, *arrays)
        except ValueError as error:
            raise self.damaged(str(error)) from error

    def __len__(self) -> int:
        return len(self._rows)

    def rows_within(self, rows: range) -> np.ndarray:
        """Those rows of the dictionary whose terms the field has, ascending, uint32."""
        first, past = bisect_left(self._rows, rows.start), bisect_left(self._rows, rows.stop)
        return self._container[f"{self.name}/rows"][first:past]

    def text(self, ordinal: int) -> bytes:
        """The term's bytes."""
        try:
            return self._table[self._rows[ordinal]]
        except IndexError as error:
            raise self.damaged(f"rows[{ordinal}] is no row of the dictionary") from error

    def find(self, term: bytes) -> int | None:
        """The term's ordinal, or None where the field has it not."""
        row = self._table.first_at_least(term)
        ordinal = bisect_left(self._rows, row)
        found = ordinal < len(self) and self._rows[ordinal] == row and self._table[row] == term
        return ordinal if found else None

    def first_at_least(self, sought: bytes) -> int:
        """The ordinal of the first term not below ``sought``, or the number of terms."""
        return bisect_left(self._rows, self._table.first_at_least(sought))

    def with_prefix(self, prefix: bytes) -> range:
        """The ordinals of the terms that start with ``prefix``."""
        first = self.first_at_least(prefix)
        return range(first, max(first, bisect_left(self._rows, self._table.first_beyond(prefix))))

    def postings(self, ordinal: int) -> tuple[np.ndarray, np.ndarray]:
        """Article numbers, ascending, and frequencies, both int64[document frequency]."""
        return self.postings_of_many(range(ordinal, ordinal + 1))

    def postings_of_many(self, ordinals: range) -> tuple[np.ndarray, np.ndarray]:
        """The same of consecutive terms, one after another."""
        try:
            return self.field.read_postings(ordinals.start, ordinals.stop)
        except ValueError as error:
            raise self.damaged(str(error)) from error

    def positions(self, ordinals: range, frequencies: np.ndarray) -> np.ndarray:
        """Positions of consecutive terms with these frequencies, int64[sum of frequencies], each article's ascending.

        Empty where the field is without positions.
        """
        if not self.has_positions or not ordinals:
            return _NOTHING
        try:
            return self.field.read_positions(ordinals.start, ordinals.stop, frequencies)
        except ValueError as error:
            raise self.damaged(str(error)) from error

    def weights(self, ordinal: int) -> np.ndarray | None:
        """Weights of the term's postings, float32[document frequency], or None where they are the frequencies."""
        if f"{self.name}/weight" not in self._container:
            return None
        first, past = self._numbers(ordinal)
        weights = self._container[f"{self.name}/weight"][first:past]
        if len(weights) != self.document_frequencies[ordinal]:
            raise self.damaged(f"weight of term {ordinal}: {len(weights)} numbers")
        return weights

    def values(self, ordinal: int) -> dict[int, bytes]:
        """Place among the term's postings → packed value, of those whose value is not of the field's kind."""
        if f"{self.name}/valued" not in self._container:
            return {}
        first, past = self._numbers(ordinal)
        numbers = self._container[f"{self.name}/valued"].data
        packed = StringTable(self._container, f"{self.name}/values", f"{self.name}/values_start")
        rows = range(bisect_left(numbers, first), bisect_left(numbers, past))
        if len(packed) != len(numbers):
            raise self.damaged(f"valued: {len(numbers)} numbers for {len(packed)} values")
        return {numbers[row] - first: packed[row] for row in rows}

    def _numbers(self, ordinal: int) -> tuple[int, int]:
        """The numbers of the term's postings among all of the field: the first, and that behind the last."""
        first = self._container[f"{self.name}/first"]
        if len(first) != len(self) + 1:
            raise self.damaged("first is not of the field's terms")
        return int(first[ordinal]), int(first[ordinal + 1])

    def damaged(self, what: str) -> IndexCorruptError:
        """The error to raise where an array of the field is wrong; ``what`` begins with its name."""
        return self._container.damaged(f"{self.name}/{what}")


def _kind(container: Container, name: str) -> ValueKind:
    found: ValueKind = container.meta["fields"][name]["values"]
    return found


class ColumnarTerms:
    """A segment's terms. Threads may share it: nothing in it changes but what it remembers.

    Every method raises IndexCorruptError where the file does not hold what its directory promises.
    """

    def __init__(self, container: Container | Path) -> None:
        self.container = container if isinstance(container, Container) else Container(container)
        try:
            version = self.container.meta["version"]
            self.articles = int(self.container.meta["articles"])
            self.fields: tuple[str, ...] = tuple(self.container.meta["fields"])
        except (KeyError, TypeError, ValueError) as error:
            raise self.container.damaged(f"it is no segment ({error!r})") from error
        if version != SEGMENT_VERSION:
            raise self.container.damaged(f"it is of version {version}, this khabar reads {SEGMENT_VERSION}")
        self._table = StringTable(self.container, "terms/text", "terms/start")
        try:
            self.table = TermTable(self.container["terms/text"], self.container["terms/start"])
        except ValueError as error:
            raise self.container.damaged(f"terms/start: {error}") from error
        self._opened: dict[str, FieldTerms] = {}
        self._lengths: dict[str, np.ndarray] = {}
        self._keywords: dict[str, KeywordColumn] = {}

    def text(self, row: int) -> bytes:
        """The term in a row of the dictionary."""
        try:
            return self._table[row]
        except IndexError as error:
            raise self.container.damaged(f"terms/text has no row {row}") from error

    def with_prefix(self, prefix: bytes) -> range:
        """The rows of the terms of all fields that start with ``prefix``."""
        try:
            return self.table.with_prefix(prefix)
        except ValueError as error:
            raise self.container.damaged(f"terms/start: {error}") from error

    def similar(self, text: str, within: range, most: int) -> np.ndarray:
        """Of these rows those whose terms are at most so many edits from a text, int64: see ``TermTable.similar``."""
        try:
            return self.table.similar(text, within, most)
        except ValueError as error:
            raise self.container.damaged(f"terms/start: {error}") from error

    def of_field(self, field: str) -> FieldTerms | None:
        """The field's terms, or None where the segment has no term of it."""
        if field not in self._opened:
            if field not in self.fields:
                return None
            self._opened[field] = FieldTerms(self.container, field, self._table, self.articles)
        return self._opened[field]

    def postings(self, field: str, term: bytes) -> tuple[np.ndarray, np.ndarray]:
        """Article numbers, ascending, and frequencies, both int64[n]; empty where the field has no such term."""
        terms = self.of_field(field)
        ordinal = None if terms is None else terms.find(term)
        return (_NOTHING, _NOTHING) if terms is None or ordinal is None else terms.postings(ordinal)

    def positions(self, field: str, term: bytes) -> np.ndarray:
        """All positions of a term, int64[sum of frequencies], those of one article after those of another, each ascending.

        Empty where the field has no such term, or no positions.
        """
        terms = self.of_field(field)
        ordinal = None if terms is None else terms.find(term)
        if terms is None or ordinal is None or not terms.has_positions:
            return _NOTHING
        return terms.positions(range(ordinal, ordinal + 1), terms.postings(ordinal)[1])

    def keyword_column(self, name: str) -> KeywordColumn:
        """The keyword column of a field; kept once it was asked for."""
        if name not in self._keywords:
            self._keywords[name] = KeywordColumn(self.container, name)
        return self._keywords[name]

    def lengths(self, field: str) -> np.ndarray:
        """Exact lengths of the field in words, uint32[articles]; zeros where the segment holds none of it."""
        if field not in self._lengths:
            self._lengths[field] = self._read_lengths(f"{field}/length")
        return self._lengths[field]

    def _read_lengths(self, name: str) -> np.ndarray:
        if name not in self.container:
            return np.zeros(self.articles, np.uint32)
        lengths = self.container[name]
        if len(lengths) != self.articles:
            raise self.container.damaged(f"{name} is of {len(lengths)} articles, not {self.articles}")
        return lengths
