"""Query tree → matching articles with their scores, as arrays.

Every node gives a `Matches`: article numbers, ascending, and a score for each. Sums run in the order of the words, article by
article, so that scores do not depend on how the index is cut into segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh import query
from whoosh.query.terms import MultiTerm

from indexer.codec.columns import NO_DATE
from indexer.schema import RANKED_FIELDS

from .postings import EMPTY, PostingList, PostingReader, of_keys
from .ranking import FieldWeight, Weights, inverse_document_frequency, normalized_frequency, saturated
from .tree import FILTERED, AllWords, AnyField, AnyWords

__all__ = ["Evaluation", "Evaluator", "Matches", "Part"]

_NO_ARTICLES = np.zeros(0, np.int64)
# Fields outside BM25F (source:, category: …) count plainly.
_PLAIN = FieldWeight(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Matches:
    """``articles`` int64[n], ascending; ``scores`` float64[n]."""

    articles: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.articles)


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of scores, kept for ``--explain``: a word, phrase or pair, its document frequency weight, and what it gave."""

    label: str
    weight: float
    matches: Matches
    frequencies: dict[str, Matches]


@dataclass(slots=True)
class Evaluation:
    """All matches of a query, and the parts their scores are made of."""

    matches: Matches
    parts: list[Part] = field(default_factory=list)


class Evaluator:
    """Evaluates trees against one generation. Threads may share it."""

    def __init__(self, reader: PostingReader, weights: Weights) -> None:
        self._reader = reader
        self._weights = weights

    def evaluate(self, tree: query.Query) -> Evaluation:
        """All articles that match, with scores; nothing is cut off here."""
        return _Run(self._reader, self._weights).evaluate(tree)

    def occurrences(self, leaf: query.Query) -> PostingList:
        """Where one Term, Phrase or pattern occurs in its field (pattern: all of its terms together)."""
        return _occurrences(self._reader, leaf)


class _Run:
    """One evaluation: the parts met so far, and the leaves already scored."""

    def __init__(self, reader: PostingReader, weights: Weights) -> None:
        self._reader = reader
        self._weights = weights
        self._parts: list[Part] = []

    def evaluate(self, tree: query.Query) -> Evaluation:
        return Evaluation(self._node(tree), self._parts)

    def _node(self, node: query.Query) -> Matches:
        if isinstance(node, AnyField):
            return self._any_field(node)
        if isinstance(node, AnyWords | AllWords):
            return self._words(node)
        if isinstance(node, query.And):
            return self._and(node)
        if isinstance(node, query.Or):
            return _union([self._node(each) for each in node.subqueries])
        if isinstance(node, query.ConstantScoreQuery):
            return _constant(self._unexplained(node.child).articles, node.score)
        if isinstance(node, query.NumericRange) and node.fieldname == "published":
            return _constant(self._dated(node), FILTERED)
        if isinstance(node, query.Every) and node.fieldname is None:
            return _constant(np.arange(self._reader.articles), FILTERED)
        if isinstance(node, query.Not):
            barred = self._unexplained(node.query).articles
            return _constant(np.setdiff1d(np.arange(self._reader.articles), barred), FILTERED)
        return _constant(self._reader.whoosh_numbers(node), node.boost if hasattr(node, "boost") else 1.0)

    def _unexplained(self, node: query.Query) -> Matches:
        """A node whose score is not used, and so has no part in the explanation."""
        return _Run(self._reader, self._weights)._node(node)

    def _and(self, node: query.And) -> Matches:
        wanted = [each for each in node.subqueries if not isinstance(each, query.Not)]
        found = _intersection([self._node(each) for each in wanted]) if wanted else self._node(query.Every())
        for each in node.subqueries:
            if isinstance(each, query.Not) and len(found):
                kept = ~np.isin(found.articles, self._unexplained(each.query).articles, assume_unique=True)
                found = Matches(found.articles[kept], found.scores[kept])
        return found

    def _words(self, node: AnyWords | AllWords) -> Matches:
        found = [self._node(each) for each in node.subqueries]
        matched = _union(found) if isinstance(node, AnyWords) else _intersection(found)
        pairs = [self._pair(*pair) for pair in _neighbours(node.subqueries)]
        return _added(matched, [pair for pair in pairs if len(pair)])

    def _dated(self, node: query.NumericRange) -> np.ndarray:
        published = self._reader.published()
        inside = published != NO_DATE
        if node.start is not None:
            inside &= published >= node.start
        if node.end is not None:
            inside &= published <= node.end
        return np.flatnonzero(inside)

    # Scored leaves.

    def _any_field(self, node: AnyField) -> Matches:
        frequencies = {}
        for name in dict.fromkeys(each.fieldname for each in node.subqueries):
            counts = [
                _weighted(_occurrences(self._reader, each), each.boost)
                for each in node.subqueries
                if each.fieldname == name
            ]
            if len(counted := _union(counts)):
                frequencies[name] = counted
        boost = node.boost * (self._weights.stop if node.stop else 1.0)
        pseudo = _union([self._normalized(name, counted) for name, counted in frequencies.items()])
        weight = boost * inverse_document_frequency(self._reader.articles, len(pseudo))
        return self._scored(node.label, weight, pseudo, frequencies)

    def _normalized(self, name: str, counted: Matches) -> Matches:
        """BM25F's share of one field: weighted, length-normalised frequencies."""
        base = name.removesuffix("_exact")
        if base not in RANKED_FIELDS:
            return Matches(counted.articles, _PLAIN.weight * counted.scores)
        lengths, average = self._reader.lengths(base)
        field_weight = self._weights.fields[base]
        shares = normalized_frequency(counted.scores, lengths[counted.articles], average, field_weight)
        return Matches(counted.articles, shares)

    def _pair(self, first: AnyField, second: AnyField, distance: int) -> Matches:
        """Ordered pairs, Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005): the second word within
        ``pair_window`` positions after where the query has it, counted in title and body like a word and saturated like one."""
        frequencies = {}
        for name in ("title", "body"):
            counted = _ordered(
                self._field_keys(first, name), self._field_keys(second, name), distance + self._weights.pair_window
            )
            if len(counted):
                frequencies[name] = counted
        pseudo = _union([self._normalized(name, counted) for name, counted in frequencies.items()])
        holding = [self._holding(first), self._holding(second)]
        mean = sum(inverse_document_frequency(self._reader.articles, each) for each in holding) / 2
        return self._scored(f"{first.label} … {second.label}", self._weights.pair * mean, pseudo, frequencies)

    def _scored(self, label: str, weight: float, pseudo: Matches, frequencies: dict[str, Matches]) -> Matches:
        matches = Matches(pseudo.articles, weight * saturated(pseudo.scores, self._weights.k1))
        if len(matches):
            self._parts.append(Part(label, weight, matches, frequencies))
        return matches

    def _field_keys(self, node: AnyField, name: str) -> np.ndarray:
        lists = [_occurrences(self._reader, each) for each in node.subqueries if each.fieldname == name]
        return _merged_keys(lists)

    def _holding(self, node: AnyField) -> int:
        numbers = [_occurrences(self._reader, each).articles for each in node.subqueries]
        return len(np.unique(np.concatenate(numbers))) if numbers else 0


