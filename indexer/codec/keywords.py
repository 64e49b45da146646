"""Keyword columns: which values a field has in each article, for counting them over many articles at once.

Of a column ``keyword/F`` a segment holds: the table of its distinct values (``/text``, ``/start``: ``strings``), ``/counts``, how
many values each article has, and ``/codes``, the rows in the table of the values of one article after another; both in the
narrowest of uint8, uint16, uint32. No article has a value twice.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from ..kept import kept_property
from . import keyword_counts
from .container import Container, ContainerWriter
from .strings import FrontCodedTable, add_front_coded, encode_codes, merge_front_coded

if TYPE_CHECKING:
    from . import keyword_rows

__all__ = ["KeywordColumn", "add_keywords", "merge_keywords", "sweep_keywords"]

_STRETCH = 1 << 20  # codes that are renumbered at once


def add_keywords(
    writer: ContainerWriter, columns: Mapping[str, keyword_rows.KeywordRows | Sequence[Sequence[str]]]
) -> None:
    """Write columns, each of the values of one article after another."""
    for name, rows in sorted(columns.items()):
        column = _collected(rows) if isinstance(rows, Sequence) else rows
        order = np.array(column.values.ordered(array("i")), np.int32)
        row_of = np.zeros(len(order), np.uint32)
        row_of[order] = np.arange(len(order))
        add_front_coded(writer, *_table_names(name), encode_codes(*column.values.codes(order)))
        _add(writer, name, row_of[np.array(column.codes, np.int32)], np.array(column.counts, np.int32))


def _collected(rows: Sequence[Sequence[str]]) -> keyword_rows.KeywordRows:
    from . import keyword_rows  # which searches do without

    column = keyword_rows.KeywordRows()
    for values in rows:
        column.add(values)
    return column


def merge_keywords(writer: ContainerWriter, name: str, parts: Sequence[Container]) -> None:
    """Write the column of all articles of these segments, in this order, a stretch of it at a time."""
    columns = [_opened(part, name) for part in parts]
    values, rows = merge_front_coded(writer, *_table_names(name), [column.values for column in columns])
    codes = chain.from_iterable(map(_iter_renumbered, columns, rows))
    writer.add_parts(_codes_name(name), codes, np.min_scalar_type(max(values - 1, 0)))
    most = max(int(column.counts.max(initial=0)) for column in columns)
    writer.add_parts(_counts_name(name), (column.counts for column in columns), np.min_scalar_type(most))


def _opened(part: Container, name: str) -> KeywordColumn:
    column = KeywordColumn(part, name)
    part.forget_pages()
    return column


def _iter_renumbered(column: KeywordColumn, rows: np.ndarray) -> Iterator[np.ndarray]:
    """Yield a column's codes as rows of another table, some at a time."""
    for start in range(0, len(column.codes), _STRETCH):
        yield rows[column.codes[start : start + _STRETCH]]
    column.values.forget_pages()


def sweep_keywords(writer: ContainerWriter, name: str, part: Container, living: np.ndarray) -> None:
    """Write the column of the articles where ``living``, bool[articles], is true."""
    column = KeywordColumn(part, name)
    codes = column.codes[np.repeat(living, column.counts)]
    present = np.bincount(codes, minlength=len(column.values)) > 0
    table = [value for value, stays in zip(column.values, present.tolist(), strict=True) if stays]
    add_front_coded(writer, *_table_names(name), table)
    _add(writer, name, (np.cumsum(present) - 1)[codes], column.counts[living])


def _table_names(name: str) -> tuple[str, str]:
    return f"keyword/{name}/text", f"keyword/{name}/start"


def _codes_name(name: str) -> str:
    return f"keyword/{name}/codes"


def _counts_name(name: str) -> str:
    return f"keyword/{name}/counts"


def _add(writer: ContainerWriter, name: str, codes: np.ndarray, counts: np.ndarray) -> None:
    writer.add(_codes_name(name), _narrowest(codes))
    writer.add(_counts_name(name), _narrowest(counts))


def _narrowest(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


class KeywordColumn:
    """One column. ``values`` are its distinct values, ascending; ``codes`` and ``counts`` as above.

    Raises IndexCorruptError where its arrays do not fit together.
    """

    def __init__(self, container: Container, name: str) -> None:
        prefix = f"keyword/{name}"
        self.values = FrontCodedTable(container, *_table_names(name))
        self._container, self._text = container, f"{prefix}/text"
        self.codes = container[f"{prefix}/codes"]
        self.counts = container[f"{prefix}/counts"]
        articles = int(container.meta["articles"])
        if len(self.counts) != articles or int(self.counts.sum(dtype=np.int64)) != len(self.codes):
            raise container.damaged(
                f"{prefix}/counts: not of {articles} articles with {len(self.codes)} values"
            )
        if int(self.codes.max(initial=0)) >= max(len(self.values), 1):
            raise container.damaged(f"{prefix}/codes: not of {len(self.values)} values")

    @kept_property
    def _starts(self) -> np.ndarray:
        """Where in ``codes`` each article's values begin, and where the last one's end, int64[articles + 1]."""
        return np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)])

    @kept_property
    def _codes(self) -> keyword_counts.KeywordCodes:
        single = len(self.codes) == len(self.counts) and int(self.counts.min(initial=1)) == 1
        return keyword_counts.KeywordCodes(self.codes, None if single else self._starts, len(self.values))

    def add_counts(self, counted: dict[str, int], articles: np.ndarray, first: int = 0) -> None:
        """Add to ``counted``, by value, how many of these articles, int64 and numbered from ``first``, have it."""
        self._codes.add_counts(counted, self._value, articles, first)

    def holding(self, rows: Sequence[int]) -> np.ndarray:
        """Which articles have any of the values in these rows, bool[articles]."""
        holding = np.zeros(len(self.counts), bool)
        if not rows:
            return holding
        wanted = np.zeros(len(self.values), bool)
        wanted[list(rows)] = True
        wanted = wanted[self.codes]
        if int(self.counts.max(initial=0)) <= 1:
            holding[self.counts != 0] = wanted
            return holding
        # How many are wanted before each article's, and up to the end of the last one's.
        before = np.concatenate([[0], np.cumsum(wanted)])[self._starts]
        holds: np.ndarray = np.diff(before) != 0
        return holds

    def _value(self, code: int) -> str:
        try:
            return self.values[code].decode()
        except UnicodeDecodeError as error:
            raise self._container.damaged(f"{self._text}, row {code}: {error}") from error
