"""bm25s over Snowball stems: PyStemmer's "hindi", the lightweight stemmer of Ramanathan and Rao (2003)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bm25s
import Stemmer

from ..articles import iter_articles_of
from ..questions import Question
from . import UnsupportedError
from .words import WORD_PATTERN

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Bm25sEngine"]


class Bm25sEngine:
    """Title and body as one text, Lucene's variant of BM25 (bm25s's default), all in memory."""

    name = "bm25s"

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("hindi")
        self._retriever: Any = None
        self._ids: list[str] = []
        self._titles: list[str] = []

    def build(self, source: Path, folder: Path) -> int:
        """Read all articles into memory, then index and save, as a user of bm25s does; the text is not saved."""
        texts = []
        for article in iter_articles_of(source):
            self._ids.append(article.id)
            self._titles.append(article.title or "")
            texts.append(f"{article.title or ''}\n{article.body}")
        self._retriever = bm25s.BM25()
        self._retriever.index(self._stems(texts), show_progress=False)
        self._retriever.save(str(folder), show_progress=False)
        return len(texts)

    def search(self, query: str, top_k: int) -> list[str]:
        """Match any stem."""
        return [self._ids[number] for number in self._best(query, top_k)]

    def answer(self, question: Question) -> list[str]:
        """Answer what is bare words of which any may match; bm25s has nothing else."""
        if question != Question(question.text, total=question.total):
            raise UnsupportedError("bm25s matches any word and orders by score, nothing else")
        return [self._titles[number] for number in self._best(question.text, 10)]

    def close(self) -> None:
        """Do nothing: the index is arrays in memory."""

    def _best(self, query: str, top_k: int) -> list[int]:
        """Numbers of the best articles. bm25s pads its answer up to k with articles of score 0: they are dropped."""
        if self._retriever is None:
            raise RuntimeError("search before build")
        stems = self._stems([query])
        if not stems[0]:
            return []
        top_k = min(top_k, len(self._ids))
        found, scores = self._retriever.retrieve(stems, k=top_k, show_progress=False)
        return [int(doc) for doc, score in zip(found[0], scores[0], strict=True) if score > 0]

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