def _neighbours(words: Sequence[query.Query]) -> list[tuple[AnyField, AnyField, int]]:
    """Words that follow one another, stop words between them stepped over: (first, second, how far apart in the query)."""
    pairs = []
    last: tuple[AnyField, int] | None = None
    for place, word in enumerate(words):
        if not isinstance(word, AnyField) or not all(isinstance(each, query.Term) for each in word.subqueries):
            last = None
        elif not word.stop:
            if last is not None:
                pairs.append((last[0], word, place - last[1]))
            last = (word, place)
    return pairs


# Leaves → posting lists.


def _occurrences(reader: PostingReader, leaf: query.Query) -> PostingList:
    if isinstance(leaf, query.Term):
        return reader.postings(leaf.fieldname, leaf.text)
    if isinstance(leaf, query.Phrase):
        return _phrase(reader, leaf)
    if isinstance(leaf, MultiTerm):
        return of_keys(_merged_keys([reader.postings(leaf.fieldname, term) for term in reader.expand(leaf)]))
    raise TypeError(f"{type(leaf).__name__} is no leaf")


def _phrase(reader: PostingReader, leaf: query.Phrase) -> PostingList:
    """Where the first word of the phrase stands, with every word after the one before it by at most ``slop`` positions."""
    lists = [reader.postings(leaf.fieldname, word) for word in leaf.words]
    if not all(len(each.articles) for each in lists):
        return EMPTY
    starts = lists[0].keys()
    ends = starts
    for following in lists[1:]:
        nearest, found = _next_within(ends, following.keys(), leaf.slop)
        starts, ends = starts[found], nearest[found]
    return of_keys(starts)


def _next_within(keys: np.ndarray, following: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """For each key the first of ``following`` after it, and whether that is at most ``most`` positions away (and so in the
    same article: between articles the keys leap by 2³²)."""
    if len(following) == 0:
        return keys, np.zeros(len(keys), bool)
    places = np.searchsorted(following, keys, side="right")
    nearest = following[np.minimum(places, len(following) - 1)]
    return nearest, (places < len(following)) & (nearest - keys <= most)


def _ordered(first: np.ndarray, second: np.ndarray, most: int) -> Matches:
    """Articles where an occurrence of ``first`` is followed by one of ``second`` within ``most`` positions, and how often."""
    _, found = _next_within(first, second, most)
    return _counted(first[found])


def _counted(keys: np.ndarray) -> Matches:
    articles, counts = np.unique(keys >> 32, return_counts=True)
    return Matches(articles, counts.astype(np.float64))


def _merged_keys(lists: Sequence[PostingList]) -> np.ndarray:
    present = [each.keys() for each in lists if len(each.articles)]
    if len(present) == 1:
        return present[0]
    return np.unique(np.concatenate(present)) if present else _NO_ARTICLES


def _weighted(found: PostingList, boost: float) -> Matches:
    return Matches(found.articles, found.frequencies * boost)


# Sets of matches.


def _constant(articles: np.ndarray, score: float) -> Matches:
    return Matches(articles, np.full(len(articles), float(score)))


def _union(found: Sequence[Matches]) -> Matches:
    present = [each for each in found if len(each)]
    if not present:
        return Matches(_NO_ARTICLES, np.zeros(0))
    if len(present) == 1:
        return present[0]
    articles, place = np.unique(np.concatenate([each.articles for each in present]), return_inverse=True)
    scores = np.bincount(place, np.concatenate([each.scores for each in present]), len(articles))
    return Matches(articles, scores)


def _intersection(found: Sequence[Matches]) -> Matches:
    articles = found[0].articles
    for each in found[1:]:
        articles = np.intersect1d(articles, each.articles, assume_unique=True)
    scores = np.zeros(len(articles))
    for each in found:
        scores += each.scores[np.searchsorted(each.articles, articles)]
    return Matches(articles, scores)


def _added(matched: Matches, more: Sequence[Matches]) -> Matches:
    """The matches with further scores added where they match; nothing new matches."""
    scores = matched.scores.copy()
    for each in more:
        _, here, there = np.intersect1d(matched.articles, each.articles, assume_unique=True, return_indices=True)
        scores[here] += each.scores[there]
    return Matches(matched.articles, scores)
