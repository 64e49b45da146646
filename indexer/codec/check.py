"""Whether a segment's file is what was written, and whole: structure first, which can say where a fault is, then sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import IndexCorruptError
from .container import Container
from .evidence import check_evidence, has_evidence
from .packing import unpack
from .signatures import read_signatures
from .starts import decode_ascending
from .strings import StringTable
from .terms import ColumnarTerms, FieldTerms

__all__ = ["check_segment"]

_STEP = 1 << 20  # postings that are decoded at once


def check_segment(path: Path) -> None:
    """Raise IndexCorruptError, with the array and, where it can be said, the place, if anything in the file is wrong.

    Of every array: the sum of its bytes. Dictionary: ascending, none twice. Of every field: rows ascending and of the
    dictionary; articles ascending and of the segment; postings, frequencies and positions as many as they say; weights,
    values and lengths of the same postings and articles. Stored rows: one an article, readable. Reads the whole file.
    """
    container = Container(path)
    try:
        _check_structure(container)
    except (IndexError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise container.damaged(f"its arrays are not of the types that were written ({error!r})") from error
    container.check_sums()


def _check_structure(container: Container) -> None:
    terms = ColumnarTerms(container)
    _check_starts(container, "terms/start", len(container["terms/text"]))
    _check_ascending_strings(container, terms.table)
    for name in terms.fields:
        field = terms.of_field(name)
        if field is not None:
            _check_field(container, field, len(terms.table), terms.articles)
    for name in container.meta["lengths"]:
        _check_lengths(container, terms, name)
    for name in container.meta["keywords"]:
        _check_ascending_strings(container, terms.keyword_column(name).values, f"keyword/{name}/text")
    for name in container.meta["columns"]:
        container.check_sum(f"column/{name}")
    if "column/signature" in container:
        read_signatures(container)
    _check_stored(container, terms.articles)
    if has_evidence(container):
        check_evidence(container)


def _check_lengths(container: Container, terms: ColumnarTerms, name: str) -> None:
    if f"{name}/length" not in container:
        raise container.damaged(f"{name}/length: not there")
    lengths = terms.lengths(name)
    found = int(lengths.sum(dtype=np.int64)), int(np.count_nonzero(lengths)), int(lengths.max(initial=0))
    if found != terms.length_totals(name):
        raise container.damaged(
            f"{name}/length: its sum, its count and the longest are {found}, not those of meta"
        )


def _check_starts(container: Container, name: str, end: int) -> None:
    starts = container[name].astype(np.int64)
    wrong = np.flatnonzero(np.diff(starts) < 0)
    if len(wrong):
        raise container.damaged(
            f"{name}[{int(wrong[0]) + 1}]: {starts[wrong[0] + 1]} after {starts[wrong[0]]}"
        )
    if len(starts) == 0 or starts[0] != 0 or starts[-1] != end:
        raise container.damaged(f"{name}: it does not begin with 0 and end with {end}")


def _check_ascending_strings(container: Container, table: Sequence[bytes], name: str = "terms/text") -> None:
    before = None
    for row, text in enumerate(table):
        if before is not None and text <= before:
            raise container.damaged(f"{name}, row {row}: {text!r} after {before!r}")
        before = text


def _check_field(container: Container, field: FieldTerms, terms: int, articles: int) -> None:
    name = field.name
    rows = _ascending(container, f"{name}/rows")
    wrong = np.flatnonzero(np.diff(rows, append=terms) <= 0)
    if len(wrong):
        raise container.damaged(
            f"{name}/rows[{int(wrong[0])}]: not below the one behind it, or not of {terms} terms"
        )
    first = _ascending(container, f"{name}/first")
    _check_ends(container, f"{name}/first", len(rows), int(container.meta["fields"][name]["postings"]))
    _check_ends(container, f"{name}/postings_start", len(rows), len(container[f"{name}/postings"]))
    if field.kind == "positions" and not field.has_positions:
        raise container.damaged(f"{name}/positions: not there")
    if field.has_positions:
        _check_ends(container, f"{name}/positions_start", len(rows), len(container[f"{name}/positions"]))
    for ordinals in _steps(first):
        _check_postings(field, ordinals, np.diff(first[ordinals.start : ordinals.stop + 1]), articles)
    _check_extras(container, field, int(first[-1]))


def _ascending(container: Container, name: str) -> np.ndarray:
    try:
        return decode_ascending(container[name])
    except ValueError as error:
        raise container.damaged(f"{name}: {error}") from error


def _check_ends(container: Container, name: str, lists: int, end: int) -> None:
    starts = _ascending(container, name)
    if len(starts) != lists + 1 or starts[0] != 0 or starts[-1] != end:
        raise container.damaged(f"{name}: not of {lists} terms, or not from 0 to {end}")


def _steps(first: np.ndarray) -> Iterator[range]:
    """The ordinals of all terms, in ranges of about as many postings each."""
    ordinal = 0
    while ordinal < len(first) - 1:
        past = max(ordinal + 1, int(np.searchsorted(first, first[ordinal] + _STEP)) - 1)
        yield range(ordinal, past)
        ordinal = past


def _check_postings(field: FieldTerms, ordinals: range, counts: np.ndarray, articles: int) -> None:
    numbers, frequencies = field.postings_of_many(ordinals)
    term_of = np.repeat(np.arange(ordinals.start, ordinals.stop), counts)
    wrong = np.flatnonzero((np.diff(numbers) <= 0) & (np.diff(term_of) == 0))
    if len(wrong):
        place = int(wrong[0])
        raise field.damaged(
            f"postings of term {term_of[place]}: article {numbers[place + 1]} after {numbers[place]}"
        )
    if len(numbers) and (numbers.min() < 0 or numbers.max() >= articles):
        raise field.damaged(
            f"postings of terms {ordinals.start} to {ordinals.stop}: an article of none of {articles}"
        )
    field.positions(ordinals, frequencies)


def _check_extras(container: Container, field: FieldTerms, postings: int) -> None:
    """Weights and values, which only Whoosh's writer writes."""
    name = field.name
    if f"{name}/weight" in container and len(container[f"{name}/weight"]) != postings:
        raise container.damaged(f"{name}/weight: not of {postings} postings")
    if f"{name}/valued" in container:
        valued = _ascending(container, f"{name}/valued")
        if (np.diff(valued, append=postings) <= 0).any():
            raise container.damaged(f"{name}/valued: not ascending, or not of {postings} postings")
        _check_packed(container, f"{name}/values", f"{name}/values_start", len(valued))


def _check_stored(container: Container, articles: int) -> None:
    if container.meta.get("stored") is None:
        _check_packed(container, "stored/bytes", "stored/start", articles)
    else:
        _check_rows(container, "stored/bytes", "stored/start", articles)
        if "stored/body" in container:
            _check_rows(container, "stored/body", "stored/body_start", articles)
    for name in container.meta["vectors"]:
        _check_packed(container, f"{name}/vector", f"{name}/vector_start", articles)


def _check_rows(container: Container, text: str, start: str, count: int) -> StringTable:
    rows = StringTable(container, text, start)
    _check_starts(container, start, len(container[text]))
    if len(rows) != count:
        raise container.damaged(f"{start}: {len(rows)} rows, not {count}")
    return rows


def _check_packed(container: Container, text: str, start: str, count: int) -> None:
    for number, row in enumerate(_check_rows(container, text, start, count)):
        _check_unpacked(container, text, number, row)


def _check_unpacked(container: Container, text: str, number: int, row: bytes) -> Any:
    try:
        return unpack(row) if row else None
    except IndexCorruptError as error:
        raise container.damaged(f"{text}, row {number}: {error}") from error
