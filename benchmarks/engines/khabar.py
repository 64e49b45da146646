"""khabar itself, through nothing but its public API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer import build
from query import QuerySyntaxError, Searcher

if TYPE_CHECKING:
    from pathlib import Path

    from query import SearchResults

    from ..questions import Question

__all__ = ["KhabarEngine"]


class KhabarEngine:
    """A build with the default settings, on all cores, and a search with the default ranking."""

    name = "khabar"

    def __init__(self, *, query_language: bool = False) -> None:
        self._query_language = query_language
        self._searcher: Searcher | None = None

    def build(self, source: Path, folder: Path) -> int:
        """Build from the file; raises KhabarError when khabar does not publish."""
        articles = build([source], folder).articles
        self._searcher = Searcher.open(folder)
        return articles

    def search(self, query: str, top_k: int) -> list[str]:
        """Search as typed if in khabar's language (raises QueryError for a bad one), else for the words.

        Copies of a story stay apart: judgements are of articles, and no peer knows stories.
        """
        literal = not self._query_language
        try:
            found = self._open().search(query, limit=top_k, literal=literal, snippets=False, collapse=False)
        except QuerySyntaxError:
            if not literal:
                raise
            return []  # plain words have one error only: there is none ("²", "?!")
        return [hit.id for hit in found.hits]

    def answer(self, question: Question) -> list[str]:
        """Ask in khabar's language; its answers have the exact total always. Threads may share this."""
        if question.facets:
            (sources,) = self._ask(question).facets
            return [f"{value}: {count}" for value, count in sources.counts]
        if question.days:
            trends = self._open().trends([question.text], by="day", literal=True)
            counts = zip(trends.labels(), trends.trends[0].counts, strict=True)
            return [f"{day}: {count}" for day, count in counts if count]
        return [hit.title or "" for hit in self._ask(question).hits]

    def close(self) -> None:
        """Close the searcher."""
        if self._searcher is not None:
            self._searcher.close()

    def _ask(self, question: Question) -> SearchResults:
        plain = question.match in ("any", "all") and question.source is None
        return self._open().search(
            question.text if plain else _typed(question),
            literal=plain,
            all_words=question.match == "all",
            sort="newest" if question.newest_first else "relevance",
            snippets=False,
            limit=0 if question.facets else 10,
            facets=["source"] if question.facets else [],
            facet_limit=100,
            collapse=question.collapsed,
        )

    def _open(self) -> Searcher:
        if self._searcher is None:
            raise RuntimeError("search before build")
        return self._searcher


def _typed(question: Question) -> str:
    """The question as a person types it. The words of these classes hold no mark of the language."""
    typed = {"phrase": f'"{question.text}"', "prefix": f"{question.text}*", "fuzzy": f"{question.text}~1"}
    query = typed.get(question.match, question.text)
    if question.first_day and question.last_day:
        query += f" date:{question.first_day}..{question.last_day}"
    return f'{query} source:"{question.source}"' if question.source else query
