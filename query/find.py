"""A query tree → the articles that match it and pass the filters, their scores lowered by age where that is asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from whoosh.query import Query

from indexer.codec.columns import NO_DATE

from .dates import indian_time, read_duration
from .evaluate import Evaluator
from .matches import Matches
from .postings import PostingReader
from .ranking import recency

if TYPE_CHECKING:
    from .filters import Filters, UnknownValue

__all__ = ["Ageing", "Found", "find", "read_half_life"]


class Ageing(NamedTuple):
    """``half_life`` in seconds, and what an article loses at most: see ``ranking.recency``."""

    half_life: float
    most: float


class Found(NamedTuple):
    """``factors`` float64, parallel to the matches: what each score was multiplied by, None without ageing."""

    matches: Matches
    factors: np.ndarray | None
    unknown: tuple[UnknownValue, ...]

    def factors_of(self, places: np.ndarray) -> list[float] | list[None]:
        """What the scores of some matches were multiplied by."""
        return [None] * len(places) if self.factors is None else self.factors[places].tolist()


def find(
    reader: PostingReader,
    evaluator: Evaluator,
    tree: Query,
    *,
    top_k: int | None = None,
    filters: Filters | None = None,
    ageing: Ageing | None = None,
    now: datetime | None = None,
) -> Found:
    """Evaluate a tree; ``top_k`` as ``Evaluator.evaluate`` has it.

    Raises QueryError for a filter's date that is none.
    """
    if not filters and ageing is None:
        return Found(evaluator.evaluate(tree, top_k), None, ())
    # All scores, unless none is wanted: which are the best is not known before the filters and the ages.
    top_k, factors = None if top_k else top_k, None
    unknown: tuple[UnknownValue, ...] = ()
    if filters:
        from .filters import filter_articles

        passing, unknown = filter_articles(reader, filters, now)
        matches = evaluator.evaluate(tree, top_k, np.flatnonzero(passing))
        kept = passing[matches.articles]
        matches = Matches(matches.articles[kept], matches.scores[kept])
    else:
        matches = evaluator.evaluate(tree, top_k)
    if ageing is not None:
        factors = _factors(reader.published()[matches.articles], ageing, now)
        matches = Matches(matches.articles, matches.scores * factors)
    return Found(matches, factors, unknown)


def _factors(published: np.ndarray, ageing: Ageing, now: datetime | None) -> np.ndarray:
    """Of articles by when they were published; one without a date is as old as can be."""
    ages = indian_time(now).timestamp() - published.astype(np.float64)
    return recency(np.where(published == NO_DATE, np.inf, ages), ageing.half_life, ageing.most)


def read_half_life(given: str | timedelta) -> float:
    """Seconds, above 0, of a text as ``dates.read_duration`` takes it, or of a timedelta. Raises ValueError."""
    seconds = read_duration(given) if isinstance(given, str) else given.total_seconds()
    if seconds <= 0:
        raise ValueError(f"a half-life is above 0, not {given}")
    return seconds
