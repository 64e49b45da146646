"""A segment's terms as Whoosh reads them: reader, cursor, statistics of a term."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from .matcher import ColumnarMatcher, TermPostings
from .terms import ColumnarTerms, FieldTerms

__all__ = ["ColumnarTermsReader"]

_REMEMBERED = 16  # terms whose postings are kept decoded: a query asks for each several times


class ColumnarTermInfo(TermInfo):  # type: ignore[misc]  # whoosh is untyped
    """Statistics of one term. All but the document frequency follow from the postings, which are read when one is asked for."""

    def __init__(self, postings: TermPostings) -> None:
        # Not TermInfo's: what it would set is filled in by __getattr__, and Whoosh writes to these names too.
        self._postings = postings
        self._df = postings.count

    def __getattr__(self, name: str) -> Any:
        if name not in {"_weight", "_minlength", "_maxlength", "_maxweight", "_minid", "_maxid"}:
            raise AttributeError(name)
        postings = self._postings
        weights, least, largest = postings.bounds
        self._weight = float(postings.weights.sum())
        self._maxweight = max(weights, default=0.0)
        self._minlength = min((length for length in least if length), default=0)
        self._maxlength = max(largest, default=0)
        self._minid, self._maxid = (
            int(postings.articles[place]) if postings.count else 0 for place in (0, -1)
        )
        return getattr(self, name)


class ColumnarCursor(base.FieldCursor):  # type: ignore[misc]  # whoosh is untyped
    """A place among a field's terms. Moving it reads a few terms by bisection, never all."""

    def __init__(self, reader: ColumnarTermsReader, terms: FieldTerms, fieldobj: Any) -> None:
        self._reader = reader
        self._terms = terms
        self._field = fieldobj
        self._ordinal = 0

    def first(self) -> Any:
        """To the first term, which it gives."""
        self._ordinal = 0
        return self.text()

    def find(self, string: str | bytes) -> Any:
        """To the first term not below this, which it gives."""
        term = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._ordinal = self._terms.first_at_least(term)
        return self.text()

    def next(self) -> Any:
        """To the next term, which it gives; None behind the last."""
        self._ordinal += 1
        return self.text()

    def text(self) -> Any:
        """The term here as the field reads it, or None behind the last."""
        if not self.is_valid():
            return None
        term = self._terms.text(self._ordinal)
        try:
            return self._field.from_bytes(term)
        except (UnicodeDecodeError, struct.error) as error:
            # Not OverflowError: Whoosh's dates raise it for their own terms of coarser steps.
            raise self._terms.damaged(
                f"term {self._ordinal}, {term!r}, is none of the field's ({error})"
            ) from error

    def term_info(self) -> ColumnarTermInfo | None:
        """Statistics of the term here."""
        return (
            ColumnarTermInfo(self._reader.term_postings(self._terms, self._ordinal))
            if self.is_valid()
            else None
        )

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return 0 <= self._ordinal < len(self._terms)


class ColumnarTermsReader(base.TermsReader):  # type: ignore[misc]  # whoosh is untyped
    """Whoosh's terms reader over ``ColumnarTerms``, which it gives as ``columnar``."""

    def __init__(self, columnar: ColumnarTerms, block: int) -> None:
        self.columnar = columnar
        self._block = block
        self._remembered: dict[tuple[str, int], TermPostings] = {}

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        terms = self.columnar.of_field(field)
        return terms is not None and terms.find(text) is not None

    def term_postings(self, terms: FieldTerms, ordinal: int) -> TermPostings:
        """The postings of a term, remembered for a while with what was decoded of them."""
        key = (terms.name, ordinal)
        found = self._remembered.get(key)
        if found is None:
            found = TermPostings(terms, ordinal, self.columnar.lengths(terms.name), self._block)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = found
        return found

    def _found(self, fieldname: str, text: bytes) -> TermPostings:
        terms = self.columnar.of_field(fieldname)
        ordinal = None if terms is None else terms.find(text)
        if terms is None or ordinal is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return self.term_postings(terms, ordinal)

    def indexed_field_names(self) -> tuple[str, ...]:
        """The fields that have terms, in order."""
        return self.columnar.fields

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        """A cursor at the field's first term."""
        terms = self.columnar.of_field(fieldname)
        return base.EmptyCursor() if terms is None else ColumnarCursor(self, terms, fieldobj)

    def _ordinals_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[FieldTerms, int]]:
        """All terms from this one of this field on, through the fields behind it."""
        if fieldname not in self.columnar.fields:
            return
        for name in self.columnar.fields[self.columnar.fields.index(fieldname) :]:
            terms = self.columnar.of_field(name)
            if terms is not None:
                first = terms.first_at_least(prefix) if name == fieldname else 0
                yield from ((terms, ordinal) for ordinal in range(first, len(terms)))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """(field, term) from this one on, in order."""
        return (
            (terms.name, terms.text(ordinal)) for terms, ordinal in self._ordinals_from(fieldname, prefix)
        )

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """(field, term) of all, in order."""
        return self.terms_from(self.columnar.fields[0], b"") if self.columnar.fields else iter(())

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], ColumnarTermInfo]]:
        """((field, term), statistics) from this one on, in order."""
        for terms, ordinal in self._ordinals_from(fieldname, prefix):
            yield (terms.name, terms.text(ordinal)), ColumnarTermInfo(self.term_postings(terms, ordinal))

    def items(self) -> Iterator[tuple[tuple[str, bytes], ColumnarTermInfo]]:
        """((field, term), statistics) of all, in order."""
        return self.items_from(self.columnar.fields[0], b"") if self.columnar.fields else iter(())

    def term_info(self, fieldname: str, text: bytes) -> ColumnarTermInfo:
        """Statistics of a term. Raises Whoosh's TermNotFound."""
        return ColumnarTermInfo(self._found(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of a term's weights, 0 where there is none such."""
        try:
            return float(self._found(fieldname, text).weights.sum())
        except TermNotFound:
            return 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many articles a term occurs, deleted ones too."""
        try:
            return self._found(fieldname, text).count
        except TermNotFound:
            return 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ColumnarMatcher:
        """A matcher at the term's first posting. Raises Whoosh's TermNotFound."""
        return ColumnarMatcher(self._found(fieldname, text), (fieldname, text), format_, scorer, self._block)

    def close(self) -> None:
        """Let go of the file, which closes when the last array of it is gone."""
        self._remembered.clear()
