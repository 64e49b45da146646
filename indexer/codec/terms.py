"""Terms of a segment, read as arrays: the sorted dictionary, and of each field its terms' articles, frequencies and positions.

Nothing here knows Whoosh. A term of a field goes by its ordinal: its place among the field's terms, from 0, in order of bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ..errors import IndexCorruptError
from ..kept import kept_property

# Not from them: import-linter, which cannot see compiled modules, would take that for an import of all of indexer.
from . import ascending, term_field
from .container import Container
from .keywords import KeywordColumn
from .strings import FrontCodedTable, StringTable
from .version import SEGMENT_VERSION

if TYPE_CHECKING:
    from .write import ValueKind

__all__ = ["ColumnarTerms", "FieldTerms", "LengthTotals"]

_NOTHING = np.zeros(0, np.int64)
_LENGTHS = (np.uint8, np.uint16, np.uint32)


class LengthTotals(NamedTuple):
    """Of a field: the words of all articles, how many articles have any, and the most of one; deleted articles too."""

    words: int
    having: int
    longest: int


class FieldTerms:
    """The terms of one field."""

    def __init__(self, container: Container, name: str, table: FrontCodedTable, articles: int) -> None:
        self.name = name
        self._container = container
        self._table = table
        self._articles = articles
        self._rows = self._ascending("rows")
        self._first = self._ascending("first")
        self.has_positions = f"{name}/positions" in container
        self.kind = _kind(container, name)
        self.has_leads = bool(container.meta["fields"][name].get("lead"))
        if len(self._rows) + 1 != len(self._first):
            raise self.damaged("rows and first are not of the same terms")

    def _ascending(self, name: str) -> ascending.AscendingNumbers:
        array = self._container[f"{self.name}/{name}"]
        try:
            return ascending.AscendingNumbers(array)
        except ValueError as error:
            raise self.damaged(f"{name}: {error}") from error

    @kept_property
    def field(self) -> term_field.TermField:
        """The field for compiled readers. Raises IndexCorruptError where its arrays do not fit together."""
        postings = self._container[f"{self.name}/postings"], self._ascending("postings_start")
        placed: tuple[Any, ...] = ()
        if self.has_positions:
            placed = self._container[f"{self.name}/positions"], self._ascending("positions_start")
        try:
            return term_field.TermField(
                self._articles, self.has_leads, self._rows, self._first, *postings, *placed
            )
        except ValueError as error:
            raise self.damaged(str(error)) from error

    def document_frequency(self, ordinal: int) -> int:
        """In how many articles the term occurs, deleted ones too."""
        return self.field.document_frequency(ordinal)

    def __len__(self) -> int:
        return len(self._rows)

    def rows_within(self, rows: range) -> np.ndarray:
        """Those rows of the dictionary whose terms the field has, ascending, int64."""
        first, past = self._rows.find_at_least(rows.start), self._rows.find_at_least(rows.stop)
        return self._rows.read(first, max(first, past))

    def text(self, ordinal: int) -> bytes:
        """The term's bytes."""
        try:
            return self._table[self._rows[ordinal]]
        except IndexError as error:
            raise self.damaged(f"rows[{ordinal}] is no row of the dictionary") from error

    def find(self, term: bytes) -> int | None:
        """The term's ordinal, or None where the field has it not."""
        row = self._table.find(term)
        if row is None:
            return None
        ordinal = self._rows.find_at_least(row)
        return ordinal if ordinal < len(self) and self._rows[ordinal] == row else None

    def first_at_least(self, sought: bytes) -> int:
        """The ordinal of the first term not below ``sought``, or the number of terms."""
        return self._rows.find_at_least(self._table.first_at_least(sought))

    def with_prefix(self, prefix: bytes) -> range:
        """The ordinals of the terms that start with ``prefix``."""
        rows = self._table.with_prefix(prefix)
        first, past = self._rows.find_at_least(rows.start), self._rows.find_at_least(rows.stop)
        return range(first, max(first, past))

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
        first, past = self._first[ordinal], self._first[ordinal + 1]
        weights = self._container[f"{self.name}/weight"][max(first, 0) : max(past, 0)]
        if len(weights) != self.document_frequency(ordinal):
            raise self.damaged(f"weight of term {ordinal}: {len(weights)} numbers")
        return weights

    def values(self, ordinal: int) -> dict[int, bytes]:
        """Place among the term's postings → packed value, of those whose value is not of the field's kind."""
        if f"{self.name}/valued" not in self._container:
            return {}
        first, past = self._first[ordinal], self._first[ordinal + 1]
        numbers = self._ascending("valued")
        packed = StringTable(self._container, f"{self.name}/values", f"{self.name}/values_start")
        rows = range(numbers.find_at_least(first), numbers.find_at_least(past))
        if len(packed) != len(numbers):
            raise self.damaged(f"valued: {len(numbers)} numbers for {len(packed)} values")
        return {numbers[row] - first: packed[row] for row in rows}

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
        self.table = FrontCodedTable(self.container, "terms/text", "terms/start")
        self._opened: dict[str, FieldTerms] = {}
        self._lengths: dict[str, np.ndarray] = {}
        self._keywords: dict[str, KeywordColumn] = {}

    def text(self, row: int) -> bytes:
        """The term in a row of the dictionary."""
        try:
            return self.table[row]
        except IndexError as error:
            raise self.container.damaged(f"terms/text has no row {row}") from error

    def of_field(self, field: str) -> FieldTerms | None:
        """The field's terms, or None where the segment has no term of it."""
        known = self._opened.get(field)
        if known is None and field in self.fields:
            # The first one made holds for all threads: lists are told to be of one field by its being the same object.
            known = self._opened.setdefault(
                field, FieldTerms(self.container, field, self.table, self.articles)
            )
        return known

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
        """Exact lengths of the field in words, uint8, 16 or 32[articles]; zeros where the segment holds none of it."""
        if field not in self._lengths:
            self._lengths[field] = self._read_lengths(f"{field}/length")
        return self._lengths[field]

    def length_totals(self, field: str) -> LengthTotals:
        """What the lengths add up to, without reading them."""
        try:
            total, having, longest = map(int, self.container.meta["lengths"].get(field, (0, 0, 0)))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise self.container.damaged(f"meta: no sums of the lengths of {field} ({error!r})") from error
        return LengthTotals(total, having, longest)

    def _read_lengths(self, name: str) -> np.ndarray:
        if name not in self.container:
            return np.zeros(self.articles, np.uint8)
        lengths = self.container[name]
        if len(lengths) != self.articles or lengths.dtype not in _LENGTHS:
            raise self.container.damaged(f"{name} is of {len(lengths)} articles, not {self.articles}")
        return lengths
