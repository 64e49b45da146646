"""A segment written from arrays: what the build uses in place of Whoosh's writer, and what the codec's writers end in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import numpy as np

from .container import ContainerWriter
from .evidence import CountedLines, add_evidence
from .keywords import add_keywords
from .postings import FieldPostings
from .starts import encode_ascending
from .strings import CodedStrings, add_front_coded
from .version import SEGMENT_VERSION

if TYPE_CHECKING:
    from . import keyword_rows

__all__ = [
    "SEGMENT_SUFFIX",
    "Blob",
    "FieldArrays",
    "Strings",
    "ValueKind",
    "add_ascending",
    "add_lengths",
    "add_starts",
    "add_strings",
    "segment_meta",
    "starts_type",
    "union_of_terms",
    "write_segment",
]

SEGMENT_SUFFIX = ".kh"

ValueKind = Literal["none", "frequency", "positions"]
"""What the values of a field's postings say to Whoosh: nothing, how often the term occurs, or where."""

Blob = np.ndarray | BinaryIO
"""Bytes: an array of uint8, or a file to copy from where it stands to its end."""

Strings = Sequence[bytes] | tuple[Blob, np.ndarray]
"""Byte strings, or all of them end to end with where each begins and, last, the end: integers [n + 1]."""


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """One field. ``rows`` integers[T]: of its terms, ascending, their places among all terms of the segment.

    For Whoosh's writer only: ``weights`` float32[postings] where they are not the frequencies; ``valued``
    integers[V], ascending, the numbers of the postings whose values are not of the field's kind, from 0 through
    all terms of the field; ``values`` these values as ``values.pack_value`` writes them.
    """

    rows: np.ndarray
    postings: FieldPostings
    kind: ValueKind = "positions"
    weights: np.ndarray | None = None
    valued: np.ndarray | None = None
    values: Strings = ()


def union_of_terms(fields: Sequence[Sequence[bytes]]) -> tuple[list[bytes], list[np.ndarray]]:
    """Terms of each field, ascending → all terms, ascending, none twice, and of each field its terms' rows, uint32."""
    # Runs that ascend, end to end, are what sorted() is best at: a fifth of the time of heapq.merge.
    terms = list(dict.fromkeys(sorted(chain.from_iterable(fields))))
    row_of = dict(zip(terms, range(len(terms)), strict=True))
    return terms, [np.fromiter(map(row_of.__getitem__, each), np.uint32, len(each)) for each in fields]


def write_segment(
    file: Path | BinaryIO,
    *,
    articles: int,
    terms: Sequence[bytes] | CodedStrings,
    fields: Mapping[str, FieldArrays],
    lengths: Mapping[str, np.ndarray],
    stored: Strings,
    stored_field: str | None = None,
    bodies: Strings | None = None,
    columns: Mapping[str, Blob] | None = None,
    keywords: Mapping[str, keyword_rows.KeywordRows | Sequence[Sequence[str]]] | None = None,
    vectors: Mapping[str, Strings] | None = None,
    evidence: CountedLines | None = None,
) -> None:
    """Write one segment.

    ``terms`` are all terms of all fields, ascending by bytes, none twice; ``lengths`` of each field that has any,
    integers[articles]; ``stored`` one byte string an article: the value of ``stored_field``, or, where that is None,
    all stored fields as ``packing.pack`` writes them; ``bodies`` one more an article, of what ``stored`` leaves out
    (``codec.stored``); ``columns`` the bytes that Whoosh's own column types write; ``keywords`` one sequence of values
    an article (``codec.keywords``); ``vectors`` of Whoosh, one packed list an article; ``evidence`` lines and in how many
    articles each is (``codec.evidence``). Raises ValueError where these do not agree. The file is not complete before this
    returns, and not synced.
    """
    with ContainerWriter(file) as writer:
        add_front_coded(writer, "terms/text", "terms/start", terms)
        for name, field in sorted(fields.items()):
            _add_field(writer, name, field, len(terms))
        totals = {name: add_lengths(writer, name, each, articles) for name, each in sorted(lengths.items())}
        names = {
            "lengths": totals,
            "columns": sorted(columns or {}),
            "vectors": sorted(vectors or {}),
            "keywords": sorted(keywords or {}),
        }
        kinds = {name: _kind(field) for name, field in fields.items()}
        writer.meta = segment_meta(articles, kinds, {**names, "stored": stored_field})
        count = add_strings(writer, "stored/bytes", "stored/start", stored)
        if count != articles:
            raise ValueError(f"{count} stored rows for {articles} articles")
        if bodies is not None:
            count = add_strings(writer, "stored/body", "stored/body_start", bodies)
            if count != articles:
                raise ValueError(f"{count} stored bodies for {articles} articles")
        for name, blob in sorted((columns or {}).items()):
            _add_blob(writer, f"column/{name}", blob)
        for name, values in (keywords or {}).items():
            if len(values) != articles:
                raise ValueError(f"{name}: keywords of {len(values)} articles, not {articles}")
        add_keywords(writer, keywords or {})
        for name, rows in sorted((vectors or {}).items()):
            add_strings(writer, f"{name}/vector", f"{name}/vector_start", rows)
        if evidence is not None:
            add_evidence(writer, evidence)


