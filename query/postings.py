"""An opened generation as arrays: postings, lengths, dates, stored articles.

Article numbers run from 0 through all segments. Everything is read from memory maps and never changed, so threads may share it.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import regex
from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.codec.columns import PUBLISHED, decode_dates
from indexer.codec.stored import ArticleReader, StoredArticle, StoredArticles, StoredHead, read_dictionary
from indexer.codec.terms import ColumnarTerms, FieldTerms
from indexer.schema import LEAD

__all__ = ["EMPTY", "PostingList", "PostingReader", "of_keys"]

_CACHED_NUMBERS = 8_000_000  # of the posting lists held, 8 bytes each
_POSITION_BITS = 32
_POSITION_MASK = (1 << _POSITION_BITS) - 1
_NOTHING = np.zeros(0, np.int64)


class PostingList:
    """One term in one field. ``articles`` int64[n] ascending; ``frequencies`` int64[n]."""

    __slots__ = ("_keys", "_read_keys", "articles", "frequencies")

    def __init__(
        self, articles: np.ndarray, frequencies: np.ndarray, read_keys: Callable[[], np.ndarray]
    ) -> None:
        self.articles = articles
        self.frequencies = frequencies
        self._read_keys = read_keys
        self._keys: np.ndarray | None = None

    @property
    def keys(self) -> np.ndarray:
        """article · 2³² + position of every occurrence, int64[sum of frequencies], ascending; decoded when first asked for."""
        if self._keys is None:
            self._keys = self._read_keys()
        return self._keys


EMPTY = PostingList(_NOTHING, _NOTHING, lambda: _NOTHING)


def of_keys(keys: np.ndarray) -> PostingList:
    """The posting list of ascending keys."""
    if len(keys) == 0:
        return EMPTY
    articles = keys >> _POSITION_BITS
    firsts = np.flatnonzero(np.diff(articles, prepend=-1))
    return PostingList(articles[firsts], np.diff(firsts, append=len(keys)), lambda: keys)


class PostingReader:
    """Reads one generation: its segments, in this order, and the dictionary of its stored articles."""

    def __init__(self, folder: Path, segments: Sequence[str]) -> None:
        self._segments = [ColumnarTerms(folder / name) for name in segments]
        self._bases = np.cumsum([0, *(each.articles for each in self._segments)]).tolist()
        self.articles: int = self._bases[-1]
        articles = ArticleReader(read_dictionary(folder))
        self._stored = [StoredArticles(each.container, articles) for each in self._segments]
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, bytes], PostingList] = OrderedDict()
        self._cached = 0
        self._lengths: dict[str, tuple[np.ndarray, float]] = {}
        self._published: np.ndarray | None = None

    def postings(self, field: str, term: str | bytes) -> PostingList:
        """The posting list of a term; empty where the field has no such term."""
        key = (field, term if isinstance(term, bytes) else term.encode())
        with self._lock:
            if (known := self._cache.get(key)) is not None:
                self._cache.move_to_end(key)
                return known
        found = self._in_lead(self.postings(_indexed(field), key[1])) if _is_lead(field) else self._read(*key)
        with self._lock:
            self._remember(key, found)
        return found

    def _in_lead(self, found: PostingList) -> PostingList:
        """The occurrences in the body that stand in its first paragraph."""
        lengths, _ = self.lengths(LEAD)
        keys = found.keys
        return of_keys(keys[(keys & _POSITION_MASK) < lengths[keys >> _POSITION_BITS]])

    def _read(self, field: str, term: bytes) -> PostingList:
        parts = []
        for segment, base in zip(self._segments, self._bases, strict=False):
            terms = segment.of_field(field)
            ordinal = None if terms is None else terms.find(term)
            if terms is not None and ordinal is not None:
                parts.append(_of_term(terms, ordinal, base))
        return _concatenated(parts)

    def _remember(self, key: tuple[str, bytes], found: PostingList) -> None:
        if key in self._cache:  # another thread was first
            return
        self._cache[key] = found
        self._cached += _size(found)
        while self._cached > _CACHED_NUMBERS and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._cached -= _size(dropped)

    def expand(self, pattern: MultiTerm) -> list[bytes]:
        """The terms of a Whoosh Prefix, Wildcard or FuzzyTerm, ascending."""
        field = _indexed(pattern.fieldname)
        prefix, matches = _reading(pattern)
        found: set[bytes] = set()
        for segment in self._segments:
            terms = segment.of_field(field)
            if terms is not None:
                candidates = (terms.text(ordinal) for ordinal in terms.with_prefix(prefix.encode()))
                found.update(term for term in candidates if matches(term.decode()))
        return sorted(found)

    def lengths(self, field: str) -> tuple[np.ndarray, float]:
        """Words in the field, float64[articles], and their mean over the articles that have any (0 where none has)."""
        known = self._lengths.get(field)
        if known is None:
            lengths = _joined([each.lengths(field) for each in self._segments]).astype(np.float64)
            having = np.count_nonzero(lengths)
            known = self._lengths[field] = lengths, float(lengths.sum() / having) if having else 0.0
        return known

    def published(self) -> np.ndarray:
        """Seconds since 1970 UTC, int64[articles]; NO_DATE where the article has none."""
        if self._published is None:
            columns = (each.container[f"column/{PUBLISHED}"] for each in self._segments)
            self._published = _joined([decode_dates(column) for column in columns])
        return self._published

    def stored(self, number: int) -> StoredArticle:
        """The stored article of a number."""
        segment = self._segment_of(number)
        return self._stored[segment].article(number - self._bases[segment])

    def head(self, number: int) -> StoredHead:
        """The same without the body: what a hit shows."""
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
        found = self.postings("id", identity.encode(errors="surrogatepass")).articles
        return int(found[0]) if len(found) else None


def _of_term(terms: FieldTerms, ordinal: int, base: int) -> PostingList:
    articles, frequencies = terms.postings(ordinal)
    articles = articles + base

    def read_keys() -> np.ndarray:
        positions = terms.positions(range(ordinal, ordinal + 1), frequencies)
        keys: np.ndarray = (np.repeat(articles, frequencies) << _POSITION_BITS) + positions
        return keys

    return PostingList(articles, frequencies, read_keys)


def _concatenated(parts: Sequence[PostingList]) -> PostingList:
    if len(parts) < 2:
        return parts[0] if parts else EMPTY
    return PostingList(
        np.concatenate([each.articles for each in parts]),
        np.concatenate([each.frequencies for each in parts]),
        lambda: np.concatenate([each.keys for each in parts]),
    )


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else _NOTHING


def _is_lead(field: str) -> bool:
    return field.startswith(LEAD)


def _indexed(field: str) -> str:
    """The field whose postings hold those of the lead: body for lead, body_exact for lead_exact."""
    return field.replace(LEAD, "body", 1) if _is_lead(field) else field


def _size(found: PostingList) -> int:
    return 2 * len(found.articles) + int(found.frequencies.sum())


def _reading(pattern: MultiTerm) -> tuple[str, Callable[[str], bool]]:
    """What all terms of a pattern begin with, and which of those that do are its own."""
    if isinstance(pattern, query.Prefix):
        return pattern.text, lambda term: True
    if isinstance(pattern, query.FuzzyTerm):
        from rapidfuzz.distance import OSA

        text, most = pattern.text, pattern.maxdist
        return text[: pattern.prefixlength], lambda term: OSA.distance(text, term, score_cutoff=most) <= most
    pieces = regex.split(r"([*?])", pattern.text)
    expression = regex.compile("".join(map(_expression, pieces)), regex.DOTALL)
    return pieces[0], lambda term: expression.fullmatch(term) is not None


def _expression(piece: str) -> str:
    return {"*": ".*", "?": "."}.get(piece) or regex.escape(piece)
