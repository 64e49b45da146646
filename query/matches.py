"""Sets of articles with scores, as arrays, and what can be done with them: union, intersection, addition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["NO_MATCHES", "Matches", "added", "constant", "intersection", "positions_in", "union"]


@dataclass(frozen=True, slots=True)
class Matches:
    """``articles`` int64[n], ascending; ``scores`` float64[n]."""

    articles: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.articles)

    def score_of(self, article: int) -> float | None:
        """The score of one article, or None where it does not match."""
        place = int(np.searchsorted(self.articles, article))
        return float(self.scores[place]) if place < len(self) and self.articles[place] == article else None


NO_MATCHES = Matches(np.zeros(0, np.int64), np.zeros(0))


def constant(articles: np.ndarray, score: float) -> Matches:
    """The articles, all with one score."""
    return Matches(articles, np.full(len(articles), float(score)))


def union(found: Sequence[Matches]) -> Matches:
    """The articles of any, each with the sum of its scores, added in the order given."""
    present = [each for each in found if len(each)]
    if not present:
        return NO_MATCHES
    if len(present) == 1:
        return present[0]
    articles = np.concatenate([each.articles for each in present])
    scores = np.concatenate([each.scores for each in present])
    # By counting from the first article to the last: several times as fast as sorting, for words that are not rare.
    first = articles.min()
    articles -= first
    held = np.bincount(articles)
    matched = np.flatnonzero(held)
    return Matches(matched + first, np.bincount(articles, scores)[matched])


def intersection(found: Sequence[Matches]) -> Matches:
    """The articles of all, each with the sum of its scores, added in the order given."""
    articles = min((each.articles for each in found), key=len)
    for each in found:
        _, held = positions_in(each.articles, articles)
        articles = articles[held]
    scores = np.zeros(len(articles))
    for each in found:
        scores += each.scores[positions_in(each.articles, articles)[0]]
    return Matches(articles, scores)


def added(matched: Matches, more: Sequence[Matches]) -> Matches:
    """The matches with further scores added where they match; nothing new matches."""
    scores = matched.scores.copy()
    for each in more:
        places, held = positions_in(matched.articles, each.articles)
        scores[places[held]] += each.scores[held]
    return Matches(matched.articles, scores)


def positions_in(articles: np.ndarray, sought: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where each of ``sought`` stands in ``articles`` (both ascending), and whether it does; int64 and bool, [len(sought)]."""
    if len(articles) == 0:
        return np.zeros(len(sought), np.int64), np.zeros(len(sought), bool)
    places = np.minimum(np.searchsorted(articles, sought), len(articles) - 1)
    return places, articles[places] == sought
