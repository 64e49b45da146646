"""An opened generation: its segments' posting lists for ``scoring``, its lengths, dates and stored articles.

Article numbers run from 0 through all segments. Everything is read from memory maps and never changed, so threads may share it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.codec import term_field
from indexer.codec.columns import NO_DATE, PUBLISHED, decode_dates
from indexer.codec.deletions import read_deletions
from indexer.codec.keywords import KeywordColumn
from indexer.codec.stored import ArticleReader, StoredArticle, StoredArticles, StoredHead, read_dictionary
from indexer.codec.terms import ColumnarTerms
from indexer.distinct import distinct
from indexer.errors import IndexCorruptError
from indexer.schema import LEAD

from . import ranked, scoring
from .matches import Contenders, Matches
from .ranking import FieldWeight, normalized_frequency

__all__ = ["Lengths", "PostingReader", "Scored"]

_NOTHING = np.zeros(0, np.int64)
_HEADS_KEPT = 4096  # 1.5 kB each; zstandard gives the interpreter's lock up for each that is read
# What is no text is not ranked by its length: one occurrence counts 1.
_UNRANKED = FieldWeight(1.0, 0.0)
# Longer texts are ranked as if of so many words: one damaged length would ask for 34 GB.
_LONGEST = 1 << 20


class Lengths(NamedTuple):
    """Words in a field: uint8, 16 or 32[articles] of each segment, the mean over living articles with any, the most."""

    of_segments: list[np.ndarray]
    average: float
    longest: int


class Scored(NamedTuple):
    """One word's articles, its weight, and how many articles hold it, wanted or not."""

    matches: Matches
    weight: float
    holding: int


