"""The stored article: one compressed JSON object, each readable alone."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..article import Article
from ..errors import IndexCorruptError

if TYPE_CHECKING:
    import zstandard

__all__ = [
    "ArticleReader",
    "ArticleWriter",
    "StoredArticle",
    "StoredEntity",
    "article_of_row",
    "article_row",
    "read_dictionary",
    "write_dictionary",
]

_LEVEL = 3
_DICTIONARY = "articles.zdict"
_DICTIONARY_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """A person, place or organisation of an article, with its other names and how often it is mentioned."""

    kind: str
    name: str
    aliases: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the index keeps it."""

    article: Article
    entities: tuple[StoredEntity, ...]


def article_row(article: Article) -> list[Any]:
    """The article as a row that JSON can hold."""
    return [
        article.id,
        article.title,
        article.body,
        article.published.isoformat() if article.published else None,
        article.source,
        article.author,
        article.place,
        article.category,
        article.url,
        list(article.tags),
    ]


def article_of_row(row: list[Any]) -> Article:
    """The article of such a row."""
    identity, title, body, published, source, author, place, category, url, tags = row
    return Article(
        id=identity,
        title=title,
        body=body,
        published=datetime.fromisoformat(published) if published else None,
        source=source,
        author=author,
        place=place,
        category=category,
        url=url,
        tags=tuple(tags),
    )


class ArticleWriter:
    """Encodes articles; ``dictionary`` is one of zstandard's, trained on such articles, or empty."""

    def __init__(self, dictionary: bytes) -> None:
        import zstandard

        self._compressor = zstandard.ZstdCompressor(level=_LEVEL, dict_data=_dictionary(dictionary))

    def encode(self, stored: StoredArticle) -> bytes:
        """The bytes to store. Lone surrogates, which UTF-8 cannot hold, never get past the sources."""
        return self._compressor.compress(_json(stored))


class ArticleReader:
    """Decodes articles that were written with the same dictionary. Threads may share it."""

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        # One a thread: zstandard's are not safe to share.
        self._decompressors = threading.local()

    def decode(self, value: bytes) -> StoredArticle:
        """The article of stored bytes. Raises IndexCorruptError where they are not one."""
        try:
            *row, entities = json.loads(self._decompressor().decompress(value))
            named = (
                StoredEntity(kind, name, tuple(aliases), count) for kind, name, aliases, count in entities
            )
            return StoredArticle(article_of_row(row), tuple(named))
        except Exception as error:
            # zstandard, json and the shape of the row each fail in their own way; all mean the same here.
            raise IndexCorruptError(
                f"a stored article cannot be read ({error}); run: khabar index verify"
            ) from error

    def _decompressor(self) -> zstandard.ZstdDecompressor:
        import zstandard

        known: zstandard.ZstdDecompressor | None = getattr(self._decompressors, "own", None)
        if known is None:
            known = self._decompressors.own = zstandard.ZstdDecompressor(
                dict_data=_dictionary(self._dictionary)
            )
        return known


def write_dictionary(folder: Path, articles: Sequence[Article]) -> bytes:
    """Train a dictionary on articles like those to be stored, and write it; empty where they are too few to learn from."""
    import zstandard

    samples: list[bytes | bytearray | memoryview[int]] = [
        _json(StoredArticle(article, ())) for article in articles
    ]
    try:
        dictionary = zstandard.train_dictionary(_DICTIONARY_BYTES, samples).as_bytes()
    except zstandard.ZstdError:
        dictionary = b""
    (folder / _DICTIONARY).write_bytes(dictionary)
    return dictionary


def read_dictionary(folder: Path) -> bytes:
    """The dictionary of a generation. Raises IndexCorruptError where it is missing."""
    path = folder / _DICTIONARY
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndexCorruptError(f"{path} cannot be read ({error}); run: khabar index verify") from error


def _dictionary(content: bytes) -> zstandard.ZstdCompressionDict | None:
    import zstandard

    return zstandard.ZstdCompressionDict(content) if content else None


def _json(stored: StoredArticle) -> bytes:
    entities = [[entity.kind, entity.name, list(entity.aliases), entity.count] for entity in stored.entities]
    row = [*article_row(stored.article), entities]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
