"""SQLite FTS5: the unicode61 tokenizer told to keep vowel signs, bm25() over title and body."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from . import EngineMissingError
from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.article import Article

__all__ = ["Fts5Engine", "match_expression"]

# Without the categories unicode61 cuts Hindi words at every vowel sign: M* are the marks. Joiners still cut.
_CREATE = """CREATE VIRTUAL TABLE articles USING fts5(
    id UNINDEXED, title, body, tokenize = "unicode61 categories 'L* N* M* Co'")"""

# bm25() is negative and smaller is better; rowid makes ties repeatable.
_SEARCH = "SELECT id FROM articles WHERE articles MATCH ? ORDER BY bm25(articles), rowid LIMIT ?"


def match_expression(query: str) -> str:
    """OR the query's words, each in double quotes: neither operator nor column; empty without a word."""
    return " OR ".join(f'"{word}"' for word in words(query))


class Fts5Engine:
    """One table in one file, filled in one transaction."""

    name = "fts5"

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        """Fill the table; raises EngineMissingError where SQLite was compiled without FTS5."""
        self._connection = sqlite3.connect(folder / "articles.sqlite")
        try:
            self._connection.execute(_CREATE)
        except sqlite3.OperationalError as error:
            raise EngineMissingError(f"fts5: {error}") from error
        rows = ((article.id, article.title or "", article.body) for article in articles)
        with self._connection:
            self._connection.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any word in either column, all columns of weight 1."""
        if self._connection is None:
            raise RuntimeError("search before build")
        expression = match_expression(query)
        if not expression:
            return []
        return [row[0] for row in self._connection.execute(_SEARCH, (expression, top_k))]

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
