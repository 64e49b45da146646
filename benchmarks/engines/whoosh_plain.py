"""Plain Whoosh: its own codec, a regex tokenizer, BM25F with its default weights, one process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import index
from whoosh.analysis.filters import LowercaseFilter
from whoosh.analysis.tokenizers import RegexTokenizer
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import OrGroup
from whoosh.scoring import BM25F

from .words import WORD_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from whoosh.searching import Searcher

    from indexer.article import Article

__all__ = ["WhooshEngine"]


class WhooshEngine:
    """Title and body in two fields, scored apart and summed, as Whoosh's MultifieldParser does."""

    name = "whoosh"

    def __init__(self) -> None:
        analyzer = RegexTokenizer(WORD_PATTERN) | LowercaseFilter()
        self._schema = Schema(
            id=ID(stored=True, unique=True), title=TEXT(analyzer=analyzer), body=TEXT(analyzer=analyzer)
        )
        # No plugins, so no operators: all that is typed goes through the analyzer, which drops punctuation.
        self._parser = MultifieldParser(["title", "body"], self._schema, plugins=[], group=OrGroup)
        self._searcher: Searcher | None = None

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        """Write in one commit, by ``add_document``: ``update_document`` would slow it by look-ups."""
        opened = index.create_in(str(folder), self._schema)
        writer = opened.writer()
        for article in articles:
            writer.add_document(id=article.id, title=article.title or "", body=article.body)
        writer.commit()
        self._searcher = opened.searcher(weighting=BM25F())

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any word in either field; ties in Whoosh's order of documents."""
        if self._searcher is None:
            raise RuntimeError("search before build")
        results = self._searcher.search(self._parser.parse(query), limit=top_k)
        return [hit["id"] for hit in results]

    def close(self) -> None:
        """Close the searcher and the files it maps."""
        if self._searcher is not None:
            self._searcher.close()
