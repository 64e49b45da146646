"""bm25s over Snowball stems: PyStemmer's "hindi", the lightweight stemmer of Ramanathan and Rao (2003)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bm25s
import Stemmer

from .words import WORD_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.article import Article

__all__ = ["Bm25sEngine"]


class Bm25sEngine:
    """Title and body as one text, Lucene's variant of BM25 (bm25s's default), all in memory."""

    name = "bm25s"

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("hindi")
        self._retriever: Any = None
        self._ids: list[str] = []

    def build(self, articles: Iterable[Article], folder: Path) -> None:
        """Read all articles into memory, then index and save, as a user of bm25s does."""
        texts = []
        for article in articles:
            self._ids.append(article.id)
            texts.append(f"{article.title or ''}\n{article.body}")
        self._retriever = bm25s.BM25()
        self._retriever.index(self._stems(texts), show_progress=False)
        self._retriever.save(str(folder), show_progress=False)

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any stem. bm25s pads its answer up to k with articles of score 0: they are dropped here."""
        if self._retriever is None:
            raise RuntimeError("search before build")
        stems = self._stems([query])
        if not stems[0]:
            return []
        top_k = min(top_k, len(self._ids))
        found, scores = self._retriever.retrieve(stems, k=top_k, show_progress=False)
        return [self._ids[doc] for doc, score in zip(found[0], scores[0], strict=True) if score > 0]

    def close(self) -> None:
        """Do nothing: the index is arrays in memory."""

    def _stems(self, texts: list[str]) -> list[list[str]]:
        """Stem the lower-cased words; no stop list, since the other peers have none."""
        stems: list[list[str]] = bm25s.tokenize(
            texts,
            token_pattern=WORD_PATTERN,
            stopwords=None,
            stemmer=self._stemmer,
            return_ids=False,
            show_progress=False,
        )
        return stems