class PostingReader:
    """Reads one generation: its segments, in this order, without what ``deleted.kha`` lists where it is among ``files``."""

    def __init__(self, folder: Path, segments: Sequence[str], files: Collection[str] = ()) -> None:
        self._folder = folder
        self._segments = [ColumnarTerms(folder / name) for name in segments]
        self._ends = np.cumsum([each.articles for each in self._segments], dtype=np.int64)
        self._bases = [0, *self._ends.tolist()]
        deleted = read_deletions(folder, files, self._bases[-1])
        self._deleted = np.zeros(self._bases[-1], bool)
        self._deleted[deleted] = True
        self.index = scoring.Index(
            [each.table.coded for each in self._segments],
            self._bases[:-1],
            self._bases[-1],
            _packed(self._deleted) if len(deleted) else None,
        )
        articles = ArticleReader(read_dictionary(folder))
        self._stored = [StoredArticles(each.container, articles) for each in self._segments]
        self.head = lru_cache(_HEADS_KEPT)(self._read_head)
        """The same as ``stored`` without the body: what a hit shows. The last ones are kept."""
        self._lengths: dict[str, Lengths] = {}
        self._published: np.ndarray | None = None
        self._recentness: dict[bool, np.ndarray] = {}

    @property
    def articles(self) -> int:
        """How many articles there are, deleted ones left out."""
        return self.index.living

    @property
    def numbered(self) -> int:
        """How many articles have a number, deleted ones too."""
        return int(self._bases[-1])

    def iter_document_frequencies(
        self, field: str, terms: Iterable[str], barred: np.ndarray
    ) -> Iterator[int]:
        """Yield how many articles hold each term in a field, without those that are barred, int64, ascending."""
        sought = self.unranked_field(field)
        for term in terms:
            found = self.score([(scoring.TERM, sought, term.encode(), 1.0, 0)], 1.0, 1.0, barred)
            yield found.holding - len(found.matches)

    def score(
        self,
        leaves: list[scoring.Leaf],
        weight: float,
        k1: float,
        within: np.ndarray | None = None,
        holding: int = -1,
    ) -> Scored:
        """``scoring.Index.score``: the articles of any leaf, scored as one word."""
        try:
            articles, scores, weight, holding = self.index.score(leaves, weight, k1, within, holding)
        except ValueError as error:
            raise self._damaged(error) from error
        return Scored(Matches(articles, scores), weight, holding)

    def combine(
        self,
        parts: list[scoring.Part],
        pairs: list[scoring.Pair],
        stops: list[scoring.Stop],
        k1: float,
        *,
        all_must: bool,
        top_k: int = -1,
    ) -> Matches:
        """``scoring.Index.combine``: the articles of any part, or of all."""
        if len(parts) == 1 and not pairs and not stops and isinstance(parts[0], Matches):
            return parts[0]
        try:
            found = self.index.combine(parts, pairs, stops, k1, all_must, top_k)
        except ValueError as error:
            raise self._damaged(error) from error
        return Matches(*found) if len(found) == 2 else Contenders(*found)

    def score_within(
        self,
        parts: list[scoring.Part],
        pairs: list[scoring.Pair],
        stops: list[scoring.Stop],
        k1: float,
        within: np.ndarray,
    ) -> np.ndarray:
        """``scoring.Index.score_within``: the scores of some of the articles that match."""
        try:
            return self.index.score_within(parts, pairs, stops, k1, within)
        except ValueError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: ValueError) -> IndexCorruptError:
        return IndexCorruptError(f"{self._folder}: {error}; run: khabar index verify")

    def ranked_field(
        self, name: str, weight: FieldWeight, lead: ranked.RankedField | None = None
    ) -> ranked.RankedField:
        """A field for ``scoring``: ``lead`` and ``lead_exact`` are those of the body's occurrences that stand in the lead."""
        lengths = self.lengths(name.removesuffix("_exact"))
        every_length = np.arange(min(lengths.longest, _LONGEST) + 1, dtype=np.float64)
        norms = normalized_frequency(np.ones(1), every_length, lengths.average or 1.0, weight)
        return ranked.RankedField(
            name, self._term_fields(name), lengths.of_segments, norms, name.startswith(LEAD), lead
        )

    def unranked_field(self, name: str) -> ranked.RankedField:
        """A field in which every occurrence counts 1."""
        return self.ranked_field(name, _UNRANKED)

    def _term_fields(self, name: str) -> list[term_field.TermField | None]:
        found = (each.of_field(_indexed(name)) for each in self._segments)
        return [None if terms is None else terms.field for terms in found]

    def rows(self, pattern: MultiTerm, fields: Sequence[str]) -> list[range | np.ndarray]:
        """Of each segment, the rows in its dictionary of the terms of a Prefix, Wildcard or FuzzyTerm, ascending.

        Terms that none of the fields has may be among them.
        """
        return [_rows(segment, pattern, fields) for segment in self._segments]

    def expand(self, pattern: MultiTerm) -> list[str]:
        """The terms of a pattern that its field has, ascending."""
        name = _indexed(pattern.fieldname)
        return sorted(set(self._iter_terms(name, self.rows(pattern, (name,)))))

    def _iter_terms(self, name: str, rows: Sequence[range | np.ndarray]) -> Iterator[str]:
        for segment, within in zip(self._segments, rows, strict=True):
            if (terms := segment.of_field(name)) is not None and len(within):
                present = terms.rows_within(range(int(within[0]), int(within[-1]) + 1))
                yield from (
                    _text(segment, row)
                    for row in np.intersect1d(present, within, assume_unique=True).tolist()
                )

    def lengths(self, field: str) -> Lengths:
        """The lengths of a field."""
        known = self._lengths.get(field)
        if known is None:
            of_segments = [each.lengths(field) for each in self._segments]
            totals = [each.length_totals(field) for each in self._segments]
            words, having = sum(each.words for each in totals), sum(each.having for each in totals)
            for gone in self._lengths_of_deleted(of_segments):
                words, having = words - int(gone.sum(dtype=np.int64)), having - int(np.count_nonzero(gone))
            average = words / having if having else 0.0
            longest = max((each.longest for each in totals), default=0)
            known = self._lengths[field] = Lengths(of_segments, average, longest)
        return known

    def _lengths_of_deleted(self, of_segments: Sequence[np.ndarray]) -> Iterator[np.ndarray]:
        """Of each segment those of its deleted articles: the others' are not read."""
        if self.articles < len(self._deleted):
            for lengths, (first, past) in zip(of_segments, pairwise(self._bases), strict=True):
                yield lengths[np.flatnonzero(self._deleted[first:past])]

    def published(self) -> np.ndarray:
        """Seconds since 1970 UTC, int64[articles and deleted ones]; NO_DATE where the article has none."""
        if self._published is None:
            columns = (each.container[f"column/{PUBLISHED}"] for each in self._segments)
            published = _joined([decode_dates(column) for column in columns])
            self._published = published
        return self._published

    def recentness(self, *, newest: bool) -> np.ndarray:
        """What articles are ranked by, the newest first or the oldest, float64[articles and deleted ones].

        One without a date is last. Seconds are exact as float64.
        """
        known = self._recentness.get(newest)
        if known is None:
            published = self.published()
            known = np.where(published == NO_DATE, -np.inf, published if newest else -published)
            self._recentness[newest] = known
        return known

    def dated(self, start: int | None, end: int | None) -> np.ndarray:
        """The articles published from ``start`` to ``end``, both included, in seconds since 1970."""
        published = self.published()
        inside = published >= (NO_DATE + 1 if start is None else start)
        if end is not None:
            inside &= published <= end
        found = np.flatnonzero(inside)
        return found[~self._deleted[found]]

    def living(self) -> np.ndarray:
        """The numbers of all articles that are not deleted."""
        return np.flatnonzero(~self._deleted)

    def stored(self, number: int) -> StoredArticle:
        """The stored article of a number."""
        segment = self._segment_of(number)
        return self._stored[segment].article(number - self._bases[segment])

    def keyword_counts(self, name: str, articles: np.ndarray) -> dict[str, int]:
        """How many of the articles, int64, ascending, have each value of a keyword column that any of them has."""
        counted: dict[str, int] = {}
        first = 0
        for segment, base, past in zip(
            self._segments, self._bases, articles.searchsorted(self._ends).tolist(), strict=False
        ):
            if first < past:
                segment.keyword_column(name).add_counts(counted, articles[first:past], base)
            first = past
        return counted

    def keyword_columns(self, name: str) -> list[KeywordColumn]:
        """A keyword column of each segment."""
        return [segment.keyword_column(name) for segment in self._segments]

    def _read_head(self, number: int) -> StoredHead:
        segment = self._segment_of(number)
        return self._stored[segment].head(number - self._bases[segment])

    def body(self, number: int) -> str:
        """The body of that article."""
        segment = self._segment_of(number)
        return self._stored[segment].body(number - self._bases[segment])

    def _segment_of(self, number: int) -> int:
        return bisect_right(self._bases, number) - 1

    def number_of(self, identity: str) -> int | None:
        """The number of the article with this id, or None."""
        leaf: scoring.Leaf = (
            scoring.TERM,
            self.unranked_field("id"),
            identity.encode(errors="surrogatepass"),
            1.0,
            0,
        )
        found = self.score([leaf], 1.0, 1.0).matches.articles
        return int(found[0]) if len(found) else None


