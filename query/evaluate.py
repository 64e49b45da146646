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

from indexer.codec.columns import NO_DATE
from indexer.schema import RANKED_FIELDS

from .matches import Matches, added, constant, intersection, positions_in, union
from .postings import EMPTY, PostingList, PostingReader, of_keys
from .ranking import Weights, inverse_document_frequency, normalized_frequency, saturated
from .tree import FILTERED, AllWords, AnyField, AnyWords

__all__ = ["Evaluation", "Evaluator", "Part"]

_NO_KEYS = np.zeros(0, np.int64)
# The lead would count what the body has counted.
_PAIR_FIELDS = ("title", "body")


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of scores, kept for ``--explain``: a word, phrase or pair, its document frequency weight, and what it gave.

    It gave that to the articles that are in all of ``limits`` only: in (a AND b) OR c, the part of ``a`` counts where b is too.
    """

    label: str
    weight: float
    matches: Matches
    frequencies: dict[str, Matches]
    limits: list[Matches] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All matches of a query, and the parts their scores are made of."""

    matches: Matches
    parts: list[Part]

    def parts_of(self, article: int) -> Iterator[tuple[Part, float, dict[str, float]]]:
        """Yield each part of an article's score with what it gave, and how often it stands in each field."""
        for part in self.parts:
            score = part.matches.score_of(article)
            if score is not None and all(limit.score_of(article) is not None for limit in part.limits):
                counts = {name: counted.score_of(article) for name, counted in part.frequencies.items()}
                yield part, score, {name: count for name, count in counts.items() if count is not None}


class Evaluator:
    """Evaluates trees against one generation. Threads may share it."""

    def __init__(self, reader: PostingReader, weights: Weights) -> None:
        self._reader = reader
        self._weights = weights

    def evaluate(self, tree: query.Query) -> Evaluation:
        """All articles that match, with scores; nothing is cut off here.

        The tree is one that ``query.parser`` gives. Raises TypeError for a node that it never does.
        """
        return _Run(self._reader, self._weights).evaluate(tree)


class _Run:
    """One evaluation: the parts met so far, and how many articles hold each word met."""

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
        if isinstance(node, query.ConstantScoreQuery):
            return constant(self._unexplained(node.child).articles, node.score)
        return self._filtered(node)

    def _unexplained(self, node: query.Query) -> Matches:
        """A node whose score is not used, and so has no part in the explanation."""
        return _Run(self._reader, self._weights)._node(node)

    def _and(self, node: query.And) -> Matches:
        before = len(self._parts)
        found = intersection(
            [self._node(each) for each in node.subqueries if not isinstance(each, query.Not)]
        )
        for each in node.subqueries:
            if isinstance(each, query.Not) and len(found):
                _, barred = positions_in(self._unexplained(each.query).articles, found.articles)
                found = Matches(found.articles[~barred], found.scores[~barred])
        self._limit_parts(before, found)
        return found

    def _words(self, node: AnyWords | AllWords) -> Matches:
        before = len(self._parts)
        if isinstance(node, AllWords):
            matched = intersection([self._node(each) for each in node.subqueries])
        else:
            found = union([self._node(each) for each in node.telling()])
            matched = added(found, [each for each in map(self._node, node.stops()) if len(each)])
        pairs = [self._pair(*pair) for pair in _neighbours(node.subqueries)]
        self._limit_parts(before, matched)
        return added(matched, [pair for pair in pairs if len(pair)])

    def _limit_parts(self, first: int, found: Matches) -> None:
        for part in self._parts[first:]:
            part.limits.append(found)

    def _filtered(self, node: query.Query) -> Matches:
        if isinstance(node, query.NumericRange) and node.fieldname == "published":
            return constant(self._dated(node), FILTERED)
        if isinstance(node, query.Every) and node.fieldname is None:
            return constant(np.arange(self._reader.articles), FILTERED)
        raise TypeError(f"{node!r} is no part of a query")

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
            counted = union(
                [
                    _weighted(_occurrences(self._reader, each), each.boost)
                    for each in node.subqueries
                    if each.fieldname == name
                ]
            )
            if len(counted):
                frequencies[name] = counted
        pseudo = union([self._normalized(name, counted) for name, counted in frequencies.items()])
        boost = node.boost * (self._weights.stop if node.stop else 1.0)
        weight = boost * inverse_document_frequency(self._reader.articles, len(pseudo))
        return self._scored(node.label, weight, pseudo, frequencies)

    def _normalized(self, name: str, counted: Matches) -> Matches:
        """BM25F's share of one field: weighted, length-normalised frequencies."""
        base = name.removesuffix("_exact")
        if base not in RANKED_FIELDS:  # source, category, author: their articles are wanted, not their scores
            return counted
        lengths, average = self._reader.lengths(base)
        field_weight = self._weights.fields[base]
        shares = normalized_frequency(counted.scores, lengths[counted.articles], average, field_weight)
        return Matches(counted.articles, shares)

    def _pair(self, first: AnyField, second: AnyField, distance: int) -> Matches:
        """Ordered pairs, Metzler and Croft, "A Markov Random Field Model for Term Dependencies" (2005).

        The second word after the first, no farther than in the query; counted in title and body, and weighed by
        document frequency and saturated like a word, times ``pair``.
        """
        frequencies = {}
        for name in _PAIR_FIELDS:
            keys, following = self._field_keys(first, name), self._field_keys(second, name)
            counted = of_keys(keys[_next_within(keys, following, distance)])
            if len(counted.articles):
                frequencies[name] = _weighted(counted, 1.0)
        pseudo = union([self._normalized(name, counted) for name, counted in frequencies.items()])
        weight = self._weights.pair * inverse_document_frequency(self._reader.articles, len(pseudo))
        return self._scored(f"{first.label} … {second.label}", weight, pseudo, frequencies)

    def _scored(self, label: str, weight: float, pseudo: Matches, frequencies: dict[str, Matches]) -> Matches:
        matches = Matches(pseudo.articles, weight * saturated(pseudo.scores, self._weights.k1))
        if len(matches):
            self._parts.append(Part(label, weight, matches, frequencies))
        return matches

    def _field_keys(self, node: AnyField, name: str) -> np.ndarray:
        return _merged_keys(
            [_occurrences(self._reader, each) for each in node.subqueries if each.fieldname == name]
        )


