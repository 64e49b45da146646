"""How many articles match in each day, week, month or year: exact counts over all matches, days as in India."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from indexer.codec.columns import NO_DATE
from indexer.errors import IndexCorruptError, QueryError

from .dates import SECONDS_OF_DAY, seconds_of_day
from .filters import Filters, UnknownValue, filters_json
from .vocabulary import Correction

__all__ = ["Period", "Trend", "Trends", "check_period", "count_trends"]

Period = Literal["day", "week", "month", "year"]
"""Weeks begin on Monday."""

_PERIODS: tuple[Period, ...] = get_args(Period)
# As many periods as a terminal of 80 columns has room for, by default; and as many as there may be.
_MOST_SHOWN, _MOST = 70, 100_000
# A week that begins before the calendar does, or ends after it, is left out.
_CALENDAR = seconds_of_day(7), seconds_of_day(date.max.toordinal() - 7)
_CODES = {"month": "M", "year": "Y"}
_EPOCH = date(1970, 1, 1)


class Trend(NamedTuple):
    """One query's matches: ``counts`` run parallel to ``Trends.starts``, ``undated`` articles are in none of these."""

    query: str
    total: int
    undated: int
    counts: tuple[int, ...]
    corrected: tuple[Correction, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "query": self.query,
            "total": self.total,
            "undated": self.undated,
            "corrected": [{"typed": each.typed, "shown": list(each.shown)} for each in self.corrected],
            "counts": list(self.counts),
        }


class Trends(NamedTuple):
    """Queries over the same periods, of which ``starts`` are the first days, without a gap; none where no match has a date."""

    by: Period
    starts: tuple[date, ...]
    trends: tuple[Trend, ...]
    took_ms: float = 0.0
    filters: Filters | None = None
    unknown_values: tuple[UnknownValue, ...] = ()

    def labels(self) -> list[str]:
        """The periods as text: 2025-11-18 for days and weeks, 2025-11, 2025."""
        length = {"day": 10, "week": 10, "month": 7, "year": 4}[self.by]
        return [start.isoformat()[:length] for start in self.starts]

    def to_json(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "by": self.by,
            "took_ms": round(self.took_ms, 3),
            "periods": self.labels(),
            "trends": [trend.to_json() for trend in self.trends],
            **filters_json(self.filters, self.unknown_values),
        }


def count_trends(
    published: Sequence[np.ndarray], by: Period | None, start: int | None = None, past: int | None = None
) -> tuple[Period, tuple[date, ...], list[list[int]]]:
    """The period, the first day of each, and for each array of times (int64, seconds since 1970) how many lie in each.

    Periods run from ``start`` to before ``past`` where these are given, else from the earliest to the latest of all times. For
    ``by`` None it is the shortest of which there are at most 70. Raises QueryError for more than 100,000,
    IndexCorruptError for a time that is in no calendar.
    """
    dated = [each[each != NO_DATE] for each in published]
    least = [int(each.min()) for each in dated if len(each)] if start is None else [start]
    most = [int(each.max()) for each in dated if len(each)] if past is None else [past - 1]
    if not least or not most:
        return by or "day", (), [[] for _ in dated]
    ends = np.array([min(least), max(min(least), *most)])
    if not _CALENDAR[0] <= ends[0] <= ends[1] < _CALENDAR[1]:
        raise IndexCorruptError("an article's date is in no calendar; run: khabar index verify")
    period = by or _shortest(ends)
    first, last = map(int, _numbers(ends, period))
    if last - first >= _MOST:
        raise QueryError(
            f"from {_start(first, period)} on there are more than {_MOST:,} {period}s; count by a longer period"
        )
    starts = tuple(_start(number, period) for number in range(first, last + 1))
    counts = [np.bincount(_numbers(each, period) - first, minlength=len(starts)) for each in dated]
    return period, starts, [each.tolist() for each in counts]


def _shortest(ends: np.ndarray) -> Period:
    return next((each for each in _PERIODS if np.ptp(_numbers(ends, each)) < _MOST_SHOWN), "year")


def _numbers(seconds: np.ndarray, by: Period) -> np.ndarray:
    """The number of the period in which each time lies, int64, consecutive."""
    days = (seconds - seconds_of_day(_EPOCH.toordinal())) // SECONDS_OF_DAY
    if by in _CODES:
        return days.astype("datetime64[D]").astype(f"datetime64[{_CODES[by]}]").astype(np.int64)
    return days if by == "day" else (days + _EPOCH.weekday()) // 7


def _start(number: int, by: Period) -> date:
    if by in _CODES:
        months = number * (12 if by == "year" else 1) + _EPOCH.year * 12
        return date(months // 12, months % 12 + 1, 1)
    return _EPOCH + timedelta(number if by == "day" else number * 7 - _EPOCH.weekday())


def check_period(by: str | None) -> None:
    """Raise ValueError where it is no period; None is the default one."""
    if by is not None and by not in _PERIODS:
        raise ValueError(f"{by!r} is no period; periods are {', '.join(_PERIODS)}")
