"""An opened generation as arrays: postings, lengths, dates, stored articles.

Article numbers run from 0 through all segments. Whoosh's readers share file positions, so they are read under a lock; what was
read is kept, and arrays once made are never changed, so threads may share them.
"""

from __future__ import annotations

import copy
import functools
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import query
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query.terms import MultiTerm
from whoosh.reading import TermNotFound

from indexer.codec.columns import open_columns
from indexer.codec.positions import POSITION_DTYPE
from indexer.codec.stored import StoredArticle, decode_article
from indexer.errors import IndexCorruptError
from indexer.schema import LEAD, RANKED_FIELDS

__all__ = ["EMPTY", "PostingList", "PostingReader", "of_keys"]

_CACHED_NUMBERS = 8_000_000  # of the posting lists held, 8 bytes each
_CACHED_EXPANSIONS = 64


@dataclass(frozen=True, slots=True)
class PostingList:
    """One term in one field. ``articles`` int64[n] ascending; ``frequencies`` int64[n]; ``keys`` int64[sum of frequencies],
    article · 2³² + position of every occurrence, ascending."""

    articles: np.ndarray
    frequencies: np.ndarray
    keys: np.ndarray


_POSITION_MASK = 0xFFFFFFFF
"""The bits of a key that hold the position."""
_NOTHING = np.zeros(0, np.int64)
EMPTY = PostingList(_NOTHING, _NOTHING, _NOTHING)


def of_keys(keys: np.ndarray) -> PostingList:
    """The posting list of ascending keys."""
    if len(keys) == 0:
        return EMPTY
    articles = keys >> 32
    firsts = np.flatnonzero(np.diff(articles, prepend=-1))
    return PostingList(articles[firsts], np.diff(firsts, append=len(keys)), keys)


class PostingReader:
    """Reads one generation. ``close`` it when the last search on it has ended."""

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._damage = functools.partial(_DamageAsCorrupt, folder)
        self._cache: OrderedDict[tuple[str, bytes], PostingList] = OrderedDict()
        self._cached = 0
        self._expansions: OrderedDict[MultiTerm, list[bytes]] = OrderedDict()
        self._lengths: dict[str, tuple[np.ndarray, float]] = {}
        with self._damage():
            self._whoosh = FileIndex(FileStorage(str(folder), readonly=True)).reader()
            self._segments: list[tuple[Any, int]] = list(self._whoosh.leaf_readers())
            self.articles: int = self._whoosh.doc_count_all()
            # Whoosh opens the stored articles at the first one asked for, and by then a later build may have pruned them.
            for reader, _ in self._segments:
                reader.stored_fields(0)
        self._columns = np.asarray(open_columns(folder, RANKED_FIELDS, self.articles))

    def close(self) -> None:
        """Close the files."""
        self._whoosh.close()

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
        return of_keys(found.keys[(found.keys & _POSITION_MASK) < lengths[found.keys >> 32]])

    def _read(self, field: str, term: bytes) -> PostingList:
        numbers: list[int] = []
        values: list[bytes] = []
        with self._lock, self._damage():
            for reader, base in self._segments:
                try:
                    matcher = reader.postings(field, term)
                except TermNotFound:
                    continue
                while matcher.is_active():
                    numbers.append(base + matcher.id())
                    values.append(matcher.value())
                    matcher.next()
            return self._posting_list(numbers, values) if numbers else EMPTY

    def _posting_list(self, numbers: list[int], values: list[bytes]) -> PostingList:
        articles = np.array(numbers, np.int64)
        frequencies = np.fromiter((len(value) // 4 for value in values), np.int64, len(values))
        positions = np.frombuffer(b"".join(values), POSITION_DTYPE)
        # Whoosh reads a damaged file as numbers too: what is no article must not reach arrays of articles.
        if articles[0] < 0 or articles[-1] >= self.articles or np.any(np.diff(articles) <= 0):
            raise ValueError("numbers of articles out of order")
        return PostingList(articles, frequencies, (np.repeat(articles, frequencies) << 32) + positions)

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
        if _is_lead(pattern.fieldname):
            pattern = copy.copy(pattern)
            pattern.fieldname = _indexed(pattern.fieldname)
        with self._lock, self._damage():
            known = self._expansions.get(pattern)
            if known is None:
                known = self._expansions[pattern] = sorted(set(self._matching(pattern)))
                if len(self._expansions) > _CACHED_EXPANSIONS:
                    self._expansions.popitem(last=False)
            return known

    def _matching(self, pattern: MultiTerm) -> Iterable[bytes]:
        if not isinstance(pattern, query.FuzzyTerm):
            terms: Iterable[bytes] = pattern._btexts(self._whoosh)
            return terms
        # Not Whoosh's own: in an index of one segment it counts a transposition as two errors, in one of several as one.
        from rapidfuzz.distance import OSA

        candidates = self._whoosh.expand_prefix(pattern.fieldname, pattern.text[: pattern.prefixlength])
        return [
            term
            for term in candidates
            if OSA.distance(pattern.text, term.decode(), score_cutoff=pattern.maxdist) <= pattern.maxdist
        ]

    def lengths(self, field: str) -> tuple[np.ndarray, float]:
        """Words in the field, float64[articles], and their mean over the articles that have any (0 where none has)."""
        known = self._lengths.get(field)
        if known is None:
            lengths = self._columns[field].astype(np.float64)
            having = np.count_nonzero(lengths)
            known = self._lengths[field] = lengths, float(lengths.sum() / having) if having else 0.0
        return known

    def published(self) -> np.ndarray:
        """Seconds since 1970 UTC, int64[articles]; NO_DATE where the article has none."""
        return self._columns["published"]

    def stored(self, number: int) -> StoredArticle:
        """The stored article of a number."""
        with self._lock, self._damage():
            value = self._whoosh.stored_fields(number)["article"]
        return decode_article(value)

    def number_of(self, identity: str) -> int | None:
        """The number of the article with this id, or None."""
        term = identity.encode(errors="surrogatepass")
        with self._lock, self._damage():
            for reader, base in self._segments:
                try:
                    matcher = reader.postings("id", term)
                except TermNotFound:
                    continue
                return base + int(matcher.id())
        return None


def _is_lead(field: str) -> bool:
    return field.startswith(LEAD)


def _indexed(field: str) -> str:
    """The field whose postings hold those of the lead: body for lead, body_exact for lead_exact."""
    return field.replace(LEAD, "body")


def _size(found: PostingList) -> int:
    return 2 * len(found.articles) + len(found.keys)


class _DamageAsCorrupt:
    """Whoosh meets a cut or changed file with any of a dozen exceptions; to its user they all mean one thing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, IndexCorruptError):
            raise IndexCorruptError(
                f"the index in {self._folder} cannot be read ({type(error).__name__}: {error}); check it with "
                "`khabar index verify`, go back with `khabar index rollback`, or rebuild"
            ) from error