def _packed(deleted: np.ndarray) -> np.ndarray:
    """A bit an article from the lowest, uint64[articles // 64 + 1]."""
    padded = np.zeros((len(deleted) // 64 + 1) * 64, bool)
    padded[: len(deleted)] = deleted
    return np.packbits(padded, bitorder="little").view(np.uint64)


def _joined(parts: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([_NOTHING, *parts])


def _indexed(field: str) -> str:
    """The field whose postings hold those of the lead: body for lead, body_exact for lead_exact."""
    return field.replace(LEAD, "body", 1) if field.startswith(LEAD) else field


def _rows(segment: ColumnarTerms, pattern: MultiTerm, fields: Sequence[str]) -> range | np.ndarray:
    if isinstance(pattern, query.Prefix):
        return segment.table.with_prefix(pattern.text.encode())
    if isinstance(pattern, query.FuzzyTerm):
        within = segment.table.with_prefix(pattern.text[: pattern.prefixlength].encode())
        return segment.table.similar(pattern.text, within, pattern.maxdist)
    import regex

    pieces = regex.split(r"([*?])", pattern.text)
    expressions = {"*": ".*", "?": "."}
    expression = regex.compile(
        "".join(expressions.get(piece) or regex.escape(piece) for piece in pieces), regex.DOTALL
    )
    within = segment.table.with_prefix(pieces[0].encode())
    found = (segment.of_field(_indexed(name)) for name in fields)
    present = [_NOTHING, *(terms.rows_within(within) for terms in found if terms is not None)]
    rows = distinct(np.concatenate(present)).tolist()
    return np.array([row for row in rows if expression.fullmatch(_text(segment, row))], np.int64)


def _text(segment: ColumnarTerms, row: int) -> str:
    try:
        return segment.text(row).decode()
    except UnicodeDecodeError as error:
        raise segment.container.damaged(f"terms/text, row {row}: {error}") from error
