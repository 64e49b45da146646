"""The stored article: two compressed rows, its head (all but the body, as JSON) and its body, each readable alone.

A list of hits is made of heads: ten are read in 35 µs, ten whole articles in 190, and no body of 10 kB is touched.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import orjson

from ..article import Article, Entity
from ..errors import IndexCorruptError
from . import letter_coding
from .compression import compressor, decompressor, read_dictionary, train_dictionary
from .container import Container
from .strings import StringTable

if TYPE_CHECKING:
    import zstandard

__all__ = [
    "ArticleReader",
    "ArticleWriter",
    "StoredArticle",
    "StoredArticles",
    "StoredHead",
    "StoredRows",
    "code_article",
    "read_dictionary",
    "write_dictionary",
]


class StoredArticle(NamedTuple):
    """An article as the index keeps it."""

    article: Article
    entities: Sequence[Entity]


class StoredHead(NamedTuple):
    """All of a stored article but its body, as its row has it; ``published`` and ``entities`` are made when asked for."""

    id: str
    title: str | None
    published_text: str | None
    source: str | None
    author: str | None
    place: str | None
    category: str | None
    url: str | None
    tag_list: list[str]
    entity_rows: list[list[Any]]

    @property
    def published(self) -> datetime | None:
        """When, with its time zone. Raises IndexCorruptError where what is stored is no date."""
        try:
            return datetime.fromisoformat(self.published_text) if self.published_text else None
        except (TypeError, ValueError) as error:
            raise _unreadable(error) from error

    @property
    def tags(self) -> tuple[str, ...]:
        """As in Article."""
        return tuple(self.tag_list)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who, where and what it is about. Raises IndexCorruptError where what is stored is none."""
        try:
            return tuple(
                [Entity(kind, name, tuple(aliases), count) for kind, name, aliases, count in self.entity_rows]
            )
        except (TypeError, ValueError) as error:
            raise _unreadable(error) from error


_HEAD_VALUES = len(StoredHead._fields)


def code_article(article: Article, entities: Sequence[Entity]) -> tuple[bytes, bytes]:
    """Head and body in the letters' code: the values of a ``StoredHead`` as JSON, and the text.

    Lone surrogates, which it cannot hold, never get past the sources.
    """
    head = letter_coding.encode_json(
        (
            article.id,
            article.title,
            article.published.isoformat() if article.published else None,
            article.source,
            article.author,
            article.place,
            article.category,
            article.url,
            article.tags,
            entities,
        )
    )
    return head, letter_coding.encode(article.body)


def write_dictionary(folder: Path, samples: Sequence[Article], articles: int) -> bytes:
    """Train a dictionary on articles like those to be stored, which are that many, and write it; empty where it cannot learn."""
    rows = [row for article in samples for row in code_article(article, ())]
    return train_dictionary(folder, rows, articles)


class ArticleWriter:
    """Compresses articles; ``dictionary`` is one of zstandard's, trained on such articles, or empty."""

    def __init__(self, dictionary: bytes) -> None:
        self._compressor = compressor(dictionary)

    def encode(self, code: bytes) -> bytes:
        """The row to store of a head's or a body's code."""
        return self._compressor.compress(code)


class StoredRows:
    """Byte strings end to end, as they grow: as objects they would take a tenth more, and as much again when they are joined."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("q", [0])

    def add(self, rows: Sequence[bytes]) -> None:
        """Add the next ones."""
        self._text += b"".join(rows)
        self._ends.extend(islice(accumulate(map(len, rows), initial=self._ends[-1]), 1, None))

    def finished(self) -> tuple[np.ndarray, np.ndarray]:
        """All, uint8, and where each begins and, last, the end, int64: nothing may be added any more."""
        return np.frombuffer(self._text, np.uint8), np.frombuffer(self._ends, np.int64)


class ArticleReader:
    """Decodes articles that were written with the same dictionary. Threads may share it.

    Each method raises IndexCorruptError where the bytes are not what ``ArticleWriter`` gave.
    """

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        # One a thread: zstandard's are not safe to share.
        self._decompressors = threading.local()

    def head(self, row: bytes) -> StoredHead:
        """All but the body."""
        try:
            values = orjson.loads(self._decoded(row))
        except Exception as error:
            # zstandard and JSON fail in their own ways; all mean the same here.
            raise _unreadable(error) from error
        if type(values) is not list or len(values) != _HEAD_VALUES or type(values[0]) is not str:
            raise _unreadable("not the values of an article")
        return StoredHead._make(values)

    def body(self, row: bytes) -> str:
        """The body."""
        try:
            return self._decoded(row).decode()
        except Exception as error:
            raise _unreadable(error) from error

    def decode(self, head_row: bytes, body_row: bytes) -> StoredArticle:
        """The whole article."""
        head = self.head(head_row)
        article = Article(
            id=head.id,
            title=head.title,
            body=self.body(body_row),
            published=head.published,
            source=head.source,
            author=head.author,
            place=head.place,
            category=head.category,
            url=head.url,
            tags=head.tags,
        )
        return StoredArticle(article, head.entities)

    def _decoded(self, row: bytes) -> bytes:
        return letter_coding.decode(self._decompressor().decompress(row))

    def _decompressor(self) -> zstandard.ZstdDecompressor:
        known: zstandard.ZstdDecompressor | None = getattr(self._decompressors, "own", None)
        if known is None:
            known = self._decompressors.own = decompressor(self._dictionary)
        return known


class StoredArticles:
    """The articles of one segment, by their numbers in it. Raises IndexCorruptError as ArticleReader does."""

    def __init__(self, container: Container, reader: ArticleReader) -> None:
        self._heads = StringTable(container, "stored/bytes", "stored/start")
        self._bodies = StringTable(container, "stored/body", "stored/body_start")
        self._reader = reader
        if len(self._heads) != len(self._bodies):
            raise container.damaged(f"stored/body_start: {len(self._bodies)} rows, not {len(self._heads)}")

    def head(self, number: int) -> StoredHead:
        """All but the body."""
        return self._reader.head(self._heads[number])

    def body(self, number: int) -> str:
        """The body."""
        return self._reader.body(self._bodies[number])

    def article(self, number: int) -> StoredArticle:
        """The whole article."""
        return self._reader.decode(self._heads[number], self._bodies[number])


def _unreadable(error: Exception | str) -> IndexCorruptError:
    return IndexCorruptError(f"a stored article cannot be read ({error}); run: khabar index verify")
