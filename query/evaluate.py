"""Query tree → matching articles with their scores, as arrays.

Every node gives `Matches`: article numbers, ascending, and a score for each. Sums run in the order of the words, article by
article, so that scores do not depend on how the index is cut into segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.schema import LEAD

from . import ranked, scoring
from .matches import Matches, common, constant, without
from .postings import PostingReader
from .ranking import Weights
from .tree import FILTERED, AllWords, AnyField, AnyWords, OtherName, Word

__all__ = ["Evaluator", "Run", "iter_neighbours"]

# Where less than that share of all articles passes the filters, what matches is only marked, and scored what passes: words of a
# month of 200,000 articles took 2.5 ms, and take 0.7.
_FEW = 1 / 8
# The lead would count what the body has counted.
_PAIR_FIELDS = ("title", "body")


class Evaluator:
    """Evaluates trees against one generation. Threads may share it."""

    def __init__(self, reader: PostingReader, weights: Weights) -> None:
        self.reader = reader
        self.weights = weights
        self._fields: dict[str, ranked.RankedField] = {}
        self._together: dict[tuple[str, ...], list[ranked.RankedField]] = {}
        self._paired: dict[tuple[tuple[str, ...], tuple[str, ...]], list[ranked.RankedField]] = {}
        # How many articles hold a stop word: there are few of them, and to count anew would read half the index.
        self.holding: dict[object, int] = {}

    def evaluate(
        self, tree: query.Query, top_k: int | None = None, within: np.ndarray | None = None
    ) -> Matches:
        """All articles that match, with scores; those of ``within``, int64, ascending, at least.

        Where only the ``top_k`` best are wanted, the scores of articles that cannot be among them may lack what stop words add;
        with none wanted, scores are of no use.
        The tree is one that ``query.parser`` gives. Raises TypeError for a node that it never does.
        """
        run = Run(self)
        if within is not None and top_k != 0:
            return run.within(tree, within)
        return run.words(tree, top_k) if isinstance(tree, AnyWords | AllWords) else run.node(tree)

    def score_within(self, tree: AnyWords | AllWords, articles: np.ndarray) -> np.ndarray:
        """The scores of some of the articles that match, int64, ascending; float64."""
        return Run(self).score_within(tree, articles)

    def field(self, name: str) -> ranked.RankedField:
        """A field as this evaluator's weights have it."""
        known = self._fields.get(name)
        if known is None:
            weight = self.weights.fields.get(name.removesuffix("_exact"))
            # Of a source, category or author the articles are wanted, not their scores.
            known = self._fields[name] = (
                self.reader.unranked_field(name) if weight is None else self.reader.ranked_field(name, weight)
            )
        return known

    def fields(self, names: tuple[str, ...]) -> list[ranked.RankedField]:
        """The fields in which one thing is sought; body and lead are read in one pass, as the body."""
        known = self._together.get(names)
        if known is None:
            known = self._together[names] = [
                self._with_lead(name) if _lead_of(name) in names else self.field(name)
                for name in names
                if not (name.startswith(LEAD) and name.replace(LEAD, "body", 1) in names)
            ]
        return known

    def pair_fields(self, first: Word, second: Word) -> list[ranked.RankedField]:
        """The fields in which two words are sought as a pair."""
        key = (first.fields, second.fields)
        known = self._paired.get(key)
        if known is None:
            known = self._paired[key] = [
                self.field(name) for name in _PAIR_FIELDS if name in first.fields and name in second.fields
            ]
        return known

    def _with_lead(self, body: str) -> ranked.RankedField:
        return self.reader.ranked_field(body, self.weights.fields["body"], self.field(_lead_of(body)))


def _lead_of(body: str) -> str:
    """The field of the lead within body or body_exact; no field's name for others."""
    return body.replace("body", LEAD, 1) if body.startswith("body") else ""


