"""The nodes that khabar adds to Whoosh's query tree.

Each is one of Whoosh's own, so that its searcher and matchers can run the tree: all but the lead, which has no postings of
its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from whoosh import query

from indexer.kept import kept_property
from indexer.schema import TEXT_FIELDS

__all__ = ["FILTERED", "Aliases", "AllWords", "AnyField", "AnyWords", "OtherName", "Word"]

Aliases = tuple[tuple[tuple[str, ...], float], ...]
"""Other names: their lemmas in order, each name with its boost."""

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

    @property
    def explained(self) -> str:
        """What explanations call it."""
        return self.label

    def apply(self, fn: Callable[[query.Query], query.Query]) -> AnyField:
        """The same over what the function makes of each part."""
        return AnyField([fn(each) for each in self.subqueries], self.boost, label=self.label, stop=self.stop)

    def normalize(self) -> query.Query:
        """Stay whole: to merge its parts into a surrounding Or would score them one by one."""
        return self


class Word(AnyField):
    """One word as typed: every lemma it is sought by, with that lemma's boost, in every field; and its aliases in the text.

    ``exact`` is its exact form; ``others`` what else than the word typed it is sought by, as it is shown. Its parts as Whoosh
    sees them, a Term or Phrase for each and for each field, are made only when they are asked for.
    """

    def __init__(
        self,
        lemmas: Mapping[str, float],
        fields: tuple[str, ...],
        *,
        aliases: Aliases = (),
        label: str = "",
        exact: str = "",
        others: tuple[str, ...] = (),
        stop: bool = False,
        boost: float = 1.0,
    ) -> None:
        self.lemmas = lemmas
        self.aliases = aliases
        self.fields = fields
        self.boost = boost
        self.label = label
        self.exact = exact
        self.others = others
        self.stop = stop
        self.minmatch, self.scale = 0, None  # of Whoosh's Or

    @property
    def explained(self) -> str:
        """The word as typed, and what else it is sought by."""
        return f"{self.label} → {', '.join(self.others)}" if self.others else self.label

    @kept_property
    def terms(self) -> tuple[tuple[bytes, float], ...]:
        """The lemmas as terms of the index, each with its boost."""
        return tuple([(lemma.encode(), boost) for lemma, boost in self.lemmas.items()])

    @kept_property
    def alias_fields(self) -> tuple[str, ...]:
        """Where its aliases are sought: in the text, as names among the entities have theirs beside them."""
        return tuple(field for field in self.fields if field in TEXT_FIELDS) or self.fields

    @kept_property
    def subqueries(self) -> list[query.Query]:
        """A Term for each lemma and field, and a Term or Phrase for each alias."""
        terms = [
            query.Term(field, lemma, boost=boost)
            for lemma, boost in self.lemmas.items()
            for field in self.fields
        ]
        return terms + [
            query.Phrase(field, list(lemmas), boost=boost)
            if len(lemmas) > 1
            else query.Term(field, lemmas[0], boost=boost)
            for lemmas, boost in self.aliases
            for field in self.alias_fields
        ]


class OtherName(Word):
    """What several words of a query, together a name, are called too: beside them, not in their order."""


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
