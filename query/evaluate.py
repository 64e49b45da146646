"""Query tree → matching articles with their scores, as arrays.

Every node gives `Matches`: article numbers, ascending, and a score for each. Sums run in the order of the words, article by
article, so that scores do not depend on how the index is cut into segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.schema import LEAD

from . import scoring
from .matches import Matches, constant, without
from .postings import PostingReader, Scored
from .ranking import Weights, inverse_document_frequency
from .tree import FILTERED, AllWords, AnyField, AnyWords, OtherName, Word

__all__ = ["Evaluation", "Evaluator", "Part"]

# The lead would count what the body has counted.
_PAIR_FIELDS = ("title", "body")
# Saturation below 0: scores are the bare counts.
_COUNTED = -1.0
# Intersections number their sets in a byte.
_MOST_SETS = 255


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of scores, kept for ``--explain``: a word, phrase or pair, its document frequency weight, and what it gave.

    It gave that to the articles that are in all of ``limits`` only: in (a AND b) OR c, the part of ``a`` counts where b is too.
    """

    label: str
    weight: float
    matches: Matches
    leaves: list[scoring.Leaf]
    limits: list[Matches] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All matches of a query, and, where they were asked for, the parts their scores are made of."""

    matches: Matches
    parts: list[Part]


class Evaluator:
    """Evaluates trees against one generation. Threads may share it."""

    def __init__(self, reader: PostingReader, weights: Weights) -> None:
        self._reader = reader
        self._weights = weights
        self._fields: dict[str, scoring.RankedField] = {}
        self._together: dict[tuple[str, ...], list[scoring.RankedField]] = {}
        # How many articles hold a stop word: there are few of them, and to count anew would read half the index.
        self.holding: dict[object, int] = {}

    def evaluate(self, tree: query.Query, top_k: int | None = None, *, explain: bool = False) -> Evaluation:
        """All articles that match, with scores, and with ``explain`` the parts of these.

        Where only the ``top_k`` best are wanted, the scores of articles that cannot be among them may lack what stop words add.
        The tree is one that ``query.parser`` gives. Raises TypeError for a node that it never does.
        """
        return _Run(self, self._reader, self._weights, explain).evaluate(tree, top_k)

    def iter_parts_of(
        self, evaluation: Evaluation, article: int
    ) -> Iterator[tuple[Part, float, dict[str, float]]]:
        """Yield each part of an article's score with what it gave, and how often it stands in each field."""
        for part in evaluation.parts:
            score = part.matches.score_of(article)
            if score is not None and all(limit.score_of(article) is not None for limit in part.limits):
                yield part, score, self._counts(part.leaves, article)

    def _counts(self, leaves: Sequence[scoring.Leaf], article: int) -> dict[str, float]:
        """How often leaves occur in each field of an article, times their boosts."""
        found: dict[str, list[scoring.Leaf]] = {}
        for kind, ranked, sought, boost, slop in leaves:
            for name in (ranked.name, ranked.lead.name) if ranked.lead else (ranked.name,):
                leaf = (kind, self._reader.unranked_field(name), sought, boost, slop)
                found.setdefault(name, []).append(leaf)
        counted = {
            name: self._reader.score(each, 1.0, _COUNTED).matches.score_of(article)
            for name, each in found.items()
        }
        return {name: count for name, count in counted.items() if count is not None}

    def field(self, name: str) -> scoring.RankedField:
        """A field as this evaluator's weights have it."""
        known = self._fields.get(name)
        if known is None:
            weight = self._weights.fields.get(name.removesuffix("_exact"))
            # Of a source, category or author the articles are wanted, not their scores.
            known = self._fields[name] = (
                self._reader.unranked_field(name)
                if weight is None
                else self._reader.ranked_field(name, weight)
            )
        return known

    def fields(self, names: tuple[str, ...]) -> list[scoring.RankedField]:
        """The fields in which one thing is sought; body and lead are read in one pass, as the body."""
        known = self._together.get(names)
        if known is None:
            known = self._together[names] = [
                self._with_lead(name) if _lead_of(name) in names else self.field(name)
                for name in names
                if not (name.startswith(LEAD) and name.replace(LEAD, "body", 1) in names)
            ]
        return known

    def _with_lead(self, body: str) -> scoring.RankedField:
        return self._reader.ranked_field(body, self._weights.fields["body"], self.field(_lead_of(body)))


