"""A set of articles with scores, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Matches", "constant", "without"]


@dataclass(slots=True)  # not frozen: a query makes a score of them, and that takes three times as long
class Matches:
    """``articles`` int64[n], ascending; ``scores`` float64[n]. Never changed."""

    articles: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.articles)

    def score_of(self, article: int) -> float | None:
        """The score of one article, or None where it does not match."""
        place = int(np.searchsorted(self.articles, article))
        return float(self.scores[place]) if place < len(self) and self.articles[place] == article else None


def constant(articles: np.ndarray, score: float) -> Matches:
    """The articles, all with one score."""
    return Matches(articles, np.full(len(articles), float(score)))


def without(found: Matches, barred: np.ndarray) -> Matches:
    """The matches that are not among the barred articles, int64, ascending."""
    if len(barred) == 0 or len(found) == 0:
        return found
    places = np.minimum(np.searchsorted(barred, found.articles), len(barred) - 1)
    stay = barred[places] != found.articles
    return Matches(found.articles[stay], found.scores[stay])
