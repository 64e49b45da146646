"""The nodes that khabar adds to Whoosh's query tree.

Each is one of Whoosh's own, so that its searcher and matchers can run the tree: all but the lead, which has no postings of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from whoosh import query

__all__ = ["FILTERED", "AllWords", "AnyField", "AnyWords"]

FILTERED = 0.0
"""The score of a part that must match but adds nothing: dates, sources, categories."""


class AnyField(query.Or):  # type: ignore[misc]  # whoosh's queries are untyped
    """One thing sought in several fields and spellings; scored as one word (BM25F), not as the sum of its parts.

    ``subqueries`` are Term, Phrase, Prefix, Wildcard or FuzzyTerm, each over one field, each with its own boost (below 1 for
    another spelling than the one typed). ``label`` is what was typed. A ``stop`` word weighs little.
    """

    def __init__(
        self, subqueries: Sequence[query.Query], boost: float = 1.0, *, label: str = "", stop: bool = False
    ) -> None:
        super().__init__(list(subqueries), boost=boost)
        self.label = label
        self.stop = stop

    def normalize(self) -> query.Query:
        """Stay whole: to merge its parts into a surrounding Or would score them one by one."""
        return self


class AnyWords(query.Or):  # type: ignore[misc]
    """Clauses in the order typed, of which any may match; neighbours that stand together in the text add to the score."""

    def normalize(self) -> query.Query:
        """Stay whole: the order of the words counts."""
        return self


class AllWords(query.And):  # type: ignore[misc]
    """The same where every word must match."""

    def normalize(self) -> query.Query:
        """Stay whole, as AnyWords does."""
        return self