def segment_meta(
    articles: int, fields: Mapping[str, Mapping[str, Any]], rest: Mapping[str, Any]
) -> dict[str, Any]:
    """What ``meta`` says. ``rest``: ``stored``, ``lengths`` (by ``add_lengths``), ``columns``, ``keywords`` and ``vectors``."""
    same = {key: rest[key] for key in ("stored", "lengths", "columns", "keywords", "vectors")}
    return {"version": SEGMENT_VERSION, "articles": articles, "fields": dict(fields), **same}


def _kind(field: FieldArrays) -> dict[str, Any]:
    postings = int(field.postings.frequencies.sum())
    kind = {"values": field.kind, "terms": len(field.rows), "postings": postings}
    return {**kind, "lead": True} if field.postings.lead else kind


def _add_field(writer: ContainerWriter, name: str, field: FieldArrays, terms: int) -> None:
    postings = field.postings
    if len(field.rows) != len(postings.frequencies) or (len(field.rows) and int(field.rows[-1]) >= terms):
        raise ValueError(f"{name}: its rows are not of its terms")
    add_ascending(writer, f"{name}/rows", field.rows)
    add_ascending(
        writer, f"{name}/first", np.concatenate([[0], np.cumsum(postings.frequencies, dtype=np.int64)])
    )
    writer.add(f"{name}/postings", postings.postings)
    add_ascending(writer, f"{name}/postings_start", postings.postings_start)
    if postings.positions is not None and postings.positions_start is not None:
        writer.add(f"{name}/positions", postings.positions)
        add_ascending(writer, f"{name}/positions_start", postings.positions_start)
    if field.weights is not None:
        writer.add(f"{name}/weight", field.weights.astype(np.float32))
    if field.valued is not None:
        add_ascending(writer, f"{name}/valued", field.valued)
        add_strings(writer, f"{name}/values", f"{name}/values_start", field.values)


def add_ascending(writer: ContainerWriter, name: str, numbers: np.ndarray) -> None:
    """Write ascending numbers as ``starts`` says. Raises ValueError where they do not ascend."""
    try:
        writer.add(name, encode_ascending(numbers))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def add_lengths(writer: ContainerWriter, name: str, lengths: np.ndarray, articles: int) -> list[int]:
    """Write a field's lengths in as many bytes each as the longest needs; their sum, how many are above 0, and the longest."""
    if len(lengths) != articles:
        raise ValueError(f"{name}: {len(lengths)} lengths for {articles} articles")
    longest = int(lengths.max(initial=0))
    writer.add(f"{name}/length", lengths.astype(np.min_scalar_type(longest)))
    return [int(lengths.sum(dtype=np.int64)), int(np.count_nonzero(lengths)), longest]


def add_strings(writer: ContainerWriter, text: str, start: str, strings: Strings) -> int:
    """Write the strings; how many there are."""
    if isinstance(strings, tuple) and len(strings) == 2 and isinstance(strings[1], np.ndarray):
        blob, starts = strings
    else:
        each: Sequence[bytes] = strings
        blob = np.frombuffer(b"".join(each), np.uint8)
        starts = np.concatenate([[0], np.cumsum(np.fromiter(map(len, each), np.int64, len(each)))])
    _add_blob(writer, text, blob)
    add_starts(writer, start, starts)
    return len(starts) - 1


def add_starts(writer: ContainerWriter, name: str, starts: np.ndarray) -> None:
    """Write starts of long strings, plainly: by ``add_ascending`` each step of 255 bytes or more would take nine."""
    writer.add(name, starts.astype(starts_type(int(starts[-1]))))


def starts_type(size: int) -> type[np.uint32 | np.uint64]:
    """The dtype of plain starts of strings that take so many bytes."""
    return np.uint32 if size < 1 << 32 else np.uint64


def _add_blob(writer: ContainerWriter, name: str, blob: Blob) -> None:
    if isinstance(blob, np.ndarray):
        writer.add(name, blob)
    else:
        writer.add_stream(name, blob)
