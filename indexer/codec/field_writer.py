"""Postings as Whoosh's writer hands them over, one at a time, into the arrays of a segment."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
from whoosh.codec import base

from .container import Container
from .document_writer import DOCUMENTS_SUFFIX
from .packing import pack
from .postings import FieldPostings, encode_positions, encode_postings
from .values import frequency_of, kind_of, pack_value, positions_of
from .write import SEGMENT_SUFFIX, FieldArrays, union_of_terms, write_segment

__all__ = ["ColumnarFieldWriter"]

_CHUNK = 1 << 20  # postings that are held as numbers, before they are encoded


class _Field:
    """One field as it grows: its terms, the encoded parts of its postings, and the postings not encoded yet."""

    def __init__(self, fieldobj: Any) -> None:
        self._format = fieldobj.format
        self._kind = kind_of(self._format)
        self.terms: list[bytes] = []
        self._parts: list[FieldPostings] = []
        self._weights: list[np.ndarray] = []
        self._weighted = False
        self._count = 0
        self._valued = array("q")
        self._values: list[bytes] = []
        self.lengths: dict[int, int] = {}
        self.articles = 0
        self._begin_part()

    def _begin_part(self) -> None:
        self._first_term = len(self.terms)
        self._term_of, self._articles, self._frequencies = array("q"), array("q"), array("q")
        self._positions, self._part_weights = array("q"), array("f")

    def start_term(self, text: bytes) -> None:
        if self.terms and text <= self.terms[-1]:
            raise base.OutOfOrderError(f"term {text!r} after {self.terms[-1]!r}")
        if len(self._articles) >= _CHUNK:
            self._end_part()
        self.terms.append(text)

    def add(self, article: int, weight: float, value: bytes) -> None:
        term = len(self.terms) - 1 - self._first_term
        if self._term_of and self._term_of[-1] == term and article <= self._articles[-1]:
            if article < self._articles[-1]:
                raise base.OutOfOrderError(f"article {article} after {self._articles[-1]}")
            # Whoosh adds the words of spelling fields all to article 0, a posting each: they become one.
            self._part_weights[-1] += weight
            return
        self.articles = max(self.articles, article + 1)
        self._term_of.append(term)
        self._articles.append(article)
        self._part_weights.append(weight)
        self._frequencies.append(self._take(value))
        self._count += 1

    def _take(self, value: bytes) -> int:
        """Keep the posting's value; the term frequency that it says, or 1."""
        if self._kind == "positions" and (positions := positions_of(self._format, value)) is not None:
            self._positions.extend(positions)
            return len(positions)
        if self._kind == "frequency" and (frequency := frequency_of(value)) is not None:
            return frequency
        if self._kind != "none" or value:
            self._valued.append(self._count)
            self._values.append(pack_value(self._format, value))
        if self._kind == "positions":
            self._positions.append(0)
        return 1

    def _end_part(self) -> None:
        terms, articles, frequencies, positions = (
            np.array(numbers, np.int64)
            for numbers in (self._term_of, self._articles, self._frequencies, self._positions)
        )
        count = len(self.terms) - self._first_term
        part = encode_postings(terms, articles, frequencies, count)
        placed = (
            encode_positions(terms, frequencies, positions, count)
            if self._kind == "positions"
            else (None, None)
        )
        self._parts.append(FieldPostings(*part, *placed))
        weights = np.array(self._part_weights, np.float32)
        self._weighted |= bool((weights != frequencies).any())
        self._weights.append(weights)
        self._begin_part()

    def finished(self, rows: np.ndarray) -> FieldArrays:
        self._end_part()
        parts = self._parts
        positions = (
            _joined([(part.positions, part.positions_start) for part in parts])
            if self._kind == "positions"
            else (None, None)
        )
        return FieldArrays(
            rows,
            FieldPostings(
                np.concatenate([part.frequencies for part in parts]),
                *_joined([(part.postings, part.postings_start) for part in parts]),
                *positions,
            ),
            self._kind,
            np.concatenate(self._weights) if self._weighted else None,
            np.array(self._valued, np.int64) if self._values else None,
            self._values,
        )


def _joined(parts: list[tuple[Any, Any]]) -> tuple[np.ndarray, np.ndarray]:
    """Strings of parts end to end, with their starts."""
    ends = np.cumsum([len(text) for text, _ in parts])
    starts = [start[:-1] + end - len(text) for (text, start), end in zip(parts, ends, strict=True)]
    return np.concatenate([text for text, _ in parts]), np.concatenate([*starts, ends[-1:]])


class ColumnarFieldWriter(base.FieldWriter):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's field writer. Fields, terms and articles come in order; closing it writes the segment, with its documents."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._fields: dict[str, _Field] = {}
        self._current: _Field | None = None
        self._in_term = False
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        """Begin a field, which has not been begun before."""
        if self._current is not None or fieldname in self._fields:
            raise ValueError(f"field {fieldname!r} begun twice, or within another")
        self._current = self._fields[fieldname] = _Field(fieldobj)

    def start_term(self, text: bytes) -> None:
        """Begin a term, above the one before."""
        if self._current is None or self._in_term:
            raise ValueError(f"term {text!r} begun outside a field, or within a term")
        self._current.start_term(text)
        self._in_term = True

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add an article of the term. ``length`` counts only where the segment was given no documents."""
        if self._current is None or not self._in_term:
            raise ValueError("a posting outside a term")
        self._current.add(docnum, weight, vbytes)
        if length:
            self._current.lengths[docnum] = length

    def finish_term(self) -> None:
        """End the term."""
        if not self._in_term:
            raise ValueError("no term is begun")
        self._in_term = False

    def finish_field(self) -> None:
        """End the field."""
        if self._current is None:
            raise ValueError("no field is begun")
        self._current = None

    def close(self) -> None:
        """Write the finished segment, and delete the file of its documents."""
        terms, rows = union_of_terms([field.terms for field in self._fields.values()])
        fields = {
            name: field.finished(its) for (name, field), its in zip(self._fields.items(), rows, strict=True)
        }
        write_segment(
            self._segment.create_file(self._storage, SEGMENT_SUFFIX),
            terms=terms,
            fields=fields,
            **self._documents(),
        )
        name = self._segment.make_filename(DOCUMENTS_SUFFIX)
        if self._storage.file_exists(name):
            self._storage.delete_file(name)
        self.is_closed = True

    def _documents(self) -> dict[str, Any]:
        """What ``write_segment`` takes of the documents."""
        documents = self._segment.documents(self._storage)
        if documents is not None:
            return _taken_over(documents)
        articles = max((field.articles for field in self._fields.values()), default=0)
        lengths = {
            name: np.zeros(articles, np.uint32) for name, field in self._fields.items() if field.lengths
        }
        for name, numbers in lengths.items():
            known = self._fields[name].lengths
            numbers[list(known)] = list(known.values())
        return {"articles": articles, "lengths": lengths, "stored": [pack({})] * articles}


def _taken_over(documents: Container) -> dict[str, Any]:
    """The same of a file of documents."""
    meta = documents.meta
    return {
        "articles": meta["articles"],
        "lengths": {name: documents[f"{name}/length"] for name in meta["lengths"]},
        "stored": (documents["stored/bytes"], documents["stored/start"]),
        "columns": {name: documents[f"column/{name}"] for name in meta["columns"]},
        "vectors": {
            name: (documents[f"{name}/vector"], documents[f"{name}/vector_start"]) for name in meta["vectors"]
        },
    }