class Run:
    """One evaluation."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._reader = evaluator.reader
        self._weights = evaluator.weights

    def node(self, node: query.Query) -> Matches:
        """One node and all below it."""
        if isinstance(node, AnyField):
            boost = node.boost * (self._weights.stop if node.stop else 1.0)
            return self._scored(node.explained, self._leaves(node), boost)
        if isinstance(node, AnyWords | AllWords):
            return self.words(node)
        if isinstance(node, query.And):
            return self._and(node)
        if isinstance(node, query.ConstantScoreQuery):
            return constant(self._unscored(node.child).articles, node.score)
        return self._filtered(node)

    def _unscored(self, node: query.Query) -> Matches:
        """A node whose score is not used."""
        return self.node(node)

    def within(self, node: query.Query, within: np.ndarray) -> Matches:
        """The same of a node, for articles of ``within``, int64, ascending, at least."""
        if not isinstance(node, AnyWords | AllWords) or len(within) > _FEW * self._reader.numbered:
            return self.node(node)
        wanted = common(self.words(node, 0).articles, within)
        return Matches(wanted, self.score_within(node, wanted))

    def _and(self, node: query.And) -> Matches:
        demanded = [each for each in node.subqueries if not isinstance(each, query.Not)]
        filters = [each.child for each in demanded if isinstance(each, query.ConstantScoreQuery)]
        others = [each for each in demanded if not isinstance(each, query.ConstantScoreQuery)]
        parts: list[scoring.Part]
        if filters:
            passing = self._passing(filters)
            parts = [*(self.within(each, passing) for each in others), constant(passing, FILTERED)]
        else:
            parts = [self.node(each) for each in others]
        found = self._reader.combine(parts, [], [], self._weights.k1, all_must=True)
        for each in node.subqueries:
            if isinstance(each, query.Not):
                found = without(found, self._unscored(each.query).articles)
        return found

    def _passing(self, filters: Sequence[query.Query]) -> np.ndarray:
        """The articles that pass all of one filter or more, int64, ascending. Dates come first: they read no list."""
        first, *more = sorted(filters, key=lambda each: not isinstance(each, query.NumericRange))
        passing = self._unscored(first).articles
        for each in more:
            if isinstance(each, AnyField):
                found = self._reader.score(self._leaves(each), 1.0, self._weights.k1, passing, 0)
                passing = found.matches.articles
            else:
                passing = common(passing, self._unscored(each).articles)
        return passing

    def words(self, node: AnyWords | AllWords, top_k: int | None = None) -> Matches:
        """Words and other clauses side by side."""
        parts = [self._part(each) for each in node.telling()]
        pairs = [] if top_k == 0 else self._pairs(node)
        all_must = isinstance(node, AllWords)
        # Scored only where the others matched: a stop word's list is as long as all of theirs.
        return self._reader.combine(
            parts,
            pairs,
            self._stops(node),
            self._weights.k1,
            all_must=all_must,
            top_k=-1 if top_k is None else top_k,
        )

    def score_within(self, node: AnyWords | AllWords, articles: np.ndarray) -> np.ndarray:
        """What ``words`` says of some articles that match."""
        parts = [self._part(each) for each in node.telling()]
        return self._reader.score_within(
            parts, self._pairs(node), self._stops(node), self._weights.k1, articles
        )

    def _pairs(self, node: AnyWords | AllWords) -> list[scoring.Pair]:
        return [self._pair(*pair) for pair in iter_neighbours(node.subqueries)]

    def _stops(self, node: AnyWords | AllWords) -> list[scoring.Stop]:
        return [self._stop(each) for each in node.stops()]

    def _part(self, node: query.Query) -> scoring.Part:
        if not isinstance(node, Word):
            return self.node(node)
        boost = node.boost * (self._weights.stop if node.stop else 1.0)
        fields = self._evaluator.fields(node.fields)
        if not node.aliases:
            return node.terms, fields, boost
        return node.terms, fields, boost, self._alias_leaves(node)

    def _pair(self, places: tuple[int, int], words: tuple[Word, Word], distance: int) -> scoring.Pair:
        """Ordered pairs, Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005).

        The second word after the first, no farther than in the query; counted in title and body, and weighed by
        document frequency and saturated like a word, times ``pair``.
        """
        return *places, self._evaluator.pair_fields(*words), distance, self._weights.pair

    def _stop(self, node: Word) -> scoring.Stop:
        boost = node.boost * self._weights.stop
        return node.terms, self._evaluator.fields(node.fields), boost, self._holding(node)

    def _holding(self, node: Word) -> int:
        """How many articles hold a word."""
        known = self._evaluator.holding
        key = (node.terms, node.fields)
        if key not in known:
            none = np.zeros(0, np.int64)
            known[key] = self._reader.score(self._leaves(node), 1.0, self._weights.k1, none).holding
        return known[key]

    def _filtered(self, node: query.Query) -> Matches:
        if isinstance(node, query.NumericRange) and node.fieldname == "published":
            return constant(self._reader.dated(node.start, node.end), FILTERED)
        if isinstance(node, query.Every) and node.fieldname is None:
            return constant(self._reader.living(), FILTERED)
        raise TypeError(f"{node!r} is no part of a query")

    def _scored(self, label: str, leaves: list[scoring.Leaf], boost: float) -> Matches:
        """One word, phrase or pattern by all of its leaves."""
        return self._reader.score(leaves, boost, self._weights.k1).matches

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


def _leaf(leaf: query.Query, ranked: ranked.RankedField, rows: object) -> scoring.Leaf:
    """A Term, a Phrase, or a pattern that fits the terms in ``rows``."""
    if isinstance(leaf, query.Term):
        return scoring.TERM, ranked, leaf.text.encode(), leaf.boost, 0
    if isinstance(leaf, query.Phrase):
        return scoring.SEQUENCE, ranked, [[word.encode()] for word in leaf.words], leaf.boost, leaf.slop
    if rows is not None:
        return scoring.ROWS, ranked, rows, leaf.boost, 0
    raise TypeError(f"{type(leaf).__name__} is no leaf")


def iter_neighbours(
    words: Sequence[query.Query],
) -> Iterator[tuple[tuple[int, int], tuple[Word, Word], int]]:
    """Words that follow one another, stop words between them stepped over.

    Which two of those that are no stop words, the two, and how far apart they stand in the query.
    """
    last: tuple[Word, int] | None = None
    number = -1
    for place, word in enumerate(words):
        if isinstance(word, AnyField) and word.stop:
            last = last if isinstance(word, Word) else None
            continue
        number += 1
        if not isinstance(word, Word) or isinstance(word, OtherName):
            last = None
            continue
        if last is not None:
            yield (number - 1, number), (last[0], word), place - last[1]
        last = (word, place)