def _neighbours(words: Sequence[query.Query]) -> list[tuple[AnyField, AnyField, int]]:
    """Words that follow one another, stop words between them stepped over: (first, second, how far apart in the query)."""
    pairs = []
    last: tuple[AnyField, int] | None = None
    for place, word in enumerate(words):
        if not _is_word(word):
            last = None
        elif not word.stop:
            if last is not None:
                pairs.append((last[0], word, place - last[1]))
            last = (word, place)
    return pairs


def _is_word(node: query.Query) -> bool:
    return isinstance(node, AnyField) and all(isinstance(each, query.Term) for each in node.subqueries)


# Leaves → posting lists.


def _occurrences(reader: PostingReader, leaf: query.Query) -> PostingList:
    """Where one Term, Phrase or pattern occurs in its field (pattern: all of its terms together)."""
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
    if not all(len(each.keys) for each in lists):
        return EMPTY
    # From the last word back: of each word those occurrences from which the rest of the phrase can be reached.
    reached = lists[-1].keys
    for each in reversed(lists[:-1]):
        reached = each.keys[_next_within(each.keys, reached, leaf.slop)]
    return of_keys(reached)


def _next_within(keys: np.ndarray, following: np.ndarray, most: int) -> np.ndarray:
    """Whether one of ``following`` comes after each key, by at most ``most`` positions; bool[len(keys)].

    So it is in the same article: between articles the keys leap by 2³².
    """
    if len(following) == 0:
        return np.zeros(len(keys), bool)
    places = np.searchsorted(following, keys, side="right")
    distances = following[np.minimum(places, len(following) - 1)] - keys
    within: np.ndarray = (distances > 0) & (distances <= most)
    return within


def _merged_keys(lists: Sequence[PostingList]) -> np.ndarray:
    present = [each.keys for each in lists if len(each.keys)]
    if len(present) == 1:
        return present[0]
    return np.unique(np.concatenate(present)) if present else _NO_KEYS


def _weighted(found: PostingList, boost: float) -> Matches:
    return Matches(found.articles, found.frequencies * float(boost))
