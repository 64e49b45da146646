"""Dates and lengths of time as people say them → seconds.

Loaded where a query's date is not plain digits. Rules and one table (``date_words``), not dateparser: that takes 0.2 s to load,
reads कल as tomorrow or yesterday by its settings, and finds a date in what is none.

==============================  ==============================================================================
आज, कल, परसों, yesterday         that day; कल is yesterday
इस सप्ताह, this month            the whole of the week (from Monday), month or year that it is now
पिछला सप्ताह, last week          the whole one before that
पिछले 7 दिन, last 2 weeks        so long until the end of today, today counted
3 दिन पहले, 2 months ago         that day; of hours and minutes, the hour or minute that began then
सोमवार, monday                  the latest one, today counted; पिछले सोमवार: today not counted
नवंबर, 15 नवंबर                  the latest that has begun
नवंबर 2025, 15 नवंबर 2025        that month or day; सन 2025 that year
==============================  ==============================================================================
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from indexer.analysis.late_pattern import late_pattern
from indexer.analysis.normalize import normalize_word

from .date_words import MEANINGS, Word
from .dates import SECONDS_OF_DAY, Span, seconds_of_day

__all__ = ["spoken_duration", "spoken_span"]

_DaySpan = tuple[int, int]  # of days, as numbers in the calendar; a Span is of seconds
_PIECE = late_pattern(
    r"[0-9]+(?=st|nd|rd|th)|[0-9]+|[\p{L}\p{M}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}]+"
)
_BETWEEN = late_pattern(r"\s*[,.-]?\s*")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SECONDS = {"minute": 60, "hour": 3600, "day": SECONDS_OF_DAY, "week": 7 * SECONDS_OF_DAY}
_SECONDS |= {"month": 30 * SECONDS_OF_DAY, "year": 365 * SECONDS_OF_DAY}
_CLOCK_UNITS = ("minute", "hour")
_MOST = 100_000
# The longest wait for a day of a month: 29 February, from 1896 to 1904.
_YEARS_BACK = 9


def spoken_span(text: str, now: datetime, latest: date | None = None) -> Span | None:
    """(first second, first second after), or None where the text, its digits ASCII, is no date.

    ``now`` in India. Months and weekdays alone are the latest that have begun by ``latest``, or by now. Raises OverflowError
    before the year 1.
    """
    words = _words(text)
    if words is None:
        return None
    kinds, values = tuple(kind for kind, _ in words), [value for _, value in words]
    if kinds in _TIMED and (span := _TIMED[kinds](now, *values)):
        return span
    try:
        days = _DAYS[kinds](_Days(now.date(), latest or now.date()), *values) if kinds in _DAYS else None
    except ValueError:  # 31 नवंबर 2025
        return None
    return days and (seconds_of_day(days[0]), seconds_of_day(days[1]))


def spoken_duration(text: str) -> int | None:
    """Seconds of ``7d`` or ``2 हफ्ते``, None where it is none; a unit alone is one of it."""
    match _words(text):
        case [("number", int(count)), ("unit", str(unit))]:
            return count * _SECONDS[unit]
        case [("unit", str(unit))]:
            return _SECONDS[unit]
    return None


def _words(text: str) -> list[Word] | None:
    """The words that mean something; None where one is unknown, or a mark stands between them that dates have not."""
    words: list[Word] = []
    text = text.strip()
    at = 0
    for piece in _PIECE.finditer(text):
        if not _BETWEEN.fullmatch(text, at, piece.start()) or piece.start() > at == 0:
            return None
        word, at = _meaning(piece[0]), piece.end()
        if word is None:
            return None
        if word[0]:
            words.append(word)
    return words if _BETWEEN.fullmatch(text, at) else None


def _meaning(piece: str) -> Word | None:
    if piece.isdigit():
        if len(piece) == 4:
            return "year", int(piece)
        return ("number", int(piece)) if int(piece[:7]) <= _MOST else None
    word = normalize_word(piece)
    return ("", 0) if word in _ORDINALS else MEANINGS.get(word)


def _time_ago(now: datetime, count: int, unit: str, _: int) -> Span | None:
    if unit not in _CLOCK_UNITS:
        return None
    start = int(now.timestamp()) - count * _SECONDS[unit]
    return start, start + _SECONDS[unit]


def _time_until_now(now: datetime, _: int, count: int, unit: str) -> Span | None:
    end = int(now.timestamp())
    return (end - count * _SECONDS[unit], end + 1) if unit in _CLOCK_UNITS else None


class _Days(NamedTuple):
    """From which days dates are counted: today, and the day by which months and weekdays alone have begun."""

    today: date
    latest: date

    def back(self, days: int) -> _DaySpan:
        return _one_day(self.today - timedelta(days))

    def ago(self, count: int, unit: str) -> _DaySpan | None:
        return None if unit in _CLOCK_UNITS else _one_day(_before(self.today, count, unit))

    def until_today(self, count: int, unit: str) -> _DaySpan | None:
        if count == 0 or unit in _CLOCK_UNITS:
            return None
        return _before(self.today, count, unit).toordinal() + 1, self.today.toordinal() + 1

    def last(self, unit: str) -> _DaySpan | None:
        whole = _whole(unit, self.today)
        return whole and _whole(unit, date.fromordinal(whole[0] - 1))


def _one_day(day: date) -> _DaySpan:
    return day.toordinal(), day.toordinal() + 1


def _whole(unit: str, day: date) -> _DaySpan | None:
    """The day, week, month or year in which a day lies."""
    if unit == "day":
        return _one_day(day)
    if unit == "week":
        monday = day.toordinal() - day.weekday()
        return monday, monday + 7
    if unit == "month":
        return _month(day.month, day)
    if unit == "year":
        first = date(day.year, 1, 1).toordinal()
        return first, first + 365 + isleap(day.year)
    return None


def _before(today: date, count: int, unit: str) -> date:
    """The day that lies so many units before; where a month is too short, its last day."""
    if unit not in ("month", "year"):
        return today - timedelta(count * {"day": 1, "week": 7}[unit])
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    if year < 1:
        raise OverflowError(f"{count} {unit}s before {today}")
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _month(month: int, by: date) -> _DaySpan:
    """The latest such month that has begun by a day."""
    year = by.year - (month > by.month)
    first = date(year, month, 1).toordinal()
    return first, first + monthrange(year, month)[1]


def _day_of_month(day: int, month: int, by: date) -> _DaySpan | None:
    for year in range(by.year, max(by.year - _YEARS_BACK, 0), -1):
        if 1 <= day <= monthrange(year, month)[1] and date(year, month, day) <= by:
            return _one_day(date(year, month, day))
    return None


def _weekday(weekday: int, by: date) -> _DaySpan:
    return _one_day(by - timedelta((by.weekday() - weekday) % 7))


_TIMED: Mapping[tuple[str, ...], Callable[..., Span | None]] = {
    ("number", "unit", "ago"): _time_ago,
    ("last", "number", "unit"): _time_until_now,
}
_DAYS: Mapping[tuple[str, ...], Callable[..., _DaySpan | None]] = {
    ("back",): lambda days, back: days.back(back),
    ("last", "back"): lambda days, _, back: days.back(back),
    ("unit", "before", "back"): lambda days, unit, _, back: days.back(back + 1) if unit == "day" else None,
    ("this", "unit"): lambda days, _, unit: _whole(unit, days.today),
    ("last", "unit"): lambda days, _, unit: days.last(unit),
    ("number", "unit", "ago"): lambda days, count, unit, _: days.ago(count, unit),
    ("unit", "ago"): lambda days, unit, _: days.ago(1, unit),
    ("last", "number", "unit"): lambda days, _, count, unit: days.until_today(count, unit),
    ("weekday",): lambda days, weekday: _weekday(weekday, days.latest),
    ("this", "weekday"): lambda days, _, weekday: _weekday(weekday, days.today),
    ("last", "weekday"): lambda days, _, weekday: _weekday(weekday, days.today - timedelta(1)),
    ("month",): lambda days, month: _month(month, days.latest),
    ("last", "month"): lambda days, _, month: _month(month, days.today.replace(day=1) - timedelta(1)),
    ("number", "month"): lambda days, day, month: _day_of_month(day, month, days.latest),
    ("month", "number"): lambda days, month, day: _day_of_month(day, month, days.latest),
    ("month", "year"): lambda _, month, year: _month(month, date(year, month, 1)),
    ("year", "month"): lambda _, year, month: _month(month, date(year, month, 1)),
    ("number", "month", "year"): lambda _, day, month, year: _one_day(date(year, month, day)),
    ("month", "number", "year"): lambda _, month, day, year: _one_day(date(year, month, day)),
    ("unit", "year"): lambda _, unit, year: _whole("year", date(year, 1, 1)) if unit == "year" else None,
    ("year",): lambda _, year: _whole("year", date(year, 1, 1)),
}
"""The kinds of words → what they mean: days as numbers in the calendar, (first, first after); None for nothing."""
