"""SQLite FTS5: the unicode61 tokenizer told to keep vowel signs, bm25() over title and body."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ..articles import iter_articles_of
from . import EngineMissingError, UnsupportedError
from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..questions import Question

__all__ = ["Fts5Engine", "match_expression"]

# Without the categories unicode61 cuts Hindi words at every vowel sign: M* are the marks. Joiners still cut.
# What is not searched stands before the long text: SQLite reads a row up to the column it needs.
_CREATE = """CREATE VIRTUAL TABLE articles USING fts5(
    id UNINDEXED, published UNINDEXED, source UNINDEXED, title, body,
    tokenize = "unicode61 categories 'L* N* M* Co'")"""

# bm25() is negative and smaller is better; rowid makes ties repeatable.
_SEARCH = "SELECT id FROM articles WHERE articles MATCH ? ORDER BY bm25(articles), rowid LIMIT ?"

# By rank alone, as SQLite's manual advises for speed: FTS5 then sorts by itself.
_TITLES = "SELECT title FROM articles WHERE articles MATCH ?{filters} ORDER BY {order} LIMIT 10"
_FILTERS = " AND published >= ? AND published < ? AND source = ?"
_COUNTS = "SELECT source, count(*) FROM articles WHERE articles MATCH ? GROUP BY source"
# Days of India.
_DAYS = """SELECT CAST((published + 19800) / 86400 AS INTEGER) AS day, count(*) FROM articles
    WHERE articles MATCH ? AND published IS NOT NULL GROUP BY day"""


def match_expression(query: str, joined_by: str = "OR") -> str:
    """Join the query's words, each in double quotes: neither operator nor column; empty without a word."""
    return f" {joined_by} ".join(f'"{word}"' for word in words(query))


class Fts5Engine:
    """One table in one file, filled in one transaction; dates are seconds since 1970 UTC."""

    name = "fts5"

    def __init__(self) -> None:
        self._connection: sqlite3.Connection | None = None

    def build(self, source: Path, folder: Path) -> int:
        """Fill the table; raises EngineMissingError where SQLite was compiled without FTS5."""
        folder.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(folder / "articles.sqlite")
        try:
            self._connection.execute(_CREATE)
        except sqlite3.OperationalError as error:
            raise EngineMissingError(f"fts5: {error}") from error
        with self._connection:
            filled = self._connection.executemany(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?)", _rows(source)
            )
        return max(filled.rowcount, 0)

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any word in either column, all columns of weight 1."""
        expression = match_expression(query)
        return self._first_column(_SEARCH, (expression, top_k)) if expression else []

    def answer(self, question: Question) -> list[str]:
        """Ask for titles, best or newest first; FTS5 has no fuzzy search."""
        if question.collapsed:
            raise UnsupportedError("FTS5 knows no stories")
        expression = _expression(question)
        if question.facets or question.days:
            rows = self._open().execute(_DAYS if question.days else _COUNTS, (expression,))
            return [f"{source}: {count}" for source, count in rows]
        filters: tuple[object, ...] = ()
        if question.source and question.since and question.until:
            filters = (question.since.timestamp(), question.until.timestamp(), question.source)
        order = "published DESC" if question.newest_first else "rank"
        return self._first_column(
            _TITLES.format(filters=_FILTERS if filters else "", order=order), (expression, *filters)
        )

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()

    def _first_column(self, statement: str, values: tuple[object, ...]) -> list[str]:
        return [row[0] for row in self._open().execute(statement, values)]

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise RuntimeError("search before build")
        return self._connection


def _rows(source: Path) -> Iterator[tuple[object, ...]]:
    for article in iter_articles_of(source):
        published = article.published.timestamp() if article.published else None
        yield article.id, published, article.source, article.title or "", article.body


def _expression(question: Question) -> str:
    if question.match == "fuzzy":
        raise UnsupportedError("FTS5 has no fuzzy search")
    if question.match == "phrase":
        return match_expression(question.text, "+")
    if question.match == "prefix":
        return match_expression(question.text) + " *"
    return match_expression(question.text, "AND" if question.match == "all" else "OR")
