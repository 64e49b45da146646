"""What the scores of the hits shown are made of, for ``--explain``: the tree once more, for these articles only, leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh import query

from . import scoring
from .evaluate import Evaluator, Run, iter_neighbours
from .matches import Matches
from .results import Explanation
from .tree import AllWords, AnyWords, Word

__all__ = ["explain"]

# Saturation below 0: scores are the bare counts.
_COUNTED = -1.0


def explain(
    evaluator: Evaluator, tree: query.Query, articles: np.ndarray
) -> dict[int, tuple[Explanation, ...]]:
    """Of each of the articles (int64) its explanations, in the order of the query."""
    run = _Explained(evaluator, np.sort(articles))
    run.node(tree)
    return {number: tuple(_iter_explained(run.parts, number)) for number in articles.tolist()}


def _iter_explained(parts: Sequence[_Part], number: int) -> Iterator[Explanation]:
    """Yield each part of an article's score, and how often it stands in each field."""
    for part in parts:
        score = part.matches.score_of(number)
        if score is not None and all(limit.score_of(number) is not None for limit in part.limits):
            counted = {name: found.score_of(number) for name, found in part.counts.items()}
            counts = {name: count for name, count in counted.items() if count is not None}
            yield Explanation(part.label, part.weight, score, counts)


@dataclass(frozen=True, slots=True)
class _Part:
    """One summand of scores: a word, phrase or pair, its document frequency weight, and what it gave.

    It gave that to the articles that are in all of ``limits`` only: in (a AND b) OR c, the part of ``a`` counts where b is too.
    ``counts`` is how often it stands in each field, times boosts.
    """

    label: str
    weight: float
    matches: Matches
    counts: dict[str, Matches]
    limits: list[Matches] = field(default_factory=list)


class _Explained(Run):
    """The same for a few articles, one leaf after another, with what each of them gives in ``parts``."""

    def __init__(self, evaluator: Evaluator, articles: np.ndarray) -> None:
        super().__init__(evaluator)
        self._articles = articles
        self.parts: list[_Part] = []

    def within(self, node: query.Query, within: np.ndarray) -> Matches:
        return self.node(node)

    def _unscored(self, node: query.Query) -> Matches:
        return Run(self._evaluator).node(node)

    def _and(self, node: query.And) -> Matches:
        before = len(self.parts)
        return self._limited(before, super()._and(node))

    def words(self, node: AnyWords | AllWords, top_k: int | None = None) -> Matches:
        before = len(self.parts)
        parts: list[scoring.Part] = [self.node(each) for each in node.telling()]
        added: list[scoring.Pair] = [self._found_pair(*pair[1:]) for pair in iter_neighbours(node.subqueries)]
        all_must = isinstance(node, AllWords)
        # A stop word demanded is a part, any other adds to the score as pairs do.
        (parts if all_must else added).extend(map(self.node, node.stops()))
        found = self._reader.combine(parts, added, [], self._weights.k1, all_must=all_must)
        return self._limited(before, found)

    def _limited(self, first: int, found: Matches) -> Matches:
        for part in self.parts[first:]:
            part.limits.append(found)
        return found

    def _found_pair(self, words: tuple[Word, Word], distance: int) -> Matches:
        terms = [[term for term, _ in word.terms] for word in words]
        leaves = [
            (scoring.SEQUENCE, each, terms, 1.0, distance) for each in self._evaluator.pair_fields(*words)
        ]
        return self._scored(f"{words[0].label} … {words[1].label}", leaves, self._weights.pair)

    def _scored(self, label: str, leaves: list[scoring.Leaf], boost: float) -> Matches:
        found = self._reader.score(leaves, boost, self._weights.k1, self._articles)
        if len(found.matches):
            self.parts.append(_Part(label, found.weight, found.matches, self._counts(leaves)))
        return found.matches

    def _counts(self, leaves: Sequence[scoring.Leaf]) -> dict[str, Matches]:
        """How often leaves occur in each field of the articles, times their boosts."""
        found: dict[str, list[scoring.Leaf]] = {}
        for kind, each, sought, boost, slop in leaves:
            for name in (each.name, each.lead.name) if each.lead else (each.name,):
                leaf = (kind, self._reader.unranked_field(name), sought, boost, slop)
                found.setdefault(name, []).append(leaf)
        return {
            name: self._reader.score(each, 1.0, _COUNTED, self._articles, 0).matches
            for name, each in found.items()
        }
