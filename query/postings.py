"""An opened generation as arrays: postings, lengths, dates, stored articles.

Article numbers run from 0 through all segments. Whoosh's readers share file positions, so they are read under a lock; what was
read is kept, and arrays once made are never changed, so threads may share them.
"""

from __future__ import annotations

import copy
import functools
import threading
from collections import OrderedDict

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import TermNotFound

from indexer.codec.columns import open_columns
from indexer.codec.positions import POSITION_DTYPE
from indexer.codec.stored import StoredArticle, decode_article
from indexer.errors import IndexCorruptError
from indexer.schema import LEAD, RANKED_FIELDS

__all__ = ["EMPTY", "PostingList", "PostingReader", "of_keys"]

_CACHED_POSTINGS = 8_000_000  # positions and postings held, in numbers; 8 bytes each at most


@dataclass(frozen=True, slots=True)
class PostingList:
    """One term in one field. ``articles`` int64[n] ascending; ``frequencies`` int64[n]; ``positions`` int64[sum of frequencies],
    those of one article after those of another, each ascending."""

    articles: np.ndarray
    frequencies: np.ndarray
    positions: np.ndarray

    def keys(self) -> np.ndarray:
        """article · 2³² + position of every occurrence, int64, ascending."""
        return (np.repeat(self.articles, self.frequencies) << 32) + self.positions


POSITION_MASK = 0xFFFFFFFF
"""The bits of a key that hold the position."""
_NOTHING = np.zeros(0, np.int64)
EMPTY = PostingList(_NOTHING, _NOTHING, _NOTHING)


def of_keys(keys: np.ndarray) -> PostingList:
    """The posting list of ascending keys."""
    articles, frequencies = np.unique(keys >> 32, return_counts=True)
    return PostingList(articles, frequencies.astype(np.int64), keys & POSITION_MASK)


class PostingReader:
    """Reads one generation. ``close`` it when the last search on it has ended."""

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._cache: OrderedDict[tuple[str, bytes], PostingList] = OrderedDict()
        self._cached = 0
        with _damage_as_corrupt(folder):
            self._index = FileIndex(FileStorage(str(folder), readonly=True))
            self.whoosh = self._index.reader()
            self._segments: list[tuple[Any, int]] = list(self.whoosh.leaf_readers())
        self.articles: int = self.whoosh.doc_count_all()
        self._columns = open_columns(folder, RANKED_FIELDS, self.articles)
        self._damage = functools.partial(_damage_as_corrupt, folder)

    def close(self) -> None:
        """Close the files."""
        self.whoosh.close()

    def searcher(self) -> Any:
        """Whoosh's own searcher over the same readers, for queries that the evaluator does not know."""
        return self._index.searcher()

    def postings(self, field: str, term: str | bytes) -> PostingList:
        """The posting list of a term; empty where the field has no such term."""
        if field.startswith(LEAD):
            return self._in_lead(self.postings(field.replace(LEAD, "body"), term))
        key = (field, term if isinstance(term, bytes) else term.encode())
        with self._lock:
            if (known := self._cache.get(key)) is not None:
                self._cache.move_to_end(key)
                return known
            with self._damage():
                found = self._read(*key)
            self._remember(key, found)
        return found

    def _in_lead(self, found: PostingList) -> PostingList:
        """The occurrences in the body that stand in its first paragraph."""
        lengths = self._columns[LEAD]
        keys = found.keys()
        return of_keys(keys[(keys & POSITION_MASK) < np.repeat(lengths[found.articles], found.frequencies)])

    def _read(self, field: str, term: bytes) -> PostingList:
        numbers: list[int] = []
        values: list[bytes] = []
        for reader, base in self._segments:
            try:
                matcher = reader.postings(field, term)
            except TermNotFound:
                continue
            while matcher.is_active():
                numbers.append(base + matcher.id())
                values.append(matcher.value())
                matcher.next()
        if not numbers:
            return EMPTY
        frequencies = np.fromiter((len(value) // 4 for value in values), np.int64, len(values))
        positions = np.frombuffer(b"".join(values), POSITION_DTYPE).astype(np.int64)
        return PostingList(np.array(numbers, np.int64), frequencies, positions)

    def _remember(self, key: tuple[str, bytes], found: PostingList) -> None:
        self._cache[key] = found
        self._cached += len(found.positions) + len(found.articles)
        while self._cached > _CACHED_POSTINGS and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._cached -= len(dropped.positions) + len(dropped.articles)

    def expand(self, pattern: Any) -> list[bytes]:
        """The terms of a Whoosh Prefix, Wildcard or FuzzyTerm, ascending."""
        if pattern.fieldname.startswith(LEAD):
            pattern = copy.copy(pattern)
            pattern.fieldname = pattern.fieldname.replace(LEAD, "body")
        with self._lock, self._damage():
            # A pattern without a wildcard comes back as the text that it is.
            found = pattern._btexts(self.whoosh)
            return sorted(term if isinstance(term, bytes) else term.encode() for term in found)

    @functools.lru_cache(maxsize=len(RANKED_FIELDS))  # noqa: B019 - lives as long as the reader, which a searcher keeps
    def lengths(self, field: str) -> tuple[np.ndarray, float]:
        """Words in the field, float64[articles], and their mean over the articles that have any (0 where none has)."""
        lengths = self._columns[field].astype(np.float64)
        having = np.count_nonzero(lengths)
        return lengths, float(lengths.sum() / having) if having else 0.0

    def published(self) -> np.ndarray:
        """Seconds since 1970 UTC, int64[articles]; NO_DATE where the article has none."""
        return self._columns["published"]

    def stored(self, number: int) -> StoredArticle:
        """The stored article of a number."""
        with self._lock, self._damage():
            value = self.whoosh.stored_fields(number)["article"]
        return decode_article(value)

    def number_of(self, identity: str) -> int | None:
        """The number of the article with this id."""
        found = self.postings_of_id(identity)
        return int(found[0]) if len(found) else None

    def postings_of_id(self, identity: str) -> np.ndarray:
        """Numbers of the articles with this id: one or none."""
        numbers: list[int] = []
        with self._lock, self._damage():
            for reader, base in self._segments:
                try:
                    matcher = reader.postings("id", identity.encode())
                except TermNotFound:
                    continue
                numbers += [base + number for number in matcher.all_ids()]
        return np.array(numbers, np.int64)

    def whoosh_numbers(self, node: Any) -> np.ndarray:
        """Numbers of the articles that any Whoosh query matches, by its own matcher."""
        with self._lock, self._damage():
            return np.array(sorted(self.searcher().docs_for_query(node)), np.int64)


class _damage_as_corrupt:  # noqa: N801 - a context manager
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


