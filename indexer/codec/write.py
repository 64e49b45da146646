"""A segment written from arrays: what the build uses in place of Whoosh's writer, and what the codec's writers end in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Literal

import numpy as np

from .container import ContainerWriter
from .keywords import add_keywords
from .postings import FieldPostings
from .version import SEGMENT_VERSION

__all__ = [
    "SEGMENT_SUFFIX",
    "Blob",
    "FieldArrays",
    "Strings",
    "ValueKind",
    "add_strings",
    "narrow",
    "segment_meta",
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
    terms: Sequence[bytes],
    fields: Mapping[str, FieldArrays],
    lengths: Mapping[str, np.ndarray],
    stored: Strings,
    stored_field: str | None = None,
    bodies: Strings | None = None,
    columns: Mapping[str, Blob] | None = None,
    keywords: Mapping[str, Sequence[Sequence[str]]] | None = None,
    vectors: Mapping[str, Strings] | None = None,
) -> None:
    """Write one segment.

    ``terms`` are all terms of all fields, ascending by bytes, none twice; ``lengths`` of each field that has any,
    integers[articles]; ``stored`` one byte string an article: the value of ``stored_field``, or, where that is None,
    all stored fields as ``packing.pack`` writes them; ``bodies`` one more an article, of what ``stored`` leaves out
    (``codec.stored``); ``columns`` the bytes that Whoosh's own column types write; ``keywords`` one sequence of values
    an article (``codec.keywords``); ``vectors`` of Whoosh, one packed list an article. Raises ValueError where these do not
    agree. The file is not complete before this returns, and not synced.
    """
    with ContainerWriter(file) as writer:
        names = {
            "lengths": sorted(lengths),
            "columns": sorted(columns or {}),
            "vectors": sorted(vectors or {}),
            "keywords": sorted(keywords or {}),
        }
        kinds = {name: _kind(field) for name, field in fields.items()}
        writer.meta = segment_meta(articles, kinds, {**names, "stored": stored_field})
        add_strings(writer, "terms/text", "terms/start", terms)
        for name, field in sorted(fields.items()):
            _add_field(writer, name, field, len(terms))
        for name, each in sorted(lengths.items()):
            if len(each) != articles:
                raise ValueError(f"{name}: {len(each)} lengths for {articles} articles")
            writer.add(f"{name}/length", each.astype(np.uint32))
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


def segment_meta(
    articles: int, fields: Mapping[str, Mapping[str, Any]], rest: Mapping[str, Any]
) -> dict[str, Any]:
    """What ``meta`` of a segment says. ``rest`` has ``stored``, ``lengths``, ``columns``, ``keywords`` and ``vectors``."""
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
    writer.add(f"{name}/rows", field.rows.astype(np.uint32))
    writer.add(f"{name}/frequency", postings.frequencies.astype(np.uint32))
    add_strings(
        writer, f"{name}/postings", f"{name}/postings_start", (postings.postings, postings.postings_start)
    )
    if postings.positions is not None and postings.positions_start is not None:
        add_strings(
            writer,
            f"{name}/positions",
            f"{name}/positions_start",
            (postings.positions, postings.positions_start),
        )
    if field.weights is not None or field.valued is not None:
        writer.add(
            f"{name}/first", narrow(np.concatenate([[0], np.cumsum(postings.frequencies, dtype=np.int64)]))
        )
    if field.weights is not None:
        writer.add(f"{name}/weight", field.weights.astype(np.float32))
    if field.valued is not None:
        writer.add(f"{name}/valued", narrow(field.valued))
        add_strings(writer, f"{name}/values", f"{name}/values_start", field.values)


def add_strings(writer: ContainerWriter, text: str, start: str, strings: Strings) -> int:
    """Write the strings; how many there are."""
    if isinstance(strings, tuple) and len(strings) == 2 and isinstance(strings[1], np.ndarray):
        blob, starts = strings
    else:
        each: Sequence[bytes] = strings
        blob = np.frombuffer(b"".join(each), np.uint8)
        starts = np.concatenate([[0], np.cumsum(np.fromiter(map(len, each), np.int64, len(each)))])
    _add_blob(writer, text, blob)
    writer.add(start, narrow(starts))
    return len(starts) - 1


def _add_blob(writer: ContainerWriter, name: str, blob: Blob) -> None:
    if isinstance(blob, np.ndarray):
        writer.add(name, blob)
    else:
        writer.add_stream(name, blob)


def narrow(starts: np.ndarray) -> np.ndarray:
    """Return ascending numbers as uint32 where they fit, else uint64."""
    return starts.astype(np.uint32 if len(starts) == 0 or int(starts[-1]) < 1 << 32 else np.uint64)
