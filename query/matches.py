"""A set of articles with scores, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import matching

__all__ = ["Contenders", "Matches", "common", "constant", "without"]


@dataclass(slots=True)  # not frozen: a query makes a score of them, and that takes three times as long
class Matches:
    """``articles`` int64[n], ascending; ``scores`` float64[n]. Never changed."""

    articles: np.ndarray
    scores: np.ndarray

    def __len__(self) -> int:
        return len(self.articles)

    @property
    def total(self) -> int:
        """How many articles match."""
        return len(self.articles)

    def every(self) -> np.ndarray:
        """The articles that match, int64, ascending."""
        return self.articles

    def score_of(self, article: int) -> float | None:
        """The score of one article, or None where it does not match."""
        place = int(np.searchsorted(self.articles, article))
        return float(self.scores[place]) if place < len(self) and self.articles[place] == article else None


@dataclass(slots=True)
class Contenders(Matches):
    """Of all matches those that can be among the best; ``bits`` uint64, a bit for each article that matches, from the lowest."""

    bits: np.ndarray
    count: int

    @property
    def total(self) -> int:
        """How many articles match."""
        return self.count

    def every(self) -> np.ndarray:
        """The articles that match, int64, ascending."""
        return matching.list_bits(self.bits, self.count)


def constant(articles: np.ndarray, score: float) -> Matches:
    """The articles, all with one score."""
    return Matches(articles, np.full(len(articles), float(score)))


def without(found: Matches, barred: np.ndarray) -> Matches:
    """The matches that are not among the barred articles, int64, ascending."""
    if len(barred) == 0 or len(found) == 0:
        return found
    stay = ~_stand_in(barred, found.articles)
    return Matches(found.articles[stay], found.scores[stay])


def common(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The articles of both, int64, ascending as both are."""
    few, many = (one, other) if len(one) < len(other) else (other, one)
    return few[_stand_in(many, few)] if len(few) else few


def _stand_in(many: np.ndarray, articles: np.ndarray) -> np.ndarray:
    """Which articles are among ``many``, int64, ascending, at least one: bool[articles]."""
    places = np.minimum(np.searchsorted(many, articles), len(many) - 1)
    found: np.ndarray = many[places] == articles
    return found
