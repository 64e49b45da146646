"""The stored article: one compressed JSON object, each readable alone."""

from __future__ import annotations

import functools
import json
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..article import Article
from ..errors import IndexCorruptError

if TYPE_CHECKING:
    import zstandard

__all__ = [
    "StoredArticle",
    "StoredEntity",
    "article_of_row",
    "article_row",
    "decode_article",
    "encode_article",
]


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


class _Codec(threading.local):
    """zstandard's compressor and decompressor, made at first use. One pair a thread: they are not safe to share."""

    @functools.cached_property
    def compressor(self) -> zstandard.ZstdCompressor:
        import zstandard

        return zstandard.ZstdCompressor(level=3)

    @functools.cached_property
    def decompressor(self) -> zstandard.ZstdDecompressor:
        import zstandard

        return zstandard.ZstdDecompressor()


_codec = _Codec()


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


def encode_article(stored: StoredArticle) -> bytes:
    """The bytes to store. Lone surrogates, which UTF-8 cannot hold, never get past the sources."""
    entities = [[entity.kind, entity.name, list(entity.aliases), entity.count] for entity in stored.entities]
    text = json.dumps([*article_row(stored.article), entities], ensure_ascii=False, separators=(",", ":"))
    return _codec.compressor.compress(text.encode())


def decode_article(value: bytes) -> StoredArticle:
    """The article of stored bytes. Raises IndexCorruptError where they are not one."""
    try:
        *row, entities = json.loads(_codec.decompressor.decompress(value))
        named = (StoredEntity(kind, name, tuple(aliases), count) for kind, name, aliases, count in entities)
        return StoredArticle(article_of_row(row), tuple(named))
    except Exception as error:
        # zstandard, json and the shape of the row each fail in their own way; all mean the same here.
        raise IndexCorruptError(
            f"a stored article cannot be read ({error}); run: khabar index verify"
        ) from error