def _lead_of(body: str) -> str:
    """The field of the lead within body or body_exact; no field's name for others."""
    return body.replace("body", LEAD, 1) if body.startswith("body") else ""


class _Run:
    """One evaluation, and the parts met so far."""

    def __init__(self, evaluator: Evaluator, reader: PostingReader, weights: Weights, explain: bool) -> None:
        self._evaluator = evaluator
        self._reader = reader
        self._weights = weights
        self._explain = explain
        self._parts: list[Part] = []

    def evaluate(self, tree: query.Query, top_k: int | None) -> Evaluation:
        found = self._words(tree, top_k) if isinstance(tree, AnyWords) else self._node(tree)
        return Evaluation(found, self._parts)

    def _node(self, node: query.Query) -> Matches:
        if isinstance(node, AnyField):
            boost = node.boost * (self._weights.stop if node.stop else 1.0)
            return self._scored(_label(node), self._leaves(node), boost)
        if isinstance(node, AnyWords | AllWords):
            return self._words(node)
        if isinstance(node, query.And):
            return self._and(node)
        if isinstance(node, query.ConstantScoreQuery):
            return constant(self._unexplained(node.child).articles, node.score)
        return self._filtered(node)

    def _unexplained(self, node: query.Query) -> Matches:
        """A node whose score is not used, and so has no part in the explanation."""
        return _Run(self._evaluator, self._reader, self._weights, False)._node(node)

    def _and(self, node: query.And) -> Matches:
        before = len(self._parts)
        wanted = [self._node(each) for each in node.subqueries if not isinstance(each, query.Not)]
        found = self._intersection(wanted, [])
        for each in node.subqueries:
            if isinstance(each, query.Not):
                found = without(found, self._unexplained(each.query).articles)
        self._limit_parts(before, found)
        return found

    def _words(self, node: AnyWords | AllWords, top_k: int | None = None) -> Matches:
        before = len(self._parts)
        all_must = isinstance(node, AllWords)
        joined = self._intersection if all_must else self._union
        words = list(map(self._node, node.telling()))
        matched = joined(words, [self._pair(*pair) for pair in _neighbours(node.subqueries)])
        if stops := node.stops():
            # Scored only where the others matched: a stop word's list is as long as all of theirs.
            within = matched.articles if top_k is None else self._contenders(matched, stops, top_k)
            scored = [self._stop(each, within) for each in stops]
            matched = joined([matched, *scored], []) if all_must else joined([matched], scored)
        self._limit_parts(before, matched)
        return matched

    def _contenders(self, matched: Matches, stops: Sequence[AnyField], top_k: int) -> np.ndarray:
        """The articles that may still come among the ``top_k`` best when the stop words have added what they can at most."""
        if not 0 < top_k < len(matched):
            return matched.articles if top_k else matched.articles[:0]
        articles = self._reader.articles
        most = sum(
            self._weights.stop * each.boost * inverse_document_frequency(articles, self._holding(each))
            for each in stops
        )
        least = matched.scores[scoring.best(matched.scores, top_k)[-1]]
        # A little less, for what rounding may take.
        contenders: np.ndarray = matched.articles[matched.scores >= (least - most) * (1 - 1e-9)]
        return contenders

    def _holding(self, node: AnyField) -> int:
        """How many articles hold a word."""
        known = self._evaluator.holding
        key = (tuple(node.lemmas.items()), node.fields) if isinstance(node, Word) else node
        if key not in known:
            none = np.zeros(0, np.int64)
            known[key] = self._reader.score(self._leaves(node), 1.0, self._weights.k1, none).holding
        return known[key]

    def _stop(self, node: AnyField, within: np.ndarray) -> Matches:
        boost = node.boost * self._weights.stop
        leaves = self._leaves(node)
        found = self._reader.score(leaves, boost, self._weights.k1, within, self._holding(node))
        return self._as_part(_label(node), leaves, found)

    def _union(self, found: list[Matches], more: list[Matches]) -> Matches:
        if len(found) == 1 and not any(map(len, more)):
            return found[0]
        return Matches(*self._reader.index.union(found, more))

    def _intersection(self, found: list[Matches], more: list[Matches]) -> Matches:
        if len(found) == 1 and not any(map(len, more)):
            return found[0]
        while len(found) > _MOST_SETS:
            together = self._intersection(found[:_MOST_SETS], [])
            found = [together, *found[_MOST_SETS:]]
        return Matches(*self._reader.index.intersection(found, more))

    def _limit_parts(self, first: int, found: Matches) -> None:
        for part in self._parts[first:]:
            part.limits.append(found)

    def _filtered(self, node: query.Query) -> Matches:
        if isinstance(node, query.NumericRange) and node.fieldname == "published":
            return constant(self._reader.dated(node.start, node.end), FILTERED)
        if isinstance(node, query.Every) and node.fieldname is None:
            return constant(self._reader.living(), FILTERED)
        raise TypeError(f"{node!r} is no part of a query")

    # Scored leaves.

    def _scored(self, label: str, leaves: list[scoring.Leaf], boost: float) -> Matches:
        """One word, phrase or pattern by all of its leaves."""
        return self._as_part(label, leaves, self._reader.score(leaves, boost, self._weights.k1))

    def _as_part(self, label: str, leaves: list[scoring.Leaf], found: Scored) -> Matches:
        if self._explain and len(found.matches):
            self._parts.append(Part(label, found.weight, found.matches, leaves))
        return found.matches

    def _leaves(self, node: AnyField) -> list[scoring.Leaf]:
        if isinstance(node, Word):
            fields = self._evaluator.fields(node.fields)
            leaves: list[scoring.Leaf] = [
                (scoring.TERM, ranked, term, boost, 0) for term, boost in node.terms for ranked in fields
            ]
            return leaves + self._alias_leaves(node) if node.aliases else leaves
        leaf_of = {each.fieldname: each for each in node.subqueries}
        names, first = tuple(leaf_of), node.subqueries[0]
        rows = self._reader.rows(first, names) if isinstance(first, MultiTerm) else None
        return [_leaf(leaf_of[ranked.name], ranked, rows) for ranked in self._evaluator.fields(names)]

    def _alias_leaves(self, node: Word) -> list[scoring.Leaf]:
        leaves: list[scoring.Leaf] = []
        fields = self._evaluator.fields(node.alias_fields)
        for lemmas, boost in node.aliases:
            terms = [lemma.encode() for lemma in lemmas]
            if len(terms) == 1:
                leaves += [(scoring.TERM, ranked, terms[0], boost, 0) for ranked in fields]
            else:
                places = [[term] for term in terms]
                leaves += [(scoring.SEQUENCE, ranked, places, boost, 1) for ranked in fields]
        return leaves

    def _pair(self, first: Word, second: Word, distance: int) -> Matches:
        """Ordered pairs, Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005).

        The second word after the first, no farther than in the query; counted in title and body, and weighed by
        document frequency and saturated like a word, times ``pair``.
        """
        places = [[term for term, _ in word.terms] for word in (first, second)]
        leaves = [
            (scoring.SEQUENCE, self._evaluator.field(name), places, 1.0, distance)
            for name in _PAIR_FIELDS
            if name in first.fields and name in second.fields
        ]
        label = f"{first.label} … {second.label}" if self._explain else ""
        return self._scored(label, leaves, self._weights.pair)


def _label(node: AnyField) -> str:
    return node.explained if isinstance(node, Word) else node.label


def _leaf(leaf: query.Query, ranked: scoring.RankedField, rows: object) -> scoring.Leaf:
    """A Term, a Phrase, or a pattern that fits the terms in ``rows``."""
    if isinstance(leaf, query.Term):
        return scoring.TERM, ranked, leaf.text.encode(), leaf.boost, 0
    if isinstance(leaf, query.Phrase):
        return scoring.SEQUENCE, ranked, [[word.encode()] for word in leaf.words], leaf.boost, leaf.slop
    if rows is not None:
        return scoring.ROWS, ranked, rows, leaf.boost, 0
    raise TypeError(f"{type(leaf).__name__} is no leaf")


def _neighbours(words: Sequence[query.Query]) -> Iterator[tuple[Word, Word, int]]:
    """Words that follow one another, stop words between them stepped over: (first, second, how far apart in the query)."""
    last: tuple[Word, int] | None = None
    for place, word in enumerate(words):
        if not isinstance(word, Word) or isinstance(word, OtherName):
            last = None
        elif not word.stop:
            if last is not None:
                yield last[0], word, place - last[1]
            last = (word, place)
