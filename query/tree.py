"""The nodes that khabar adds to Whoosh's query tree.

Each is one of Whoosh's own, so that its searcher and matchers can run the tree: all but the lead, which has no postings of
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from whoosh import query

__all__ = ["FILTERED", "AllWords", "AnyField", "AnyWords", "Word"]

FILTERED = 0.0
"""The score of a part that must match but adds nothing: dates, sources, categories."""


class AnyField(query.Or):  # type: ignore[misc]  # whoosh's queries are untyped
    """One thing sought in several fields; scored as one word (BM25F), not as the sum of its parts.

    ``subqueries`` are Term, Phrase, Prefix, Wildcard or FuzzyTerm, one a field and the same in each. ``label`` is what was
    typed. A ``stop`` word weighs little.
    """

    def __init__(
        self, subqueries: Sequence[query.Query], boost: float = 1.0, *, label: str = "", stop: bool = False
    ) -> None:
        super().__init__(list(subqueries), boost=boost)
        self.label = label
        self.stop = stop

    def apply(self, fn: Callable[[query.Query], query.Query]) -> AnyField:
        """The same over what the function makes of each part."""
        return AnyField([fn(each) for each in self.subqueries], self.boost, label=self.label, stop=self.stop)

    def normalize(self) -> query.Query:
        """Stay whole: to merge its parts into a surrounding Or would score them one by one."""
        return self


class Word(AnyField):
    """One word as typed: every lemma it is sought by, with that lemma's boost, in every field.

    Its parts as Whoosh sees them, a Term for each lemma and field, are made only when they are asked for.
    """

    def __init__(
        self, lemmas: Mapping[str, float], fields: tuple[str, ...], *, label: str = "", stop: bool = False
    ) -> None:
        self.lemmas = lemmas
        self.fields = fields
        self.boost = 1.0
        self.label = label
        self.stop = stop
        self.minmatch, self.scale = 0, None  # of Whoosh's Or

    @cached_property
    def terms(self) -> tuple[tuple[bytes, float], ...]:
        """The lemmas as terms of the index, each with its boost."""
        return tuple([(lemma.encode(), boost) for lemma, boost in self.lemmas.items()])

    @cached_property
    def subqueries(self) -> list[query.Query]:
        """A Term for each lemma and field."""
        return [
            query.Term(field, lemma, boost=boost)
            for lemma, boost in self.lemmas.items()
            for field in self.fields
        ]


class _Words:
    """Words in the order typed; neighbours that stand together in the text add to the score."""

    subqueries: list[query.Query]

    def telling(self) -> list[query.Query]:
        """All words but stop words, or all where there are no others."""
        return [each for each in self.subqueries if not _is_stop(each)] or list(self.subqueries)

    def stops(self) -> list[query.Query]:
        """The others."""
        stops = [each for each in self.subqueries if _is_stop(each)]
        return stops if len(stops) < len(self.subqueries) else []

    def normalize(self) -> query.Query:
        """Stay whole: the order of the words counts."""
        return self


class AnyWords(_Words, query.Or):  # type: ignore[misc]
    """Words of which any may match.

    A stop word finds nothing by itself beside other words: में would match nearly every article.
    """

    def _matcher(self, subs: object, searcher: object, context: object) -> object:
        stops = self.stops()
        wanted = query.Or(self.telling())
        return (query.AndMaybe(wanted, query.Or(stops)) if stops else wanted).matcher(searcher, context)


class AllWords(_Words, query.And):  # type: ignore[misc]
    """Words of which every one must match."""


def _is_stop(node: query.Query) -> bool:
    return isinstance(node, AnyField) and node.stop
