"""khabar itself, through nothing but its public API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer import build
from query import QueryError, Searcher

from ..articles import write_articles

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.article import Article

__all__ = ["KhabarEngine"]


class KhabarEngine:
    """A build from a JSON Lines file with the default settings, and a search with the default ranking."""

    name = "khabar"

    def __init__(self, *, query_language: bool = False) -> None:
        self._query_language = query_language
        self._searcher: Searcher | None = None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        """Write the articles out and build from the file; raises KhabarError when khabar does not publish."""
        source = folder / "articles.jsonl"
        write_articles(articles, source)
        build([source], folder / "index")
        self._searcher = Searcher.open(folder / "index")

    def search(self, query: str, top_k: int) -> list[str]:
        """Search as typed if in khabar's language (raises QueryError for a bad one), else for the words, if there are any."""
        if self._searcher is None:
            raise RuntimeError("search before build")
        literal = not self._query_language
        try:
            results = self._searcher.search(query, limit=top_k, literal=literal, snippets=False)
        except QueryError:
            if literal:  # nothing but punctuation: the peers find nothing for it either
                return []
            raise
        return [hit.id for hit in results.hits]

    def close(self) -> None:
        """Close the searcher."""
        if self._searcher is not None:
            self._searcher.close()
